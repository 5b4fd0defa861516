package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/incluster"
	"github.com/workloadlang/wl/state/internal/infile"
	"github.com/workloadlang/wl/state/internal/storage"
)

// errCrashed is what a process would not live to see.
var errCrashed = errors.New("the process has ended")

// never is no step.
const never = -1

// life is what the operations of a test write, one after the other: an operation begins,
// succeeds, another one does, and a third one fails.
func life() []Revision {
	running, failed := good(1, 12), good(3, 12)
	running.Outcome, failed.Outcome = Running, Failed
	return []Revision{running, good(1, 12), good(2, 12), failed}
}

// live locks a state, writes all revisions, removes the state and unlocks it. It returns how many
// of these writes, the removal included, came to their end.
func live(t *testing.T, s *Store) (done int, err error) {
	s.Keep = 2
	lock, err := s.Lock(t.Context(), LockInfo{Operation: "apply", Who: "alice@laptop"})
	if err != nil {
		return 0, err
	}
	defer lock.stop()
	var snapshot Snapshot
	for _, r := range life() {
		if snapshot, err = s.Write(t.Context(), snapshot, r); err != nil {
			return done, err
		}
		done++
	}
	if err := s.Remove(t.Context()); err != nil {
		return done, err
	}
	return done + 1, lock.Unlock(t.Context())
}

// survives makes sure that after a crash, with so many writes done, the state is what it was
// after one of them, that whatever it names can be read, and that an operation continues.
func survives(t *testing.T, s *Store, done int) {
	s.Keep = 2
	lock, err := s.Lock(t.Context(), LockInfo{Operation: "apply", Who: "bob@ci"})
	if err != nil {
		t.Fatalf("the lock of a process that has ended: %v", err)
	}
	t.Cleanup(lock.stop)
	all, now := life(), mustRead(t, s)
	mayBe := all[max(done-1, 0):min(done+1, len(all))]
	mayBeNone := done == 0 || done >= len(all)
	if r := now.Revision; r == nil && !mayBeNone {
		t.Fatalf("nothing is left after %d writes", done)
	} else if r != nil && !isOne(r, mayBe) {
		t.Fatalf("revision %d, %s, with %d objects after %d writes", r.Serial, r.Outcome, len(r.Objects), done)
	}
	if now.Revision != nil && done < len(all) { // nothing else is asked of one that is being removed
		readable(t, s)
	}
	serial := int64(1)
	if now.Revision != nil {
		serial = now.Revision.Serial + 1
	}
	now = mustWrite(t, s, now, good(serial, 12))
	now = mustWrite(t, s, now, good(serial+1, 12))
	onlyNamed(t, s, now)
	readable(t, s)
	if err := s.Remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	if parts, err := s.in.Parts(t.Context()); err != nil || len(parts) != 0 || mustRead(t, s).Revision != nil {
		t.Errorf("left of a state that was removed: %v, %v", parts, err)
	}
	mustUnlock(t, lock)
}

func isOne(r *Revision, of []Revision) bool {
	for i := range of {
		if r.Serial == of[i].Serial && r.Outcome == of[i].Outcome && cmp.Equal(r.Objects, of[i].Objects) {
			return true
		}
	}
	return false
}

// readable makes sure that every revision that is kept can be read, with its objects.
func readable(t *testing.T, s *Store) {
	t.Helper()
	history, err := s.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range history {
		r, err := s.Revision(t.Context(), h.Serial)
		if err != nil {
			t.Errorf("revision %d: %v", h.Serial, err)
		} else if diff := cmp.Diff(good(h.Serial, 12).Applied, r.Applied); diff != "" {
			t.Errorf("revision %d (-written +read):\n%s", h.Serial, diff)
		}
	}
}

// Whatever request is the last that a process sends, or has the answer of, the state is
// one that the next operation reads and continues.
func TestACrashAtEveryRequest(t *testing.T) {
	settings := impatient()
	settings.Times = storage.Terms{Duration: 300 * time.Millisecond, Renewal: 50 * time.Millisecond, Look: 20 * time.Millisecond, Answer: 100 * time.Millisecond}
	settings.Limits = storage.Sizes{Inline: 1 << 10, Part: 1 << 10} // in several parts
	client, stack := connect(t, nil)
	steps := 0
	for step := 1; ; step++ {
		for _, after := range []bool{false, true} {
			stack.Name = fmt.Sprintf("shop-%d-%t", step, after)
			c := &stopping{Client: client, at: step, after: after}
			done, err := live(t, openIn(incluster.New(c, stack, settings), stack))
			switch {
			case err == nil && c.steps < step: // it came to its end
				if steps = step - 1; steps < 20 {
					t.Errorf("there were %d steps only", steps)
				}
				t.Logf("%d requests, a crash before and after each", steps)
				return
			case !errors.Is(err, errCrashed) && !after:
				t.Fatalf("step %d: %v", step, err)
			}
			t.Run(fmt.Sprintf("%d-%t", step, after), func(t *testing.T) {
				survives(t, openIn(incluster.New(client, stack, settings), stack), done)
			})
		}
	}
}

// stopping is the real cluster for a process that ends before or after one of its writes.
type stopping struct {
	*kube.Client
	at    int
	after bool

	mu    sync.Mutex
	steps int
	dead  bool
}

func (c *stopping) step(write func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dead {
		return errCrashed
	}
	c.steps++
	last := c.steps == c.at
	if c.dead = last; last && !c.after {
		return errCrashed
	}
	if err := write(); err != nil || !last {
		return err
	}
	return errCrashed
}

func (c *stopping) Create(ctx context.Context, ref object.Ref, content map[string]any) (written map[string]any, err error) {
	err = c.step(func() (err error) { written, err = c.Client.Create(ctx, ref, content); return err })
	return written, err
}

func (c *stopping) Update(ctx context.Context, ref object.Ref, content map[string]any) (written map[string]any, err error) {
	err = c.step(func() (err error) { written, err = c.Client.Update(ctx, ref, content); return err })
	return written, err
}

func (c *stopping) Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error {
	return c.step(func() error { return c.Client.Delete(ctx, ref, uid, p) })
}

func (c *stopping) DeleteVersion(ctx context.Context, ref object.Ref, uid, version string) error {
	return c.step(func() error { return c.Client.DeleteVersion(ctx, ref, uid, version) })
}

// So with a file: whatever the last thing is that a process has the system do, or half of it.
func TestACrashAtEveryStepOnDisk(t *testing.T) {
	stack := object.Stack{Name: "shop", Namespace: "web"}
	for step := 1; ; step++ {
		hows := []string{"before", "half", "after"}
		for len(hows) > 0 {
			how := hows[0]
			hows = hows[1:]
			name := filepath.Join(t.TempDir(), "sub", "state")
			m := &machine{at: step, how: how}
			done, err := live(t, openFileOn(m, stack, name))
			if err == nil && m.steps < step {
				if step < 20 {
					t.Errorf("there were %d steps only", step-1)
				}
				t.Logf("%d steps, a crash before and after each, and within each that writes", step-1)
				return
			}
			if !errors.Is(err, errCrashed) && how != "after" {
				t.Fatalf("step %d, %s: %v", step, how, err)
			}
			if how == "before" && !strings.HasPrefix(m.log[step-1], "write") {
				hows = hows[1:] // nothing else can be done by half
			}
			t.Run(fmt.Sprintf("%d-%s", step, how), func(t *testing.T) {
				survives(t, openFileOn(infile.OS{}, stack, name), done)
				if left := leftovers(t, name); len(left) != 0 {
					t.Errorf("left beside the file: %v", left)
				}
			})
		}
	}
}

// machine is the real system for a process that ends before, after or halfway through what
// it does last.
type machine struct {
	infile.OS
	at  int
	how string

	mu    sync.Mutex
	steps int
	dead  bool
	files []*os.File
	log   []string
}

// crash ends the process: its files are closed.
func (m *machine) crash() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end()
}

func (m *machine) end() {
	m.dead = true
	for _, file := range m.files {
		_ = file.Close() // most are closed
	}
	m.files = nil
}

// revive is another process.
func (m *machine) revive() { m.dead = false }

func (m *machine) step(what, name string, do func(half bool) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		return errCrashed
	}
	m.steps++
	m.log = append(m.log, what+" "+filepath.Base(name))
	last := m.steps == m.at
	var err error
	if !last || m.how != "before" {
		err = do(last && m.how == "half")
	}
	if last {
		m.end()
		return errCrashed
	}
	return err
}

func (m *machine) Open(name string, flag int) (file *os.File, err error) {
	err = m.step("open", name, func(bool) (err error) {
		if file, err = m.OS.Open(name, flag); err == nil {
			m.files = append(m.files, file)
		}
		return err
	})
	return file, err
}

func (m *machine) Write(name string, content []byte) error {
	return m.step("write", name, func(half bool) error {
		if half {
			content = content[:len(content)/2]
		}
		return m.OS.Write(name, content)
	})
}

func (m *machine) Sync(name string) error {
	return m.step("sync", name, func(bool) error { return m.OS.Sync(name) })
}

func (m *machine) Rename(from, to string) error {
	return m.step("rename", to, func(bool) error { return m.OS.Rename(from, to) })
}

func (m *machine) Remove(name string) error {
	return m.step("remove", name, func(bool) error { return m.OS.Remove(name) })
}

func (m *machine) MkdirAll(dir string) error {
	return m.step("mkdir", dir, func(bool) error { return m.OS.MkdirAll(dir) })
}

// What is renamed is durable before, and that it is, after.
func TestAFileIsDurableBeforeItIsTheState(t *testing.T) {
	m := &machine{at: never}
	t.Cleanup(m.crash)
	name := filepath.Join(t.TempDir(), "dir", "state")
	s := openFileOn(m, object.Stack{Name: "shop", Namespace: "web"}, name)
	mustWrite(t, s, Snapshot{}, good(1, 2))
	want := []string{"mkdir dir", "open dir", "remove .state.tmp", "write .state.tmp", "sync .state.tmp", "rename state", "sync dir"}
	if diff := cmp.Diff(want, m.log); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for path, mode := range map[string]os.FileMode{name: 0o600, filepath.Dir(name): 0o700 | os.ModeDir} {
		if info, err := os.Stat(path); err != nil || info.Mode() != mode {
			t.Errorf("%s: %v, %v; want %v", path, info.Mode(), err, mode)
		}
	}
}
