package state

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/infile"
)

// spot is a place where a state can be kept. Each store is opened as by another process.
type spot struct {
	stack object.Stack
	file  bool
	open  func() *Store
	// openSplit opens a state that splits revisions of a hundred objects, where it splits any.
	openSplit func() *Store
	// die leaves a lock as the end of its process does.
	die func(l *Lock)
	// openUnanswered opens a state that gets no answer to what it writes to acquire its lock,
	// although that is written.
	openUnanswered func() *Store
}

// everywhere runs a test of the suite that each place of a state passes.
func everywhere(t *testing.T, test func(t *testing.T, p spot)) {
	stopRenewals := func(l *Lock) {
		l.stop()
		<-l.ended
	}
	t.Run("cluster", func(t *testing.T) {
		c, stack := connect(t, nil)
		test(t, spot{
			stack: stack,
			open:  func() *Store { return open(c, stack) }, openSplit: func() *Store { return openSplit(c, stack) },
			die: stopRenewals,
			openUnanswered: func() *Store {
				return open(&flaky{Client: c, loseAnswers: 100, only: kind.Lease.Kind}, stack)
			},
		})
	})
	t.Run("file", func(t *testing.T) {
		m := &machine{at: never}
		t.Cleanup(m.crash)
		stack, name := object.Stack{Name: "shop", Namespace: "web"}, filepath.Join(t.TempDir(), "sub", "dir", "state")
		open := func() *Store { return openFileOn(m, stack, name) }
		test(t, spot{stack: stack, file: true, open: open, openSplit: open, die: func(l *Lock) {
			stopRenewals(l)
			m.crash()
			m.revive()
		}, openUnanswered: func() *Store { return openFileOn(&machine{at: 2, how: "after"}, stack, name) }})
	})
}

func openFileOn(s infile.System, stack object.Stack, name string) *Store {
	return openIn(infile.New(name, stack, someCluster{}, s), stack)
}

// someCluster is a cluster of which only the identity is asked.
type someCluster struct{}

func (someCluster) UID(context.Context) (string, error) { return "uid-of-kube-system", nil }

// onlyNamed makes sure that a state has the parts that its head names, and no others.
func onlyNamed(t *testing.T, s *Store, at Snapshot) {
	t.Helper()
	named := map[string]bool{}
	for _, p := range at.head.all() {
		for _, name := range p.names() {
			named[name] = true
		}
	}
	parts, err := s.in.Parts(t.Context())
	if err != nil || len(parts) != len(named) {
		t.Errorf("parts: %v, %v; the head names %v", parts, err, named)
	}
	for name := range named {
		if _, ok := parts[name]; !ok {
			t.Errorf("%s is missing", name)
		}
	}
}

// leftovers are the files in the directory of a state that is removed.
func leftovers(t *testing.T, name string) []os.DirEntry {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	return entries
}
