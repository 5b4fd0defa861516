package state

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/state/internal/storage"
)

// ErrLockLost is why work ends whose lock was lost: acquired by another operation, removed, or not
// renewed in time.
var ErrLockLost = storage.ErrLockLost

// Who holds a lock, and the error that another operation does.
type (
	Holder      = storage.Holder
	LockedError = storage.LockedError
)

// LockInfo is who wants the lock and why.
type LockInfo struct {
	Operation string // "apply"
	Who       string // user@host
	WLVersion string
	// Notice, unless nil, is told what a person should know who waits: that the
	// lock is held, and that a stale one was acquired.
	Notice func(fact.Fact)
}

// Lock acquires the lock, which is then renewed until Unlock, also after the end
// of ctx. Where another operation holds it, the error is a *LockedError. A stale lock is
// acquired: one in the cluster that stays unchanged for twenty seconds, whatever its Lease
// says and without comparing clocks; one of a file as soon as its process has ended.
func (s *Store) Lock(ctx context.Context, info LockInfo) (*Lock, error) {
	return s.in.lock(ctx, info)
}

// lock acquires the lock of the place.
func (p place) lock(ctx context.Context, info LockInfo) (*Lock, error) {
	wanted := Holder{Who: info.Who, Process: os.Getpid(), Operation: info.Operation, WLVersion: info.WLVersion}
	held, err := p.Lock(ctx, wanted, info.Notice)
	switch {
	case errors.As(err, new(*LockedError)):
		return nil, err
	case err != nil:
		return nil, p.fail(Unlockable, err)
	}
	return hold(ctx, p, held), nil
}

// Holder reads who holds the lock; nil where nobody does. A stale lock has its holder, too.
func (s *Store) Holder(ctx context.Context) (*Holder, error) { return s.in.holder(ctx) }

// holder reads who holds the lock of the place.
func (p place) holder(ctx context.Context) (*Holder, error) {
	h, err := p.Holder(ctx)
	if err != nil {
		return nil, p.fail(LockUnread, err)
	}
	return h, nil
}

// ForceUnlock releases the lock of whoever holds it, who then stops at its
// next renewal. It returns the holder, nil where there was none.
func (s *Store) ForceUnlock(ctx context.Context) (*Holder, error) {
	h, err := s.in.ForceUnlock(ctx)
	if err != nil {
		return nil, s.in.fail(NotUnlocked, err)
	}
	return h, nil
}

// Lock is a lock that is held. It may be used by several goroutines at once.
type Lock struct {
	place place
	terms storage.Terms
	stop  func()        // ends the renewals
	ended chan struct{} // closed when nothing renews it any more
	lost  chan struct{} // closed when it is lost

	mu      sync.Mutex // held during a renewal
	holding storage.Holding
	renewed time.Time // before the last renewal was sent; monotonic and wall clock
	cause   error     // of the loss; set before lost is closed

	panicked *crash.Panic // of the renewals; set before ended is closed
}

// hold begins to renew a lock that was just acquired.
func hold(ctx context.Context, p place, held storage.Holding) *Lock {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	l := &Lock{
		place: p, terms: p.Terms(), stop: cancel, ended: make(chan struct{}), lost: make(chan struct{}),
		holding: held, renewed: held.Acquired(),
	}
	go l.keep(ctx)
	return l
}

// Context is the context of the work that the lock protects. It ends with
// parent, with Unlock, and as soon as the lock is lost: then its cause is an
// ErrLockLost.
func (l *Lock) Context(parent context.Context) context.Context {
	ctx, cancel := context.WithCancelCause(parent)
	go func() {
		select {
		case <-l.lost:
		case <-l.ended:
		case <-ctx.Done():
		}
		select {
		case <-l.lost:
			cancel(l.cause)
		default:
			cancel(nil)
		}
	}()
	return ctx
}

// Check is to be called before anything is written under the lock. It is nil
// at once while the last renewal is recent. Otherwise, perhaps because the
// machine slept, it renews the lock first; its error is an ErrLockLost.
func (l *Lock) Check() error {
	select {
	case <-l.lost:
		return l.cause
	default:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.age() <= l.terms.Duration-l.terms.Answer {
		return nil
	}
	if err := l.renew(context.Background()); err != nil {
		return l.lose(err)
	}
	return nil
}

// Unlock ends the lock. A lock that was lost is left to its new holder. After
// an error the lock expires by itself.
func (l *Lock) Unlock(ctx context.Context) error {
	l.stop()
	<-l.ended
	if l.panicked != nil {
		panic(l.panicked)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cause != nil {
		return nil
	}
	if err := l.holding.Release(ctx); err != nil {
		args := l.place.args()
		args["time"] = l.terms.Duration
		return fact.NewError(err, NotUnlocked, args)
	}
	return nil
}

// hurried is how long a release may take where whoever waits for it has asked to stop before, and parting how much longer
// where that is while it waits: the lock expires by itself.
const (
	hurried = 3 * time.Second
	parting = 500 * time.Millisecond
)

// UnlockWithin is Unlock, also where ctx has ended, within a time: sooner where ctx has ended, or ends meanwhile. A release
// without an answer by then fails for want of one.
func (l *Lock) UnlockWithin(ctx context.Context, limit time.Duration) error {
	if ctx.Err() != nil {
		limit = min(limit, hurried)
	}
	begun := time.Now()
	work, end := context.WithCancelCause(context.WithoutCancel(ctx))
	defer end(nil)
	give := func() {
		end(fact.NewError(context.DeadlineExceeded, reason.NoAnswer, fact.Args{"time": max(time.Second, time.Since(begun).Round(time.Second))}))
	}
	defer time.AfterFunc(limit, give).Stop()
	if ctx.Err() == nil {
		defer context.AfterFunc(ctx, func() { time.AfterFunc(parting, give) })()
	}
	return l.Unlock(work)
}

// keep renews the lock until ctx ends, as it does when the lock is lost.
func (l *Lock) keep(ctx context.Context) {
	defer close(l.ended)
	l.panicked = crash.Catch(func() { l.renewals(ctx) })
	if l.panicked != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		_ = l.lose(l.panicked)
	}
}

func (l *Lock) renewals(ctx context.Context) {
	terms, expiry := l.terms, l.terms.Duration
	for retry.Pause(ctx, min(terms.Renewal, max(expiry, 0))) {
		expiry = l.renewal(ctx)
	}
}

// renewal renews the lock once, and returns how long it is held from now on.
func (l *Lock) renewal(ctx context.Context) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.renew(ctx)
	expiry := l.terms.Duration - l.age()
	if err != nil && ctx.Err() == nil && (errors.Is(err, ErrLockLost) || expiry <= 0) {
		_ = l.lose(err)
	}
	return expiry
}

// renew writes the lease anew, which succeeds only if nobody else has. The
// caller holds mu.
func (l *Lock) renew(ctx context.Context) error {
	// An answer is not waited for beyond the lock's end. After that, when the
	// machine slept, one try is left: it succeeds if nobody else was there.
	wait := l.terms.Answer
	if left := l.terms.Duration - l.age(); left > 0 {
		wait = min(wait, left)
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	start := time.Now()
	if err := l.holding.Renew(ctx); err != nil {
		if errors.Is(err, context.DeadlineExceeded) && errors.Is(ctx.Err(), context.DeadlineExceeded) {
			err = &fact.Error{What: fact.New(reason.NoAnswer, fact.Args{"time": wait.Round(time.Second)}), Err: err}
		}
		return err
	}
	l.renewed = start
	return nil
}

// age is how long ago the lock was renewed, by whichever clock says more: the
// monotonic one may stand still while the machine sleeps, the other may be set
// back.
func (l *Lock) age() time.Duration {
	now := time.Now()
	return max(now.Sub(l.renewed), now.Round(0).Sub(l.renewed.Round(0)))
}

// lose ends the lock for everybody who relies on it. The caller holds mu.
func (l *Lock) lose(err error) error {
	if l.cause == nil {
		if !errors.Is(err, ErrLockLost) {
			err = &NotRenewedError{After: l.age().Round(time.Second), Err: err}
		}
		l.cause = &fact.Error{What: fact.New(LockLost, fact.Args{"stack": l.place.stack.Name, "how": fact.Of(err)}), Err: err}
		close(l.lost)
		l.stop()
	}
	return l.cause
}

// NotRenewedError means that a lock was lost, an ErrLockLost, because its place gave no answer
// in time: nobody else has acquired or removed it, as far as is known.
type NotRenewedError struct {
	After time.Duration // the last renewal
	Err   error
}

func (e *NotRenewedError) Error() string { return e.Fact().String() }

// Unwrap is why it was not renewed, and that it is lost.
func (e *NotRenewedError) Unwrap() []error { return []error{ErrLockLost, e.Err} }

// Fact is for how long it was not renewed, and why.
func (e *NotRenewedError) Fact() fact.Fact {
	return fact.New(LockNotRenewed, fact.Args{"time": e.After, "error": fact.Of(e.Err)})
}

// What is known of the lock of a stack.
const (
	LockLost       fact.Code = "lock_lost"
	LockNotRenewed fact.Code = "lock_not_renewed"

	Locked             = storage.Locked
	LockHolder         = storage.LockHolder
	LockDeleted        = storage.LockDeleted
	LockTaken          = storage.LockTaken
	NoticeLockHeld     = storage.NoticeLockHeld
	NoticeLockAcquired = storage.NoticeLockAcquired
)
