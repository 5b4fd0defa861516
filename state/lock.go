package state

import (
	"context"
	"errors"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/retry"
)

// ErrLockLost is why work ends whose lock was lost: taken over, removed, or not
// renewed in time.
var ErrLockLost = errors.New("the lock of the stack was lost")

// Lock is a lock that is held. It may be used by several goroutines at once.
type Lock struct {
	locks locks
	stop  func()        // ends the renewals
	ended chan struct{} // closed when nothing renews it any more
	lost  chan struct{} // closed when it is lost

	mu      sync.Mutex // held during a renewal
	lease   lease
	renewed time.Time // before the last renewal was sent; monotonic and wall clock
	cause   error     // of the loss; set before lost is closed

	panicked *crash.Panic // of the renewals; set before ended is closed
}

// hold begins to renew a lock that was just written; start is when that was
// sent.
func hold(ctx context.Context, s locks, written lease, start time.Time) *Lock {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	l := &Lock{
		locks: s, stop: cancel, ended: make(chan struct{}), lost: make(chan struct{}),
		lease: written, renewed: start,
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
	if l.age() <= l.locks.terms.duration-l.locks.terms.answer {
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
	s := l.locks
	err := s.cluster.DeleteVersion(ctx, s.ref(), l.lease.uid, l.lease.resourceVersion)
	if apierrors.IsConflict(err) {
		// A renewal whose answer was lost moves the version.
		now, readErr := s.read(ctx)
		if readErr == nil && now.identity != l.lease.identity {
			return nil
		}
		if readErr == nil {
			err = s.cluster.DeleteVersion(ctx, s.ref(), now.uid, now.resourceVersion)
		}
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return fact.NewError(err, NotUnlocked, fact.Args{"stack": s.stack.Name, "time": s.terms.duration})
	}
	return nil
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
	terms, expiry := l.locks.terms, l.locks.terms.duration
	for retry.Pause(ctx, min(terms.renewal, max(expiry, 0))) {
		expiry = l.renewal(ctx)
	}
}

// renewal renews the lock once, and returns how long it is held from now on.
func (l *Lock) renewal(ctx context.Context) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.renew(ctx)
	expiry := l.locks.terms.duration - l.age()
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
	wait := l.locks.terms.answer
	if left := l.locks.terms.duration - l.age(); left > 0 {
		wait = min(wait, left)
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	start := time.Now()
	next, err := l.locks.write(ctx, l.lease, start)
	if apierrors.IsConflict(err) || apierrors.IsNotFound(err) {
		now, readErr := l.locks.read(ctx)
		switch {
		case readErr != nil:
			return readErr
		case now.uid == "":
			return &fact.Error{What: fact.New(LockDeleted, nil), Err: ErrLockLost}
		case now.identity != l.lease.identity:
			return &fact.Error{What: fact.New(LockTaken, fact.Args{"holder": now.Holder.Fact()}), Err: ErrLockLost}
		}
		// It is this holder's: an earlier renewal's answer was lost.
		l.lease.resourceVersion = now.resourceVersion
		next, err = l.locks.write(ctx, l.lease, start)
	}
	if err != nil {
		return err
	}
	l.lease, l.renewed = next, start
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
			why := fact.New(LockNotRenewed, fact.Args{"time": l.age().Round(time.Second), "error": fact.Of(err)})
			err = &fact.Error{What: why, Err: errors.Join(ErrLockLost, err)}
		}
		l.cause = &fact.Error{What: fact.New(LockLost, fact.Args{"stack": l.locks.stack.Name, "how": fact.Of(err)}), Err: err}
		close(l.lost)
		l.stop()
	}
	return l.cause
}

// What is known of the lock of a stack.
const (
	Locked             fact.Code = "stack_locked"
	LockHolder         fact.Code = "lock_holder"
	LockLost           fact.Code = "lock_lost"
	LockDeleted        fact.Code = "lock_deleted"
	LockTaken          fact.Code = "lock_taken"
	LockNotRenewed     fact.Code = "lock_not_renewed"
	NoticeLockHeld     fact.Code = "notice_lock_held"
	NoticeLockAcquired fact.Code = "notice_lock_acquired"
)
