package disk_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/disk"
)

// special makes one of each that is no regular file, links to them among them.
func special(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	pipe, socket := filepath.Join(dir, "pipe"), filepath.Join(dir, "socket")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	files := map[string]string{
		"a named pipe": pipe, "a socket": socket, "a directory": dir, "a device": "/dev/zero",
	}
	for what, file := range files {
		link := filepath.Join(dir, "to-"+filepath.Base(file))
		if err := os.Symlink(file, link); err != nil {
			t.Fatal(err)
		}
		files[what+" behind a link"] = link
	}
	return files
}

func TestOnlyRegularFilesAreRead(t *testing.T) {
	for what, file := range special(t) {
		t.Run(what, func(t *testing.T) {
			var refused *disk.NotRegularError
			_, err := within(t, func() ([]byte, error) { return disk.Read(file, 1<<20) })
			if !errors.As(err, &refused) || !strings.HasPrefix(what, refused.What().String()) {
				t.Errorf("Read: %v", err)
			}
		})
	}
}

// within fails where something waits: for the writer of a pipe, say.
func within(t *testing.T, do func() ([]byte, error)) ([]byte, error) {
	t.Helper()
	type result struct {
		content []byte
		err     error
	}
	done := make(chan result, 1)
	go func() {
		content, err := do()
		done <- result{content, err}
	}()
	select {
	case r := <-done:
		return r.content, r.err
	case <-time.After(time.Minute):
		t.Fatal("it waits for ever")
		return nil, nil
	}
}

func TestReadLimit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, strings.Repeat("x", 100))
	if content, err := disk.Read(file, 100); err != nil || len(content) != 100 {
		t.Errorf("%d bytes, %v", len(content), err)
	}
	var large *disk.TooLargeError
	if _, err := disk.Read(file, 99); !errors.As(err, &large) || large.Name != file {
		t.Errorf("a byte too much: %v", err)
	}
	// The kernel says of its own files that they are empty.
	if info, err := os.Stat("/proc/self/maps"); err == nil && info.Size() == 0 {
		if content, err := disk.Read("/proc/self/maps", 1<<20); err != nil || len(content) == 0 {
			t.Errorf("a file that claims to be empty: %d bytes, %v", len(content), err)
		}
		if _, err := disk.Read("/proc/self/maps", 100); !errors.As(err, &large) {
			t.Errorf("a file that claims to be empty, and has more than the limit: %v", err)
		}
	}
	if _, err := disk.Read(file+"-missing", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
}

func TestNothingSpecialIsReplaced(t *testing.T) {
	for what, file := range special(t) {
		t.Run(what, func(t *testing.T) {
			before, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			var refused *disk.NotRegularError
			_, err = within(t, func() ([]byte, error) { return nil, disk.Write(file, []byte("text")) })
			if !errors.As(err, &refused) {
				t.Errorf("Write: %v", err)
			}
			if err := disk.CheckWrite(file); !errors.As(err, &refused) {
				t.Errorf("CheckWrite: %v", err)
			}
			if after, err := os.Stat(file); err != nil || !os.SameFile(before, after) {
				t.Errorf("something else is there now: %v, %v", after, err)
			}
		})
	}
}

// Whether a file can be written is known before there is anything to write, and said with the
// name of the directory; and what the kernel's links lead to is told.
func TestCheckWrite(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "file"), "x")
	for name, where := range map[string]string{"missing/plan": "missing", "missing/below/plan": "missing/below", "file/plan": "file"} {
		for how, err := range map[string]error{"CheckWrite": disk.CheckWrite(filepath.Join(dir, name)), "Write": disk.Write(filepath.Join(dir, name), nil)} {
			if cause := new(fs.PathError); !errors.As(err, &cause) || cause.Path != filepath.Join(dir, where) && how == "CheckWrite" && name != "file/plan" || strings.Contains(err.Error(), ".wl-") {
				t.Errorf("%s of %s: %v", how, name, err)
			}
		}
	}
	if err := disk.CheckWrite(filepath.Join(dir, "plan")); err != nil {
		t.Error(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	link := filepath.Join(dir, "link")
	if err := os.Symlink(fmt.Sprintf("/proc/self/fd/%d", w.Fd()), link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{fmt.Sprintf("/proc/self/fd/%d", w.Fd()), link} {
		if _, err := os.Stat(name); err != nil {
			t.Skip(err) // where there is no such directory
		}
		if refused := new(disk.NotRegularError); !errors.As(disk.CheckWrite(name), &refused) {
			t.Errorf("%s: %v", name, disk.CheckWrite(name))
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file, link, elsewhere := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(t.TempDir(), "target")
	write(t, elsewhere, "former")
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, file, link} {
		if err := disk.Write(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{file, elsewhere} {
		info, err := os.Lstat(name)
		if content, _ := os.ReadFile(name); err != nil || string(content) != "new" || info.Mode() != 0o600 {
			t.Errorf("%s: %q, %v, %v", name, content, info, err)
		}
	}
	if to, err := os.Readlink(link); err != nil || to != elsewhere {
		t.Errorf("the link leads to %q: %v", to, err)
	}
	if err := os.Symlink(filepath.Join(dir, "missing"), filepath.Join(dir, "nowhere")); err != nil {
		t.Fatal(err)
	}
	if err := disk.Write(filepath.Join(dir, "nowhere"), nil); err == nil {
		t.Error("a link to nothing was written")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 3 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// Other content leaves the mode, and a link; what cannot be written stays as it was.
func TestRewrite(t *testing.T) {
	dir := t.TempDir()
	file, link, elsewhere := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(t.TempDir(), "target")
	for name, mode := range map[string]fs.FileMode{file: 0o640, elsewhere: 0o755} {
		write(t, name, "former")
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		file string
		mode fs.FileMode
	}{file: {file, 0o640}, link: {elsewhere, 0o755}} {
		if err := disk.Rewrite(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat(want.file)
		if content, _ := os.ReadFile(name); err != nil || string(content) != "new" || info.Mode() != want.mode {
			t.Errorf("%s: %q, %v, %v", name, content, info, err)
		}
	}
	if to, err := os.Readlink(link); err != nil || to != elsewhere {
		t.Errorf("the link leads to %q: %v", to, err)
	}
	if err := disk.Rewrite(filepath.Join(dir, "missing"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// A file that has no room is not cut: neither by what replaces it nor by other content. A process of its own has
// the limit, in which the testing package writes, too.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv("WL_TEST_FULL_DISK"); dir != "" {
		fillDisk(t, filepath.Join(dir, "file"))
		return
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "file")
	write(t, name, "former")
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), "WL_TEST_FULL_DISK="+dir)
	if said, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(said), "--- PASS: TestFullDisk") {
		t.Errorf("%v: %s", err, said)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func fillDisk(t *testing.T, name string) {
	var limits syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limits); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4096, Max: limits.Max}); err != nil {
		t.Fatal(err)
	}
	for how, do := range map[string]func(string, []byte) error{"Write": disk.Write, "Rewrite": disk.Rewrite} {
		err := do(name, make([]byte, 8192))
		if cause := new(fs.PathError); !errors.As(err, &cause) || cause.Path != name {
			t.Errorf("%s: %v", how, err)
		}
		if content, err := os.ReadFile(name); err != nil || string(content) != "former" {
			t.Errorf("%s: %q, %v", how, content, err)
		}
	}
}

func TestWithin(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	write(t, filepath.Join(root, "file"), "")
	write(t, filepath.Join(outside, "file"), "")
	if err := os.Mkdir(filepath.Join(root, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{
		"sub/up": "../file", "out": filepath.Join(outside, "file"), "twice": "out", "dir": outside, "nowhere": "missing",
	} {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	linked := filepath.Join(t.TempDir(), "stack")
	if err := os.Symlink(root, linked); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct{ outside, link bool }{
		"file": {}, "sub/up": {}, "nowhere": {}, "missing": {}, "sub/../file": {},
		"out": {true, true}, "twice": {true, true}, "dir/file": {true, true},
		"../x": {true, false}, "sub/../../x": {true, false},
	} {
		for _, root := range []string{root, linked} {
			var refused *disk.OutsideError
			err := disk.Within(root, filepath.Join(root, name))
			if outside := errors.As(err, &refused); outside != want.outside || outside && refused.Link != want.link || err != nil && !outside {
				t.Errorf("%s in %s: %v", name, root, err)
			}
		}
	}
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Find looks below a directory, finds what is a regular file, and passes over what it may
// not read.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/c/wanted", "a/wanted", "a/other"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, file, "")
	}
	if err := os.MkdirAll(filepath.Join(dir, "d", "wanted"), 0o700); err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(dir, "a/wanted"), filepath.Join(dir, "b/c/wanted")}
	if diff := cmp.Diff(want, disk.Find(dir, "wanted")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if found := disk.Find(filepath.Join(dir, "absent"), "wanted"); found != nil {
		t.Errorf("in a directory that is not there, %q is found", found)
	}
}
