package waves

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// journal is the run as its home cluster keeps it. It may be used by several goroutines at
// once.
type journal struct {
	runs *state.Runs
	home string // the cluster's name
	// unsure means that the stack has no waves, so that there may never have been a run, and only that it has
	// no other cluster: what is said of a home that gives no answer depends on it.
	unsure, only bool

	mu      sync.Mutex
	run     *run.Run // as it was read or written last; never changed
	version state.RunVersion
}

// writing is how long a note may take, also when it has been asked to stop: what was done
// must not go unnoted.
const writing = 30 * time.Second

// read reads the run anew.
func (j *journal) read(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.named(j.reread(ctx))
}

func (j *journal) reread(ctx context.Context) error {
	raw, version, err := j.runs.Read(ctx)
	if err != nil {
		return err
	}
	r, err := run.Decode(raw)
	if err != nil {
		return err
	}
	j.run, j.version = r, version
	return nil
}

// again reads the run that is known anew. The error is Replaced where it is not the stack's any more: what is known
// of it stays then.
func (j *journal) again(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.named(j.renew(ctx))
}

func (j *journal) renew(ctx context.Context) error {
	known, version := j.run, j.version
	if err := j.reread(ctx); err != nil {
		return err
	}
	if idOf(j.run) == idOf(known) {
		return nil
	}
	err := j.replaced(known, j.run)
	j.run, j.version = known, version
	return err
}

// replaced is the error that a run is not the stack's any more, but another one or, where its record was deleted, none.
func (j *journal) replaced(known, now *run.Run) error {
	args := fact.Args{"run": idOf(known)}
	if now == nil {
		args["deleted"], args["cluster"] = true, j.home
	}
	return fact.NewError(nil, Replaced, args)
}

// begin keeps a new run in the place of the last one.
func (j *journal) begin(ctx context.Context, r *run.Run) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.named(j.write(ctx, r))
}

func (j *journal) write(ctx context.Context, r *run.Run) error {
	raw, err := r.Encode()
	if err != nil {
		return err
	}
	version, err := j.runs.Write(ctx, j.version, raw)
	if err == nil {
		j.run, j.version = r, version
	}
	return err
}

// current is the run as it is known.
func (j *journal) current() *run.Run {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.run
}

// at is which version of the run is known.
func (j *journal) at() state.RunVersion {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.version
}

// update changes the run, on top of whatever others have noted meanwhile; nothing is
// written where change reports that there is nothing to. The error is Replaced where it is
// another run by now, and HomeSilent where the home cluster gives no answer.
func (j *journal) update(ctx context.Context, change func(run.Edit) bool) error {
	return j.once()(ctx, change)
}

// once is an update that changes the run once, however often it is repeated: a write whose answer was
// lost is recognized by its signature, also where others have noted something since.
func (j *journal) once() func(ctx context.Context, change func(run.Edit) bool) error {
	signature := run.NewID()
	return func(ctx context.Context, change func(run.Edit) bool) error {
		ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), writing, &silentError{writing})
		defer cancel()
		j.mu.Lock()
		defer j.mu.Unlock()
		return j.named(j.swap(ctx, func(to run.Edit) bool { return to.Writes.Add(signature) && change(to) }))
	}
}

func (j *journal) swap(ctx context.Context, change func(run.Edit) bool) error {
	for {
		next, err := clone(j.run)
		if err != nil {
			return err
		}
		if !change(run.Edit{Run: next}) {
			return nil
		}
		if err = j.write(ctx, next); !errors.Is(err, state.ErrRaced) {
			return err
		}
		if err = j.renew(ctx); err != nil {
			return err
		}
	}
}

// Replaced means that the run is not the stack's any more.
const Replaced fact.Code = "run_replaced"

// Gone reports whether an error is that the run is not the stack's any more.
func Gone(err error) bool { return codeOf(err) == Replaced }

// clone is a run that may be changed.
func clone(r *run.Run) (*run.Run, error) {
	raw, err := r.Encode()
	if err != nil {
		return nil, err
	}
	return run.Decode(raw)
}
