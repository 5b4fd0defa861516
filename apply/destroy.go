package apply

import (
	"context"
	"fmt"
	"time"

	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Destroy carries out a plan that deletes everything a stack has in a cluster,
// as Run does. The state goes when all else is gone; a namespace of the stack
// that holds the state goes last of all, with the state in it.
func Destroy(ctx context.Context, c Cluster, s Store, in Input, emit func(Event)) (Result, error) {
	o := &operation{name: "destroy", cluster: c, store: s, in: &in, emit: emit, started: time.Now()}
	if in.Prior.Revision == nil && len(in.Plan.Changes) == 0 && len(in.Plan.Problems) == 0 {
		return Result{Outcome: state.Succeeded}, nil
	}
	ctx = o.in.masked(ctx, c)
	home, err := o.prepare(plan.Delete)
	if err != nil {
		return o.stopped(ctx, err)
	}
	return o.locked(ctx, func(work context.Context) (Result, error) { return o.destroy(ctx, work, home) })
}

func (o *operation) destroy(ctx, work context.Context, home *plan.Change) (Result, error) {
	var err error
	if o.journal, err = newJournal(o.in, o.name, o.started); err == nil {
		err = o.journal.write(work, o.store)
	}
	if err != nil {
		return o.stopped(ctx, err)
	}
	e := o.newEngine()
	e.run(ctx, work)
	if e.outcome() != state.Succeeded {
		return o.concluded(ctx, e)
	}
	if home != nil {
		return o.destroyHome(ctx, work, home)
	}
	if err := o.store.Remove(work); err != nil {
		return o.stopped(ctx, fmt.Errorf("everything is deleted, but the state is not; destroy again to remove it: %w", err))
	}
	return o.finished(state.Succeeded), nil
}

// destroyHome deletes the namespace that holds the state and the lock. Nothing
// can be written there as soon as it is being deleted, and the lock goes with
// it: neither ends this last step.
func (o *operation) destroyHome(ctx, work context.Context, home *plan.Change) (Result, error) {
	err := o.lock.Check()
	if err == nil && o.journal.dirty {
		err = o.journal.write(work, o.store)
	}
	if err != nil {
		return o.stopped(ctx, err)
	}
	o.graph = new(graph)
	o.graph.add(step{kind: remove, object: home.Object, change: home})
	e := o.newEngine()
	e.store, e.check = nil, func() error { return nil }
	e.run(ctx, context.WithoutCancel(ctx))
	return o.finished(e.outcome()), e.err(nil)
}
