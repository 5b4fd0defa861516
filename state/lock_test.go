package state

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

func mustLock(t *testing.T, s *Store, who string) *Lock {
	t.Helper()
	l, err := s.Lock(t.Context(), LockInfo{Operation: "apply", Who: who, WLVersion: "v0.1.0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.stop)
	return l
}

func mustUnlock(t *testing.T, l *Lock) {
	t.Helper()
	if err := l.Unlock(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestALockedStackNamesItsHolder(t *testing.T) {
	c, stack := connect(t, nil)
	held := mustLock(t, open(c, stack), "alice@laptop")
	var notices []fact.Fact
	_, err := open(c, stack).Lock(t.Context(), LockInfo{Operation: "destroy", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f) }})
	locked := new(LockedError)
	if !errors.As(err, &locked) {
		t.Fatalf("a second lock: %v", err)
	}
	if h := locked.Holder; h.Who != "alice@laptop" || h.Operation != "apply" || h.WLVersion != "v0.1.0" || h.Since.IsZero() || h.Process == 0 {
		t.Errorf("holder: %+v", h)
	}
	said := fact.Of(err)
	if holder, _ := said.Args["holder"].(fact.Fact); said.Code != Locked || said.Text("stack") != stack.Name || holder.Text("who") != "alice@laptop" || holder.Text("operation") != "apply" || holder.Text("since") == "" {
		t.Errorf("the error does not say who holds the lock: %v", err)
	}
	if len(notices) != 1 || notices[0].Code != NoticeLockHeld || !strings.Contains(notices[0].String(), "alice@laptop") {
		t.Errorf("notices: %v", notices)
	}
	if err := held.Check(); err != nil {
		t.Errorf("the holder was disturbed: %v", err)
	}

	work := held.Context(t.Context())
	mustUnlock(t, held)
	if <-work.Done(); errors.Is(context.Cause(work), ErrLockLost) {
		t.Error("unlocking counts as a loss")
	}
	if _, err := c.Get(t.Context(), open(c, stack).locks.ref()); err == nil {
		t.Error("an unlocked lock leaves its Lease")
	}
	mustUnlock(t, mustLock(t, open(c, stack), "bob@ci"))
}

func TestOneHolderAtATime(t *testing.T) {
	c, stack := connect(t, nil)
	var holders, locked atomic.Int32
	var g sync.WaitGroup
	for range 6 {
		g.Go(func() {
			for {
				l, err := open(c, stack).Lock(t.Context(), LockInfo{Operation: "apply", Who: "x@host"})
				if errors.As(err, new(*LockedError)) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d hold the lock", n)
				}
				locked.Add(1)
				holders.Add(-1)
				if err := l.Unlock(t.Context()); err != nil {
					t.Error(err)
				}
				return
			}
		})
	}
	g.Wait()
	if locked.Load() != 6 {
		t.Errorf("locked %d times", locked.Load())
	}
}

// A holder that is gone renews no more: its lock passes on, with a notice.
func TestAnExpiredLockIsTakenOver(t *testing.T) {
	c, stack := connect(t, nil)
	dead := mustLock(t, open(c, stack), "alice@laptop")
	work := dead.Context(t.Context())
	dead.stop()
	<-dead.ended

	var notices []fact.Fact
	next, err := open(c, stack).Lock(t.Context(), LockInfo{Operation: "apply", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f) }})
	if err != nil {
		t.Fatal(err)
	}
	defer mustUnlock(t, next)
	if len(notices) != 2 || notices[1].Code != NoticeLockAcquired || !strings.Contains(notices[1].String(), "alice@laptop") {
		t.Errorf("notices: %v", notices)
	}
	if next.lease.transitions != 2 {
		t.Errorf("transitions: %d", next.lease.transitions)
	}
	// The former holder only slept.
	if err := dead.Check(); !errors.Is(err, ErrLockLost) || !strings.Contains(err.Error(), `lock_taken holder=lock_holder operation="apply" process=`) {
		t.Errorf("the former holder may write: %v", err)
	}
	<-work.Done()
	mustUnlock(t, dead)
	if err := next.Check(); err != nil {
		t.Errorf("unlocking a lost lock took it from its new holder: %v", err)
	}
}

// A machine that slept may find the lock untouched.
func TestALockIsRenewedAfterSleep(t *testing.T) {
	c, stack := connect(t, nil)
	l := mustLock(t, open(c, stack), "alice@laptop")
	l.stop()
	<-l.ended
	version := l.lease.resourceVersion
	l.renewed = time.Now().Add(-time.Hour)
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	if l.lease.resourceVersion == version {
		t.Error("the lock was taken for good without asking")
	}
	// The monotonic clock stands still during sleep, the wall clock does not.
	version, l.renewed = l.lease.resourceVersion, time.Now().Round(0).Add(-time.Hour)
	if err := l.Check(); err != nil || l.lease.resourceVersion == version {
		t.Errorf("renewed by the wall clock: %v, %v", l.lease.resourceVersion != version, err)
	}
	mustUnlock(t, l)
}

func TestALockThatIsRemovedEndsTheWork(t *testing.T) {
	c, stack := connect(t, nil)
	s := open(c, stack)
	if h, err := s.ForceUnlock(t.Context()); h != nil || err != nil {
		t.Errorf("unlocking what is not locked: %v, %v", h, err)
	}
	l := mustLock(t, s, "alice@laptop")
	work := l.Context(t.Context())
	h, err := open(c, stack).ForceUnlock(t.Context())
	if err != nil || h == nil || h.Who != "alice@laptop" {
		t.Fatalf("%v, %v", h, err)
	}
	<-work.Done()
	if cause := context.Cause(work); !errors.Is(cause, ErrLockLost) || !strings.Contains(cause.Error(), string(LockDeleted)) {
		t.Errorf("the work ended with %v", cause)
	}
	if err := l.Check(); !errors.Is(err, ErrLockLost) {
		t.Errorf("check: %v", err)
	}
	mustUnlock(t, l)
}

func TestALockThatCannotBeRenewedEndsTheWork(t *testing.T) {
	c, stack := connect(t, nil)
	network := &flaky{Client: c}
	l := mustLock(t, open(network, stack), "alice@laptop")
	work := l.Context(t.Context())
	network.set(0, true)
	<-work.Done()
	if cause := context.Cause(work); !errors.Is(cause, ErrLockLost) || !strings.Contains(cause.Error(), string(LockNotRenewed)) {
		t.Errorf("the work ended with %v", cause)
	}
}

func TestALockSurvivesLostAnswers(t *testing.T) {
	c, stack := connect(t, nil)
	network := &flaky{Client: c, loseAnswers: 1}
	l := mustLock(t, open(network, stack), "alice@laptop")
	work := l.Context(t.Context())
	for range 3 {
		version := l.version()
		network.set(1, false)
		for l.version() == version && work.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
	}
	if work.Err() != nil {
		t.Errorf("lost: %v", context.Cause(work))
	}
	// The very last renewal's answer is lost, and then the lock released.
	l.stop()
	<-l.ended
	network.set(1, false)
	_ = l.renew(t.Context())
	mustUnlock(t, l)
	mustUnlock(t, mustLock(t, open(c, stack), "bob@ci"))
}

func (l *Lock) version() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lease.resourceVersion
}

func TestWaitingForALockCanBeGivenUp(t *testing.T) {
	c, stack := connect(t, nil)
	l := mustLock(t, open(c, stack), "alice@laptop")
	l.stop() // nothing changes any more
	ctx, cancel := context.WithCancel(t.Context())
	_, err := open(c, stack).Lock(ctx, LockInfo{Operation: "apply", Who: "bob@ci", Notice: func(fact.Fact) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestALockNeedsItsNamespace(t *testing.T) {
	c, _ := connect(t, nil)
	_, err := open(c, object.Stack{Name: "shop", Namespace: "no-such-namespace"}).Lock(t.Context(), LockInfo{Who: "alice@laptop"})
	if err == nil || !strings.Contains(err.Error(), "no-such-namespace") {
		t.Errorf("%v", err)
	}
}
