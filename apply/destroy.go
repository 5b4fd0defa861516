package apply

import (
	"context"
	"errors"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Destroy carries out a plan that deletes everything a stack has in a cluster,
// as Run does. The state goes when all else is gone; a namespace of the stack
// that holds the state goes last of all, with the state in it. What an earlier destroy has
// left of the state alone is removed, too.
func Destroy(ctx context.Context, c Cluster, s Store, in Input, emit func(Event)) (Result, error) {
	o := newOperation("destroy", c, s, in, emit)
	if in.Prior.Revision == nil && len(in.Plan.Changes) == 0 && len(in.Plan.Problems) == 0 {
		return o.sweep(ctx)
	}
	ctx = o.in.masked(ctx, c)
	stateNamespace := in.Plan.StateNamespace
	switch err := o.check(); {
	case err != nil:
		return o.stopped(ctx, err)
	case stateNamespace != nil && o.in.isGoing(stateNamespace):
		return o.destroyGoing(ctx, stateNamespace)
	}
	result, err := o.locked(ctx, func(work context.Context) (Result, error) { return o.destroy(ctx, work, stateNamespace) })
	if o.result.Deleted == 0 && isGoing(err) {
		return o.destroyGoing(ctx, stateNamespace) // since the plan was made, by another client; or the state went with it long ago
	}
	return result, err
}

func (o *operation) destroy(ctx, work context.Context, stateNamespace *step.Step) (Result, error) {
	err := o.beginJournal()
	if err == nil {
		err = o.journal.Save(work, o.store)
	}
	if err != nil {
		return o.stopped(ctx, err)
	}
	e := o.newEngine(o.lock.Check)
	e.execute(ctx, work)
	if e.ending.outcome(o.result.Remaining) != state.Succeeded {
		if stateNamespace != nil {
			o.result.Remaining++ // it is no step of the program's, and was to go after all of them
		}
		return o.concluded(ctx, e)
	}
	if stateNamespace != nil {
		return o.destroyStateNamespace(ctx, work, stateNamespace)
	}
	return o.removeState(work)
}

func (o *operation) removeState(ctx context.Context) (Result, error) {
	if err := o.store.Remove(ctx); err != nil {
		return o.finished(state.Failed), &Error{Cluster: o.in.Plan.Cluster, Cause: fact.NewError(err, reason.StateNotDeleted, nil)}
	}
	return o.finished(state.Succeeded), nil
}

// sweep removes what is left of a state where there is nothing else: its parts and its lock, as after a
// destroy that was cut off when the head was gone. Who may not look leaves it, and it goes by itself with
// its namespace.
func (o *operation) sweep(ctx context.Context) (Result, error) {
	left, err := o.store.Left(ctx)
	switch {
	case apierrors.IsForbidden(err), err == nil && !left:
		return Result{Outcome: state.Succeeded}, nil
	case err != nil:
		return o.stopped(ctx, err)
	}
	result, err := o.locked(ctx, o.removeState)
	if isGoing(err) {
		return o.finished(state.Succeeded), nil
	}
	return result, err
}

// destroyStateNamespace deletes the namespace that holds the state and the lock. Nothing
// can be written there as soon as it is being deleted, and the lock goes with
// it: neither ends this last step.
func (o *operation) destroyStateNamespace(ctx, work context.Context, stateNamespace *step.Step) (Result, error) {
	err := o.lock.Check()
	if err == nil {
		err = o.journal.Save(work, o.store)
	}
	if err != nil {
		return o.stopped(ctx, err)
	}
	o.program = nil
	return o.withoutState(ctx, stateNamespace)
}

// destroyGoing is destroy where the namespace that holds the state, or held it, is
// being deleted already, as after an earlier destroy that was cut off. Nobody can
// take a lock there, and nothing can be written: whatever else there is goes, and
// the end of the namespace is waited for.
func (o *operation) destroyGoing(ctx context.Context, stateNamespace *step.Step) (Result, error) {
	if err := o.beginJournal(); err != nil {
		return o.stopped(ctx, err)
	}
	return o.withoutState(ctx, stateNamespace)
}

// withoutState carries out the program, and deletes the namespace of the state, where there
// is one, with nothing written and no lock held.
func (o *operation) withoutState(ctx context.Context, stateNamespace *step.Step) (Result, error) {
	left := interrupted(reason.InterruptedGoing, nil)
	if stateNamespace != nil {
		o.program = append(slices.Clone(o.program), *stateNamespace)
		left = interrupted(reason.InterruptedLast, fact.Args{"object": stateNamespace.Object})
	}
	e := o.newEngine(unlocked)
	e.saver.Store = nil
	e.execute(ctx, context.WithoutCancel(ctx))
	remaining := o.result.Remaining
	return o.finished(e.ending.outcome(remaining)), e.ending.err(o.in.Plan.Cluster, remaining, left, nil)
}

// isGoing reports whether the plan has found a deletion begun.
func (in *Input) isGoing(s *step.Step) bool {
	return slices.ContainsFunc(in.Plan.Changes, func(c plan.Change) bool { return c.Object == s.Object && c.Going })
}

// isGoing reports whether an error says that the namespace of the state is being
// deleted, or is gone.
func isGoing(err error) bool {
	return apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) || errors.As(err, new(*noStateNamespaceError))
}
