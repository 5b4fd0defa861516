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
	home, err := o.prepare(plan.Delete)
	if err != nil {
		return o.finished(state.Failed), err
	}
	return o.locked(ctx, func(work context.Context) (Result, error) { return o.destroy(ctx, work, home) })
}

func (o *operation) destroy(ctx, work context.Context, home *plan.Change) (Result, error) {
	o.journal = newJournal(o.in, o.name, o.started)
	if err := o.journal.write(work, o.store); err != nil {
		return o.finished(state.Failed), fmt.Errorf("cluster %s: nothing was done: %w", o.in.Plan.Cluster, err)
	}
	e := o.newEngine()
	e.run(ctx, work)
	if outcome := e.outcome(); outcome != state.Succeeded {
		endErr := o.journal.end(ctx, o.store, outcome)
		return o.finished(outcome), e.err(endErr)
	}
	if home != nil {
		return o.destroyHome(ctx, work, home)
	}
	if err := o.store.Remove(work); err != nil {
		return o.finished(state.Failed), fmt.Errorf("cluster %s: everything is deleted, but the state is not; destroy again to remove it: %w", o.in.Plan.Cluster, err)
	}
	return o.finished(state.Succeeded), nil
}

// destroyHome deletes the namespace that holds the state and the lock. Nothing
// can be written there as soon as it is being deleted, and the lock goes with
// it: neither ends this last step.
func (o *operation) destroyHome(ctx, work context.Context, home *plan.Change) (Result, error) {
	if o.journal.dirty {
		if err := o.journal.write(work, o.store); err != nil {
			return o.finished(state.Failed), fmt.Errorf("cluster %s: %w", o.in.Plan.Cluster, err)
		}
	}
	if err := o.lock.Check(); err != nil {
		return o.finished(state.Failed), fmt.Errorf("cluster %s: %w", o.in.Plan.Cluster, err)
	}
	e := o.newEngine()
	e.store, e.check = nil, func() error { return nil }
	e.graph = new(graph)
	e.graph.add(step{kind: remove, object: home.Object, change: home})
	e.run(ctx, context.WithoutCancel(ctx))
	outcome := e.outcome()
	return o.finished(outcome), e.err(nil)
}
