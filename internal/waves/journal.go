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
	ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), writing, &silentError{writing})
	defer cancel()
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.named(j.swap(ctx, change))
}

func (j *journal) swap(ctx context.Context, change func(run.Edit) bool) error {
	for id := j.run.ID; ; {
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
		if err = j.reread(ctx); err != nil {
			return err
		}
		if j.run == nil || j.run.ID != id {
			return fact.NewError(nil, Replaced, fact.Args{"run": id})
		}
	}
}

// Replaced means that the run is not the stack's any more.
const Replaced fact.Code = "run_replaced"

// clone is a run that may be changed.
func clone(r *run.Run) (*run.Run, error) {
	raw, err := r.Encode()
	if err != nil {
		return nil, err
	}
	return run.Decode(raw)
}
