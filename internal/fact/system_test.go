package fact_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
)

// What the operating system refuses is known by a code; what says more keeps its text.
func TestOfSystem(t *testing.T) {
	dir := t.TempDir()
	_, missing := os.ReadFile(filepath.Join(dir, "none"))
	_, directory := os.ReadFile(dir)
	_, within := os.ReadFile(os.Args[0] + "/x")
	for name, c := range map[string]struct {
		err  error
		code fact.Code
		why  fact.Code // of a file
	}{
		"no such file":      {missing, fact.FileFailed, fact.NoSuchFile},
		"a directory":       {directory, fact.FileFailed, fact.IsDirectory},
		"below a file":      {within, fact.FileFailed, fact.NoDirectory},
		"not permitted":     {&fs.PathError{Op: "open", Path: "x", Err: syscall.EPERM}, fact.FileFailed, fact.PermissionDenied},
		"the disk is full":  {&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, fact.FileFailed, fact.DiskFull},
		"a file's other":    {&fs.PathError{Op: "write", Path: "x", Err: syscall.EIO}, fact.FileFailed, ""},
		"a number":          {syscall.EROFS, fact.ReadOnly, ""},
		"a circle of links": {syscall.ELOOP, fact.LinksInCircle, ""},
		"another number":    {syscall.EIO, fact.Said, ""},
		"one that is said":  {fmt.Errorf("reading the kubeconfig: %w", missing), fact.Said, ""},
		"another":           {errors.New("no"), fact.Said, ""},
	} {
		f := fact.Of(c.err)
		why, _ := f.Args["said"].(fact.Fact)
		if f.Code != c.code || why.Code != c.why {
			t.Errorf("%s: %v is %v", name, c.err, f)
		}
	}
	if f := fact.Of(missing); f.Args["path"] != filepath.Join(dir, "none") {
		t.Errorf("its path is not known: %v", f)
	}
}
