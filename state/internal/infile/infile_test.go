package infile

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

type uid string

func (u uid) UID(context.Context) (string, error) { return string(u), nil }

func at(name string, cluster uid) *Storage {
	return New(name, object.Stack{Name: "shop", Namespace: "web"}, cluster, OS{})
}

func TestAFileIsOfOneCluster(t *testing.T) {
	name := filepath.Join(t.TempDir(), "state")
	if _, err := at(name, "a").Swap(t.Context(), storage.Head{Index: []byte(`{"token":"1"}`)}); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"read": func() error { _, err := at(name, "b").Head(t.Context()); return err }(),
		"swap": func() error {
			_, err := at(name, "b").Swap(t.Context(), storage.Head{Index: []byte(`{"token":"2"}`)})
			return err
		}(),
	} {
		if !errors.As(err, new(*storage.UnusableError)) || fact.Of(err).Code != storage.OfOtherCluster {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestWhatIsNoFileIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	elsewhere, link := filepath.Join(dir, "elsewhere"), filepath.Join(dir, "link")
	if err := os.WriteFile(elsewhere, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{link, dir} {
		var refused *disk.NotRegularError
		if _, err := at(name, "a").Head(t.Context()); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := at(name, "a").Swap(t.Context(), storage.Head{Index: []byte("{}")}); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// holderVariable has the test's program hold the lock of a file, and nothing else.
const holderVariable = "WL_TEST_HOLDS_LOCK"

func TestMain(m *testing.M) {
	if name := os.Getenv(holderVariable); name != "" {
		if _, err := at(name, "a").Lock(context.Background(), storage.Holder{Who: "alice@laptop", Process: os.Getpid(), Operation: "apply"}, nil); err != nil {
			panic(err)
		}
		os.Stdout.WriteString("held\n")
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

// Another process is told who holds the lock; when that is killed, the next one acquires it.
func TestALockEndsWithItsProcess(t *testing.T) {
	name := filepath.Join(t.TempDir(), "state")
	holder := exec.Command(os.Args[0])
	holder.Env = append(os.Environ(), holderVariable+"="+name)
	out, err := holder.StdoutPipe()
	if err == nil {
		err = holder.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = holder.Process.Kill(); _ = holder.Wait() })
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	me := storage.Holder{Who: "bob@ci", Process: os.Getpid(), Operation: "destroy"}
	_, err = at(name, "a").Lock(t.Context(), me, nil)
	locked := new(storage.LockedError)
	if !errors.As(err, &locked) || locked.Holder.Who != "alice@laptop" || locked.Holder.Process != holder.Process.Pid || locked.Holder.Operation != "apply" ||
		locked.Holder.Since.IsZero() || locked.File != name+".lock" {
		t.Fatalf("a second process: %v", err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait()
	var notices []fact.Fact
	held, err := at(name, "a").Lock(t.Context(), me, func(f fact.Fact) { notices = append(notices, f) })
	if err != nil {
		t.Fatal(err)
	}
	if len(notices) != 1 || notices[0].Code != storage.NoticeLockAcquired || !strings.Contains(notices[0].String(), "alice@laptop") {
		t.Errorf("notices: %v", notices)
	}
	if err := held.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(name)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A lock file that names nobody, because its process ended at once, is no lock.
func TestAnEmptyLockFileIsNoLock(t *testing.T) {
	name := filepath.Join(t.TempDir(), "state")
	for _, content := range []string{"", "{", "[]"} {
		if err := os.WriteFile(name+".lock", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if h, err := at(name, "a").ForceUnlock(t.Context()); h != nil || err != nil {
			t.Errorf("%q: unlocked %v, %v", content, h, err)
		}
		if err := os.WriteFile(name+".lock", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		held, err := at(name, "a").Lock(t.Context(), storage.Holder{Who: "bob@ci"}, func(f fact.Fact) { t.Errorf("said %v", f) })
		if err != nil {
			t.Fatal(err)
		}
		if err := held.Release(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	d := &document{FormatVersion: formatVersion, Cluster: "uid", Head: []byte(`{"format_version":2}`), Revision: []byte("bytes"), Parts: map[string]part{"a": {Serial: 1, Bytes: []byte("x")}}}
	whole, err := d.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte(`{"format_version":1,"cluster":"uid","head":null}`))
	f.Add([]byte(`{"format_version":2}`))
	f.Add([]byte(`{"format_version":0,"head":{}}`))
	f.Add([]byte(`{"format_version":1,"cluster":"uid","head":{},"parts":{"a":{"bytes":"%"}}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := decode(content)
		if err != nil {
			if !errors.As(err, new(*storage.DamagedError)) && fact.Of(err).Code != storage.OfNewerVersion {
				t.Errorf("what kind of error is %v?", err)
			}
			return
		}
		if d.FormatVersion != formatVersion || d.Cluster == "" || len(d.Head) == 0 {
			t.Errorf("accepted: %+v", d)
		}
		again, err := d.encode()
		if err != nil {
			t.Fatal(err)
		}
		if e, err := decode(again); err != nil || !bytes.Equal(mustEncode(t, e), again) {
			t.Errorf("it is not read as it was written: %v", err)
		}
	})
}

func mustEncode(t *testing.T, d *document) []byte {
	content, err := d.encode()
	if err != nil {
		t.Fatal(err)
	}
	return content
}
