package state

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
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
	everywhere(t, func(t *testing.T, p spot) {
		held := mustLock(t, p.open(), "alice@laptop")
		var notices []fact.Fact
		_, err := p.open().Lock(t.Context(), LockInfo{Operation: "destroy", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f) }})
		locked := new(LockedError)
		if !errors.As(err, &locked) {
			t.Fatalf("a second lock: %v", err)
		}
		if h := locked.Holder; h.Who != "alice@laptop" || h.Operation != "apply" || h.WLVersion != "v0.1.0" || h.Since.IsZero() || h.Process == 0 {
			t.Errorf("holder: %+v", h)
		}
		said := fact.Of(err)
		if holder, _ := said.Args["holder"].(fact.Fact); said.Code != Locked || said.Text("stack") != p.stack.Name || holder.Text("who") != "alice@laptop" || holder.Text("operation") != "apply" || holder.Text("since") == "" {
			t.Errorf("the error does not say who holds the lock: %v", err)
		}
		// It takes a while to see that a Lease is renewed, and no time that a file is held.
		if !p.file && (len(notices) != 1 || notices[0].Code != NoticeLockHeld || !strings.Contains(notices[0].String(), "alice@laptop")) {
			t.Errorf("notices: %v", notices)
		}
		if (said.Text("file") != "") != p.file {
			t.Errorf("where the lock is: %v", said)
		}
		if err := held.Check(); err != nil {
			t.Errorf("the holder was disturbed: %v", err)
		}

		work := held.Context(t.Context())
		mustUnlock(t, held)
		if <-work.Done(); errors.Is(context.Cause(work), ErrLockLost) {
			t.Error("unlocking counts as a loss")
		}
		if h, err := p.open().ForceUnlock(t.Context()); h != nil || err != nil {
			t.Errorf("an unlocked lock leaves something: %v, %v", h, err)
		}
		mustUnlock(t, mustLock(t, p.open(), "bob@ci"))
	})
}

func TestOneHolderAtATime(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		var holders, locked atomic.Int32
		var g sync.WaitGroup
		for range 6 {
			g.Go(func() {
				for {
					l, err := p.open().Lock(t.Context(), LockInfo{Operation: "apply", Who: "x@host"})
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
	})
}

// A holder that is gone renews no more: its lock passes on, with a notice.
func TestAnExpiredLockIsTakenOver(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		dead := mustLock(t, p.open(), "alice@laptop")
		work := dead.Context(t.Context())
		p.die(dead)

		var notices []fact.Fact
		next, err := p.open().Lock(t.Context(), LockInfo{Operation: "apply", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f) }})
		if err != nil {
			t.Fatal(err)
		}
		defer mustUnlock(t, next)
		if n := len(notices); n == 0 || notices[n-1].Code != NoticeLockAcquired || !strings.Contains(notices[n-1].String(), "alice@laptop") {
			t.Errorf("notices: %v", notices)
		}
		if p.file {
			return // its process has ended, and does not come back
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
	})
}

// A machine that slept may find the lock untouched.
func TestALockIsRenewedAfterSleep(t *testing.T) {
	c, stack := connect(t, nil)
	l := mustLock(t, open(c, stack), "alice@laptop")
	l.stop()
	<-l.ended
	version := leaseVersion(t, c, stack)
	l.renewed = time.Now().Add(-time.Hour)
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	if leaseVersion(t, c, stack) == version {
		t.Error("the lock was taken for good without asking")
	}
	// The monotonic clock stands still during sleep, the wall clock does not.
	version, l.renewed = leaseVersion(t, c, stack), time.Now().Round(0).Add(-time.Hour)
	if err := l.Check(); err != nil || leaseVersion(t, c, stack) == version {
		t.Errorf("not renewed by the wall clock: %v", err)
	}
	mustUnlock(t, l)
}

func TestALockThatIsRemovedEndsTheWork(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.open()
		if h, err := s.ForceUnlock(t.Context()); h != nil || err != nil {
			t.Errorf("unlocking what is not locked: %v, %v", h, err)
		}
		if h, err := s.Holder(t.Context()); h != nil || err != nil {
			t.Errorf("what is not locked is held: %v, %v", h, err)
		}
		l := mustLock(t, s, "alice@laptop")
		work := l.Context(t.Context())
		for range 2 { // looking changes nothing
			if h, err := p.open().Holder(t.Context()); err != nil || h == nil || h.Who != "alice@laptop" {
				t.Fatalf("held by %v, %v", h, err)
			}
		}
		h, err := p.open().ForceUnlock(t.Context())
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
	})
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

// An operation that cannot know whether it has acquired the lock leaves none: the next one
// need not wait until it has expired.
func TestALockWithoutAnAnswerIsLeftToNobody(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		if _, err := p.openUnanswered().Lock(t.Context(), LockInfo{Operation: "apply", Who: "alice@laptop"}); err == nil || errors.As(err, new(*LockedError)) {
			t.Fatalf("without an answer: %v", err)
		}
		var notices []fact.Fact
		next, err := p.open().Lock(t.Context(), LockInfo{Operation: "apply", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f) }})
		if err != nil || len(notices) > 0 {
			t.Fatalf("the next one: %v, after %v", err, notices)
		}
		mustUnlock(t, next)
	})
}

// hasty is a cluster in which a Lease is not read at first: what follows a lost answer.
type hasty struct {
	*flaky
	unread atomic.Int32
}

func (h *hasty) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	content, err := h.flaky.Get(ctx, ref)
	if ref.GroupKind() == kind.Lease && err == nil && h.unread.Add(-1) >= 0 {
		return nil, &kube.UnreachableError{Context: h.Context(), Server: h.Server(), Err: errors.New("connection reset by peer")}
	}
	return content, err
}

// An operation recognises its own lock whose answer was lost, and does not wait for itself;
// where it cannot even look, it gives up, and leaves nothing.
func TestAnOperationKnowsItsOwnLock(t *testing.T) {
	c, stack := connect(t, nil)
	var notices []fact.Fact
	info := LockInfo{Operation: "apply", Who: "alice@laptop", Notice: func(f fact.Fact) { notices = append(notices, f) }}
	held, err := open(&flaky{Client: c, loseAnswers: 1}, stack).Lock(t.Context(), info)
	if err != nil || len(notices) > 0 {
		t.Fatalf("%v, after %v", err, notices)
	}
	mustUnlock(t, held)
	blind := &hasty{flaky: &flaky{Client: c, loseAnswers: 1}}
	blind.unread.Store(1)
	if _, err := open(blind, stack).Lock(t.Context(), info); err == nil || errors.As(err, new(*LockedError)) {
		t.Fatalf("where the lock cannot be read: %v", err)
	}
	if next := mustLock(t, open(c, stack), "bob@ci"); len(notices) > 0 {
		t.Errorf("notices: %v, %v", notices, next)
	}
}

func TestALockSurvivesLostAnswers(t *testing.T) {
	for name, instead := range failures() {
		t.Run(name, func(t *testing.T) { survivesAnswers(t, instead) })
	}
}

func survivesAnswers(t *testing.T, instead error) {
	c, stack := connect(t, nil)
	network := &flaky{Client: c, loseAnswers: 1, instead: instead}
	l := mustLock(t, open(network, stack), "alice@laptop")
	work := l.Context(t.Context())
	for range 3 {
		version := leaseVersion(t, c, stack)
		network.set(1, false)
		for leaseVersion(t, c, stack) == version && work.Err() == nil {
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

func leaseVersion(t *testing.T, c Cluster, stack object.Stack) string {
	t.Helper()
	content, err := c.Get(t.Context(), leaseOf(stack))
	if err != nil {
		t.Fatal(err)
	}
	return object.At(content, "metadata", "resourceVersion").(string)
}

func leaseOf(stack object.Stack) object.Ref {
	return object.NewRef(kind.Lease, stack.Namespace, stack.StateName())
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

// silent is a lock whose renewals are not answered.
type silent struct{ storage.Holding }

func (silent) Renew(ctx context.Context) error {
	<-ctx.Done()
	return fmt.Errorf("Lease: %w", ctx.Err())
}

// A renewal that is not answered says how long it was waited for.
func TestSilentRenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &Lock{holding: silent{}, terms: storage.Terms{Duration: 20 * time.Second, Answer: 6 * time.Second}, renewed: time.Now()}
		err := l.renew(t.Context())
		if got, want := fact.Of(err), fact.New(reason.NoAnswer, fact.Args{"time": 6 * time.Second}); got.String() != want.String() {
			t.Errorf("it says %v, not %v", got, want)
		}
	})
}
