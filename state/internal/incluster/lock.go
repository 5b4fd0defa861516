package incluster

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Lock writes the Lease. Where another operation holds it, it is watched: the first
// renewal is a LockedError, and one that stays unchanged for the duration is stale, and is
// acquired, whatever it says of itself. No clocks are compared. client-go's leaderelection
// is for who waits until it leads: it has no end where a lock is seen to be held, and
// needs the typed clients.
func (s *Storage) Lock(ctx context.Context, holder storage.Holder, notice func(fact.Fact)) (storage.Holding, error) {
	wanted := lease{Holder: holder, identity: fmt.Sprintf("%s/%d/%s", holder.Who, holder.Process, rand.Text()[:10])}
	c := contender{Storage: s, notice: notice, identity: wanted.identity}
	for {
		free, err := c.await(ctx)
		if err != nil {
			c.withdraw(ctx)
			return nil, err
		}
		if free.identity == wanted.identity { // it was written, and the answer was lost
			return &holding{s, free, wanted.Since}, nil
		}
		wanted.uid, wanted.resourceVersion, wanted.transitions = free.uid, free.resourceVersion, free.transitions+1
		wanted.Since = time.Now()
		c.sent = true
		var held lease
		err = s.Persist(ctx, func() (err error) {
			held, err = s.writeLease(ctx, wanted, wanted.Since)
			return err
		})
		switch {
		case err == nil:
			c.acquired(free)
			return &holding{s, held, wanted.Since}, nil
		case apierrors.IsNotFound(err) && free.uid == "": // its namespace is missing
			return nil, err
		case !apierrors.IsConflict(err) && !apierrors.IsAlreadyExists(err) && !apierrors.IsNotFound(err):
			c.withdraw(ctx)
			return nil, err
		}
		// Another operation was quicker; or it was this one, and the answer was lost.
	}
}

// contender waits for a lock.
type contender struct {
	*Storage
	notice   func(fact.Fact)
	identity string    // its own
	sent     bool      // its lease may have been written
	seen     lease     // as first seen
	since    time.Time // when that was
}

// await returns the lock's lease once it is free, is the contender's own, or has expired.
func (c *contender) await(ctx context.Context) (lease, error) {
	for looks := (retry.Policy{Pause: c.Times.Look}).Begin(); ; {
		now, err := c.readLease(ctx)
		switch {
		case err != nil:
			return lease{}, err
		case now.identity == "", now.identity == c.identity:
			return now, nil
		case c.seen.uid == "":
			c.seen, c.since = now, time.Now()
			c.say(fact.New(storage.NoticeLockHeld, fact.Args{"holder": now.Holder.Fact(), "time": c.Times.Duration}))
		case now.uid != c.seen.uid || now.resourceVersion != c.seen.resourceVersion:
			return lease{}, &storage.LockedError{Stack: c.stack, Holder: now.Holder}
		case time.Since(c.since) > c.Times.Duration:
			return now, nil
		}
		if !looks.Again(ctx) {
			return lease{}, fmt.Errorf("%w: %w", ctx.Err(), &storage.LockedError{Stack: c.stack, Holder: now.Holder})
		}
	}
}

// withdrawal is how long a contender that gives up waits to remove its own lease.
const withdrawal = 3 * time.Second

// withdraw removes the lease of a contender that gives up, where it may have been written
// although the answer was lost: nobody has to wait until it has expired.
func (c *contender) withdraw(ctx context.Context) {
	if !c.sent {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), withdrawal)
	defer cancel()
	if now, err := c.readLease(ctx); err == nil && now.identity == c.identity {
		_ = c.cluster.DeleteVersion(ctx, c.lease(), now.uid, now.resourceVersion) // else it expires
	}
}

// acquired tells that a lock was stale, if it was.
func (c *contender) acquired(free lease) {
	if free.identity != "" {
		c.say(fact.New(storage.NoticeLockAcquired, fact.Args{"holder": free.Holder.Fact(), "time": c.Times.Duration}))
	}
}

func (c *contender) say(f fact.Fact) {
	if c.notice != nil {
		c.notice(f)
	}
}

// Holder is whom the Lease names.
func (s *Storage) Holder(ctx context.Context) (*storage.Holder, error) {
	l, err := s.readLease(ctx)
	if err != nil || l.uid == "" {
		return nil, err
	}
	return &l.Holder, nil
}

// ForceUnlock deletes the Lease, which its holder notices at its next renewal.
func (s *Storage) ForceUnlock(ctx context.Context) (*storage.Holder, error) {
	for {
		l, err := s.readLease(ctx)
		if err == nil && l.uid == "" {
			return nil, nil
		}
		sent := 0
		if err == nil {
			err = s.Persist(ctx, func() error { sent++; return s.cluster.DeleteVersion(ctx, s.lease(), l.uid, l.resourceVersion) })
		}
		switch {
		case err == nil, apierrors.IsNotFound(err) && sent > 1: // an answer was lost
			return &l.Holder, nil
		case !apierrors.IsConflict(err) && !apierrors.IsNotFound(err):
			return nil, err
		}
		// It was renewed, or released, just now.
	}
}

// holding is a Lease that was written.
type holding struct {
	storage  *Storage
	lease    lease
	acquired time.Time
}

// Acquired is when the Lease was first sent.
func (h *holding) Acquired() time.Time { return h.acquired }

// Renew writes the Lease again, which succeeds only if nobody else has.
func (h *holding) Renew(ctx context.Context) error {
	s, start := h.storage, time.Now()
	next, err := s.writeLease(ctx, h.lease, start)
	if apierrors.IsConflict(err) || apierrors.IsNotFound(err) {
		now, readErr := s.readLease(ctx)
		switch {
		case readErr != nil:
			return readErr
		case now.uid == "":
			return &fact.Error{What: fact.New(storage.LockDeleted, nil), Err: storage.ErrLockLost}
		case now.identity != h.lease.identity:
			return &fact.Error{What: fact.New(storage.LockTaken, fact.Args{"holder": now.Holder.Fact()}), Err: storage.ErrLockLost}
		}
		// It is this holder's: an earlier renewal's answer was lost.
		h.lease.resourceVersion = now.resourceVersion
		next, err = s.writeLease(ctx, h.lease, start)
	}
	if err == nil {
		h.lease = next
	}
	return err
}

// Release deletes the Lease, which may be gone already: after an answer that was lost.
func (h *holding) Release(ctx context.Context) error {
	return h.storage.Persist(ctx, func() error { return h.release(ctx) })
}

func (h *holding) release(ctx context.Context) error {
	s := h.storage
	err := s.cluster.DeleteVersion(ctx, s.lease(), h.lease.uid, h.lease.resourceVersion)
	if apierrors.IsConflict(err) {
		// A renewal whose answer was lost moves the version.
		now, readErr := s.readLease(ctx)
		if readErr == nil && now.identity != h.lease.identity {
			return nil
		}
		if readErr == nil {
			err = s.cluster.DeleteVersion(ctx, s.lease(), now.uid, now.resourceVersion)
		}
	}
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
