package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan/saved"
)

// ApplyOptions are how a plan is applied.
type ApplyOptions struct {
	// Timeout is how long one rollout, or one deletion, may take; 0 is as long as it
	// makes progress.
	Timeout time.Duration
	// Approve, unless nil, is asked before anything is done; not where nothing
	// would change, nor about a plan that was reviewed.
	Approve func(Question) (bool, error)
	// Guard, unless nil, is called with the work on each cluster, and calls it:
	// between its begin and its end, a cluster should not be left alone.
	Guard func(work func())
}

// Question is what people are to approve of.
type Question struct {
	Destroy  bool
	Excluded int // so many clusters to which the plan cannot be applied
}

// Outcome is what came of applying a plan.
type Outcome struct {
	Clusters []ClusterOutcome // in the plan's order
	// Err is nil where everything was done. It is a *RefusedError where nothing was
	// begun on any cluster, else why a cluster failed (apply.Run), or ErrBlocked
	// where that is only that some were left out.
	Err error
}

// ClusterOutcome is what came of it on one cluster.
type ClusterOutcome struct {
	Cluster string
	Result  apply.Result
	Err     error
	Left    *Leftover // what was not done; nil where everything was
}

// Left is what was not done, in the plan's order.
func (o Outcome) Left() []Leftover {
	var all []Leftover
	for _, c := range o.Clusters {
		if c.Left != nil {
			all = append(all, *c.Left)
		}
	}
	return all
}

// ErrBlocked is why a plan was not applied to a cluster that could not be planned,
// or where something is blocked.
var ErrBlocked = errors.New("the cluster could not be planned, or something on it is blocked")

// RefusedError is why nothing was begun, on any cluster.
type RefusedError struct {
	Because fact.Code
	Err     error // of whom or what was asked; nil where nobody was, or said no
	// Reviewed is the file of the plan that was to come out; empty where there is
	// none. Differences are those from it, of LeftDiffers.
	Reviewed    string
	Differences []saved.Difference
}

func (e *RefusedError) Error() string {
	if e.Err != nil {
		return "nothing was begun: " + e.Err.Error()
	}
	return fmt.Sprintf("nothing was begun: %s", e.Because)
}

// Unwrap is what was asked's error.
func (e *RefusedError) Unwrap() error { return e.Err }

// Apply applies the plan to one cluster after the other, but for those that could
// not be planned or where something is blocked. The first failure ends it: what
// fails on one cluster would on the next. Events arrive one after the other.
func (p *Planned) Apply(ctx context.Context, o ApplyOptions, emit func(cluster string, e apply.Event)) Outcome {
	if refused := p.refusal(ctx, o); refused != nil {
		return p.refuse(refused)
	}
	if o.Guard == nil {
		o.Guard = func(work func()) { work() }
	}
	var out Outcome
	for _, t := range p.targets {
		c := ClusterOutcome{Cluster: t.Name}
		switch {
		case !t.ready():
			c.Left, c.Err = t.left(LeftBlocked), ErrBlocked
		case errors.Is(out.Err, apply.ErrInterrupted):
			c.Left = t.left(LeftInterrupted)
		case out.Err != nil:
			c.Left = t.left(LeftOtherFailed)
		default:
			o.Guard(func() {
				c.Result, c.Err = p.run(ctx, t, o.Timeout, func(e apply.Event) { emit(t.Name, e) })
			})
			if out.Err = c.Err; c.Err != nil {
				c.Left = leftBy(t.Name, c.Err)
			}
		}
		out.Clusters = append(out.Clusters, c)
	}
	if out.Err == nil && !p.Complete() {
		out.Err = ErrBlocked
	}
	return out
}

// refusal is why nothing is to be begun; nil where nothing is in the way.
func (p *Planned) refusal(ctx context.Context, o ApplyOptions) *RefusedError {
	if ctx.Err() != nil {
		return &RefusedError{Because: LeftInterrupted}
	}
	if p.options.Reviewed != nil {
		return p.unlike(ctx, p.options.Reviewed)
	}
	var ready int
	var changes bool
	for _, t := range p.targets {
		if t.ready() {
			ready++
			changes = changes || len(t.plan.Changes) > 0
		}
	}
	if ready == 0 {
		return &RefusedError{Because: LeftBlocked}
	}
	if !changes || o.Approve == nil {
		return nil
	}
	yes, err := o.Approve(Question{Destroy: p.options.Destroy, Excluded: len(p.targets) - ready})
	switch {
	case err != nil:
		return &RefusedError{Because: LeftUnasked, Err: err}
	case !yes:
		return &RefusedError{Because: LeftDeclined}
	}
	return nil
}

// refuse is the outcome of an apply of which nothing was begun.
func (p *Planned) refuse(why *RefusedError) Outcome {
	out := Outcome{Err: why}
	for _, t := range p.targets {
		because := why.Because
		if !t.ready() && because != LeftInterrupted {
			because = LeftBlocked
		}
		out.Clusters = append(out.Clusters, ClusterOutcome{Cluster: t.Name, Left: t.left(because)})
	}
	return out
}

// run applies the plan to one cluster.
func (p *Planned) run(ctx context.Context, t target, timeout time.Duration, emit func(apply.Event)) (apply.Result, error) {
	run := apply.Run
	if p.options.Destroy {
		run = apply.Destroy
	}
	return run(ctx, t.client, t.store, apply.Input{
		Plan: t.plan, Desired: t.result.Desired, Prior: t.result.Prior, Masking: t.result.Masking, Stack: p.stack.Stack.ID,
		Who: p.stack.options.Program.Who, WLVersion: p.stack.options.Program.Version, Timeout: timeout, Parallelism: p.options.Parallelism,
	}, emit)
}
