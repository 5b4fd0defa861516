package wl

import (
	"context"
	"errors"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/version"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
)

// StackOptions are which stack is meant, on which of its clusters, and on whose behalf.
type StackOptions struct {
	Dir        string       // the stack's directory; in Compile.Files, where there are some
	Compile    lang.Options // variables, and whatever else the compiler is to know
	Kubeconfig string       // a file; "" is where kubectl looks
	Context    string       // for a stack that declares no clusters; "" is the current one
	Clusters   []string     // only these of the stack's; none means all
	Who        string       // user@host, for the lock and the history
	UserAgent  string       // of the requests; "" is wl's, with its version
}

// OpenedStack is a compiled stack with the way to its clusters. It may be used by several
// goroutines at once.
type OpenedStack struct {
	*lang.Compilation
	stack *engine.Stack
}

// OpenStack compiles a stack and prepares the way to its clusters. Nothing is sent yet. The
// error is the stack's Diagnostics where the configuration has errors; the Compilation is set
// whatever it is.
func OpenStack(ctx context.Context, o StackOptions) (*OpenedStack, error) {
	s, err := engine.Open(ctx, engine.Options{
		Sources:    engine.Sources{Dir: o.Dir, Options: o.Compile},
		Kubeconfig: o.Kubeconfig, Context: o.Context, Clusters: o.Clusters,
		Program: engine.Program{Who: o.Who, Version: version.OfWL(), UserAgent: o.UserAgent},
	})
	opened := &OpenedStack{s.Compilation, s}
	if errors.Is(err, engine.ErrInvalid) {
		return opened, opened.Diagnostics
	}
	return opened, err
}

// PlanOptions change how a stack is planned. Its drift block says whose changes are drift, and
// whether additions are removed.
type PlanOptions struct {
	plan.Options
	Destroy bool // plan to remove everything that the stack has made
	// AcceptNew are the names of clusters that may be others than before: each is the one to
	// which its context leads now.
	AcceptNew []string
}

// PlannedStack is a plan of a stack, which can be applied once.
type PlannedStack struct {
	Plan *plan.Plan

	stack   *engine.Stack
	planned *engine.Planned
	options PlanOptions
}

// Plan finds out what an apply would change on every cluster, all at once, and writes nothing.
// A cluster that cannot be planned has the problem in its plan. The error is that what the
// options name is nothing of the stack's.
func (s *OpenedStack) Plan(ctx context.Context, o PlanOptions) (*PlannedStack, error) {
	options := engine.PlanOptions{Options: o.Options, Destroy: o.Destroy, AcceptNew: o.AcceptNew}
	for _, f := range o.Force {
		options.Forced = append(options.Forced, f.String())
	}
	p, err := s.stack.Plan(ctx, options)
	if err != nil {
		return nil, err
	}
	return &PlannedStack{p.Plan, s.stack, p, o}, nil
}

// StackApplyOptions are how a plan is applied. What is done where it fails is the rollout
// block's to say.
type StackApplyOptions struct {
	// Timeout is how long one rollout, or one deletion, may take; 0 is as long as it makes
	// progress.
	Timeout time.Duration
	Commit  string // of the configuration, for the history; empty where it has none
	// AllowPartial applies a plan that is incomplete, or blocked on some clusters, to the others.
	AllowPartial  bool
	MaxConcurrent int // on how many clusters at a time; 0 is one
}

// Outcome is what came of applying a plan.
type Outcome struct {
	Clusters []ClusterOutcome // in the plan's order
	Err      error            // nil where everything was done
	// Back is what came of rolling back what has failed, where the rollout block asks for
	// that and something was to be rolled back; nil else.
	Back *Outcome
}

// ClusterOutcome is what came of it on one cluster, and Leftover what of the plan was not done.
type (
	ClusterOutcome = engine.ClusterOutcome
	Leftover       = engine.Leftover
)

// Apply applies the plan to one cluster after the other; after a failure no further one is
// begun, unless the rollout block says continue. Events arrive one after the other. Of a
// stack with waves, and where a run over several clusters is under way, nothing is done:
// runs are wl's to carry on.
func (p *PlannedStack) Apply(ctx context.Context, o StackApplyOptions, emit func(cluster string, e apply.Event)) Outcome {
	if err := p.hindered(ctx); err != nil {
		return Outcome{Err: err}
	}
	onFailure := engine.OnFailure(p.stack.Stack.Rollout.OnFailure)
	options := o.engine(o.Timeout)
	options.OnFailure = onFailure
	done := p.planned.Apply(ctx, options, emit)
	out := Outcome{Clusters: done.Clusters, Err: done.Err}
	switch {
	case done.Err != nil && onFailure.RollsBack() && !p.options.Destroy:
		out.Back = p.goBack(ctx, done, o, emit)
	case done.Err == nil && p.options.Destroy && len(p.Plan.Selection.Clusters)+len(p.options.Targets) == 0:
		out.Err = waves.Forget(ctx, p.stack, engine.TraceOf(p.planned))
	}
	return out
}

// hindered is why the plan must not be applied: it is for a run to do, or would come between
// one that is under way.
func (p *PlannedStack) hindered(ctx context.Context) error {
	whole := !p.options.Destroy && len(p.Plan.Selection.Clusters)+len(p.options.Targets)+len(p.options.ReleaseOnly) == 0
	if whole && len(p.stack.Stack.Rollout.Waves) > 0 {
		return fact.NewError(nil, engine.OnlyInRuns, fact.Args{"stack": p.Plan.Stack.Name})
	}
	r, err := waves.Held(ctx, p.stack, engine.TraceOf(p.planned))
	if r == nil || err != nil {
		return err
	}
	operation := "apply"
	if p.options.Destroy {
		operation = "destroy"
	}
	_, err = r.Steer().Outside(ctx, operation, nil, "")
	return err
}

// goBack rolls back what a failed apply has left; nil where there is nothing to roll back.
func (p *PlannedStack) goBack(ctx context.Context, failed engine.Outcome, o StackApplyOptions, emit func(string, apply.Event)) *Outcome {
	back, err := p.planned.Back(ctx, failed)
	switch {
	case err != nil:
		return &Outcome{Err: err}
	case back == nil:
		return nil
	}
	done := back.Apply(ctx, o.engine(engine.BackTimeout(o.Timeout)), emit)
	return &Outcome{Clusters: done.Clusters, Err: done.Err}
}

// engine are the options of an apply, or of its way back, that has a timeout of its own.
func (o StackApplyOptions) engine(timeout time.Duration) engine.ApplyOptions {
	return engine.ApplyOptions{Timeout: timeout, Commit: o.Commit, AllowPartial: o.AllowPartial, MaxConcurrent: o.MaxConcurrent}
}
