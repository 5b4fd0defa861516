package state

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// editLease changes the stack's Lease, or makes it, as another client might.
func editLease(t *testing.T, c Cluster, stack object.Stack, edit func(spec map[string]any)) {
	t.Helper()
	ref := leaseOf(stack)
	content, err := c.Get(t.Context(), ref)
	write := c.Update
	if err != nil {
		write = c.Create
		content = map[string]any{
			"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
			"metadata": map[string]any{"name": ref.Name, "namespace": ref.Namespace}, "spec": map[string]any{},
		}
	}
	edit(content["spec"].(map[string]any))
	if _, err := write(t.Context(), ref, content); err != nil {
		t.Fatal(err)
	}
}

// Whatever a Lease says of its duration, a lock is stale when nothing has renewed it for
// as long as wl's own terms say, and not before.
func TestTheLockObeysItsOwnTerms(t *testing.T) {
	for name, seconds := range map[string]int64{"tiny": 1, "enormous": 999_999_999} {
		t.Run(name, func(t *testing.T) {
			c, stack := connect(t, nil)
			s := open(c, stack)
			terms := s.in.Terms()
			terms.Duration, terms.Renewal = 3*time.Second, 2*time.Second // a tiny one ends between two renewals
			l := mustLock(t, openTerms(c, stack, terms), "alice@laptop")
			spoil := func(spec map[string]any) { spec["leaseDurationSeconds"] = seconds }
			editLease(t, c, stack, spoil)
			info := LockInfo{Operation: "apply", Who: "bob@ci"}
			if next, err := openTerms(c, stack, terms).Lock(t.Context(), info); err == nil {
				mustUnlock(t, next)
				t.Fatal("a lock that is renewed was acquired")
			}
			l.stop()
			<-l.ended
			editLease(t, c, stack, spoil)
			begun := time.Now()
			next, err := openTerms(c, stack, terms).Lock(t.Context(), info)
			if err != nil {
				t.Fatal(err)
			}
			if waited := time.Since(begun); waited < terms.Duration || waited > 2*terms.Duration {
				t.Errorf("acquired after %s, not after %s", waited, terms.Duration)
			}
			mustUnlock(t, next)
		})
	}
}

// A Lease that wl did not write locks the stack, and says so in one line.
func TestAForeignLease(t *testing.T) {
	c, stack := connect(t, nil)
	s := open(c, stack)
	foreign := func(spec map[string]any) {
		spec["holderIdentity"], spec["leaseDurationSeconds"] = "x\nError: all fine", int64(999_999)
	}
	editLease(t, c, stack, foreign)
	var notices []string
	var renewal sync.WaitGroup
	defer renewal.Wait() // the lock may be refused before it has its answer
	renewal.Go(func() {  // renewed once, it is seen to be held
		time.Sleep(s.in.Terms().Look * 2)
		editLease(t, c, stack, func(spec map[string]any) { spec["leaseTransitions"] = int64(7) })
	})
	_, err := s.Lock(t.Context(), LockInfo{Operation: "apply", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f.String()) }})
	if err == nil {
		t.Fatal("no error")
	}
	for _, text := range append(notices, err.Error()) {
		if strings.Contains(text, "\n") || !strings.Contains(text, `x\\nError: all fine`) {
			t.Errorf("%q", text)
		}
	}
	if len(notices) != 1 || !strings.Contains(notices[0], `time="2s"`) {
		t.Errorf("notices: %q", notices)
	}
}
