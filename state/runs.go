package state

import (
	"bytes"
	"context"
	"errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/incluster"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Runs is where a stack's run over its clusters is kept: the Secret wl-run-STACK of its
// home cluster, changed by compare-and-swap, and a Lease that keeps two people apart who
// would carry it on. What a run is, package run knows. Runs may be used by several
// goroutines at once.
type Runs struct{ in place }

// OpenRuns returns the place of a stack's run in its home cluster. Nothing is read yet.
func OpenRuns(home Cluster, s object.Stack) *Runs {
	return &Runs{place{incluster.NewRun(home, s, incluster.Usual()), s}}
}

// RunVersion is a run as it was read; zero where there is none.
type RunVersion struct{ version storage.Version }

// Read returns the run as it was written; nil where there is none.
func (s *Runs) Read(ctx context.Context) ([]byte, RunVersion, error) {
	h, err := s.in.Head(ctx)
	if err != nil {
		return nil, RunVersion{}, s.in.fail(RunUnreadable, err)
	}
	return h.Index, RunVersion{h.Version}, nil
}

// Write keeps a run in the place of the one that was read. The error is an ErrRaced where
// that is not there any more. A write that may have taken effect is repeated.
func (s *Runs) Write(ctx context.Context, prev RunVersion, run []byte) (RunVersion, error) {
	var written storage.Version
	err := s.in.Persist(ctx, func() (err error) {
		written, err = s.in.Swap(ctx, storage.Head{Version: prev.version, Index: run})
		if raced := new(storage.RacedError); errors.As(err, &raced) {
			written, err = s.afterRace(ctx, run)
		}
		return err
	})
	if err != nil && !errors.Is(err, ErrRaced) {
		err = s.in.fail(RunUnwritten, err)
	}
	return RunVersion{written}, err
}

// afterRace finds out whether it was this write that was quicker: its answer was lost.
func (s *Runs) afterRace(ctx context.Context, run []byte) (storage.Version, error) {
	h, err := s.in.Head(ctx)
	if err != nil {
		return storage.Version{}, err
	}
	if bytes.Equal(h.Index, run) {
		return h.Version, nil
	}
	return storage.Version{}, &fact.Error{What: fact.New(RunRaced, nil), Err: ErrRaced}
}

// Remove deletes the run. One that is not there is no error.
func (s *Runs) Remove(ctx context.Context) error {
	if err := s.in.Persist(ctx, func() error { return s.in.DeleteHead(ctx) }); err != nil {
		return s.in.fail(RunUnwritten, err)
	}
	return nil
}

// Lock acquires the lock of who carries the run on, as Store.Lock does.
func (s *Runs) Lock(ctx context.Context, info LockInfo) (*Lock, error) {
	return s.in.lock(ctx, info)
}

// Holder reads who holds the lock, as Store.Holder does.
func (s *Runs) Holder(ctx context.Context) (*Holder, error) { return s.in.holder(ctx) }

// ForceUnlock releases the lock, as Store.ForceUnlock does.
func (s *Runs) ForceUnlock(ctx context.Context) (*Holder, error) {
	h, err := s.in.ForceUnlock(ctx)
	if err != nil {
		return nil, s.in.fail(NotUnlocked, err)
	}
	return h, nil
}

// What cannot be done with a run.
const (
	RunUnreadable fact.Code = "run_unreadable"
	RunUnwritten  fact.Code = "run_not_written"
	RunRaced      fact.Code = "run_written_by_another"
)
