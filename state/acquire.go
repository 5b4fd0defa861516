package state

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// terms are the times of a lock. They are written into the Lease, so that
// every contender waits as long as the holder promised.
type terms struct {
	duration time.Duration // unchanged for so long, the lock is free
	renewal  time.Duration // between two renewals
	look     time.Duration // between two looks of a contender
	answer   time.Duration // how long a renewal may wait for its answer
}

func leaseTerms() terms {
	return terms{duration: 20 * time.Second, renewal: 3 * time.Second, look: 500 * time.Millisecond, answer: 6 * time.Second}
}

// LockInfo is who wants the lock and why.
type LockInfo struct {
	Operation string // "apply"
	Who       string // user@host
	WLVersion string
	// Notice, unless nil, is told what a person should know who waits: that the
	// lock is held, and that it was taken over.
	Notice func(fact.Fact)
}

// LockedError means that another operation holds the lock, and does something with
// it.
type LockedError struct {
	Stack  object.Stack
	Holder Holder
}

func (e *LockedError) Error() string { return e.Fact().String() }

// Fact is who holds the lock of which stack.
func (e *LockedError) Fact() fact.Fact {
	return fact.New(Locked, fact.Args{"stack": e.Stack.Name, "holder": e.Holder.Fact()})
}

// locks is how a stack is locked.
type locks struct {
	leases
	terms terms
}

// Lock takes the lock, which is then renewed until Unlock, also after the end
// of ctx. Where another operation holds it, it is watched: the first renewal is
// a LockedError, and a lock that stays unchanged for as long as its holder
// promised is taken over. No clocks are compared.
func (s locks) Lock(ctx context.Context, info LockInfo) (*Lock, error) {
	wanted := newLease(info, s.terms.duration)
	c := contender{locks: s, notice: info.Notice}
	for {
		free, err := c.await(ctx)
		if err != nil {
			return nil, s.fail(err)
		}
		wanted.uid, wanted.resourceVersion, wanted.transitions = free.uid, free.resourceVersion, free.transitions+1
		wanted.Since = time.Now()
		var held lease
		err = s.persist(ctx, func() (err error) {
			held, err = s.write(ctx, wanted, wanted.Since)
			return err
		})
		switch {
		case err == nil:
			if free.identity != "" {
				c.say(fact.New(NoticeLockAcquired, fact.Args{"holder": free.Holder.Fact(), "time": free.duration}))
			}
			return hold(ctx, s, held, wanted.Since), nil
		case apierrors.IsNotFound(err) && free.uid == "": // its namespace is missing
			return nil, s.fail(err)
		case !apierrors.IsConflict(err) && !apierrors.IsAlreadyExists(err) && !apierrors.IsNotFound(err):
			return nil, s.fail(err)
		}
		// Somebody else was quicker; or it was this one, and the answer was lost.
		if now, err := s.read(ctx); err == nil && now.identity == wanted.identity {
			return hold(ctx, s, now, wanted.Since), nil
		}
	}
}

// newLease is one holding of the lock.
func newLease(info LockInfo, duration time.Duration) lease {
	return lease{
		Holder:   Holder{Who: info.Who, Process: os.Getpid(), Operation: info.Operation, WLVersion: info.WLVersion},
		identity: fmt.Sprintf("%s/%d/%s", info.Who, os.Getpid(), rand.Text()[:10]),
		duration: duration,
	}
}

func (s locks) fail(err error) error {
	if errors.As(err, new(*LockedError)) {
		return err
	}
	return fact.NewError(err, Unlockable, fact.Args{"stack": s.stack.Name})
}

// contender waits for a lock.
type contender struct {
	locks
	notice func(fact.Fact)
	seen   lease     // as first seen
	since  time.Time // when that was
}

// await returns the lock's lease once it is free or has expired.
func (c *contender) await(ctx context.Context) (lease, error) {
	for looks := (retry.Policy{Pause: c.terms.look}).Begin(); ; {
		now, err := c.read(ctx)
		switch {
		case err != nil:
			return lease{}, err
		case now.identity == "":
			return now, nil
		case c.seen.uid == "":
			c.seen, c.since = now, time.Now()
			c.say(fact.New(NoticeLockHeld, fact.Args{"holder": now.Holder.Fact(), "time": now.duration}))
		case now.uid != c.seen.uid || now.resourceVersion != c.seen.resourceVersion:
			return lease{}, &LockedError{Stack: c.stack, Holder: now.Holder}
		case time.Since(c.since) > now.duration:
			return now, nil
		}
		if !looks.Again(ctx) {
			return lease{}, fmt.Errorf("%w: %w", ctx.Err(), &LockedError{Stack: c.stack, Holder: now.Holder})
		}
	}
}

func (c *contender) say(f fact.Fact) {
	if c.notice != nil {
		c.notice(f)
	}
}

// ForceUnlock takes the lock away from whoever holds it, who then stops at its
// next renewal. It returns the holder, nil where there was none.
func (s locks) ForceUnlock(ctx context.Context) (*Holder, error) {
	for {
		l, err := s.read(ctx)
		if err == nil && l.uid == "" {
			return nil, nil
		}
		if err == nil {
			err = s.cluster.DeleteVersion(ctx, s.ref(), l.uid, l.resourceVersion)
		}
		switch {
		case err == nil:
			return &l.Holder, nil
		case !apierrors.IsConflict(err) && !apierrors.IsNotFound(err):
			return nil, fact.NewError(err, NotUnlocked, fact.Args{"stack": s.stack.Name})
		}
		// It was renewed, or released, just now.
	}
}
