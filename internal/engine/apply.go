package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan/saved"
	"github.com/workloadlang/wl/state"
)

// ApplyOptions are how a plan is applied.
type ApplyOptions struct {
	// Timeout is how long one rollout, or one deletion, may take; 0 is as long as it
	// makes progress.
	Timeout time.Duration
	// Commit is that of the configuration, for the history; empty where it has none. A
	// rollback has that of its revision.
	Commit string
	// Approve, unless nil, is asked before anything is done; not where nothing
	// would change, nor about a plan that was reviewed.
	Approve func(Question) (bool, error)
	// AllowPartial applies a plan that is incomplete, or blocked on some clusters, to the
	// others although nobody is asked.
	AllowPartial bool
	// OnFailure is what is done where it fails; Halt where it is empty.
	OnFailure OnFailure
	// MaxConcurrent is on how many clusters at a time; 0 is one.
	MaxConcurrent int
	// Run is the run of which it is a part; nil where it is of none.
	Run *state.RunRef
	// Begins reports that a run begins with it, also where nothing changes on the clusters that are ready.
	Begins bool
	// OutsideRun is the run that is under way, outside of which it is done; nil where none is.
	OutsideRun *state.RunRef
	// Begin, unless nil, is called once nothing is in the way any more, before anything is
	// done, and returns the OutsideRun. With an error, nothing is begun.
	Begin func() (*state.RunRef, error)
	// Guard, unless nil, is called with the work on the clusters, and calls it:
	// between its begin and its end, they should not be left alone.
	Guard func(work func())
}

// Guarded does work as the options say.
func (o ApplyOptions) Guarded(work func()) {
	if o.Guard == nil {
		work()
	} else {
		o.Guard(work)
	}
}

// Question is what people are to approve of.
type Question struct {
	Stack    string
	Destroy  bool
	Excluded []string // the clusters to which the plan cannot be applied
	// Outages are how many workloads go down, DataAtRisk how many changes may lose
	// stored data, on all the others.
	Outages, DataAtRisk int
	Pods                int // those that are deleted for rollouts to come forward
}

// ErrBlocked is why a plan was not applied to a cluster that could not be planned,
// or where something is blocked.
var ErrBlocked = errors.New("the cluster could not be planned, or something on it is blocked")

// RefusedError is why nothing was begun, on any cluster.
type RefusedError struct {
	Because fact.Code
	Err     error // of whom or what was asked; nil where nobody was, or said no
	// Reviewed is the file of the plan that was to come out; empty where there is
	// none. Differences are those from it, of LeftDiffers, LeftApplied and
	// LeftNothing.
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

// Apply applies the plan to as many clusters at a time as it may, in their order, but for
// those that could not be planned or where something is blocked. After a failure no further
// cluster is begun, unless it is to continue: what fails on one cluster would on the next.
// Events arrive one after the other.
func (p *Planned) Apply(ctx context.Context, o ApplyOptions, emit func(cluster string, e apply.Event)) (out Outcome) {
	if refused := p.Refusal(ctx, o); refused != nil {
		return p.Refused(refused)
	}
	if o.Begin != nil {
		outside, err := o.Begin()
		if err != nil {
			return p.Refused(&RefusedError{Because: LeftError, Err: err})
		}
		o.OutsideRun = cmp.Or(outside, o.OutsideRun)
	}
	o.Guarded(func() { out = applier{p, o, OneByOne(emit)}.all(ctx) })
	return out
}

// OneByOne has the events of several clusters arrive one after the other.
func OneByOne(emit func(string, apply.Event)) func(string, apply.Event) {
	var mu sync.Mutex
	return func(cluster string, e apply.Event) {
		mu.Lock()
		defer mu.Unlock()
		emit(cluster, e)
	}
}

// applier applies a plan.
type applier struct {
	*Planned
	ApplyOptions
	emit func(cluster string, e apply.Event)
}

func (p applier) all(ctx context.Context) Outcome {
	var failed, interrupted atomic.Bool
	clusters, _ := pool.Map(ctx, max(1, p.MaxConcurrent), p.targets, func(ctx context.Context, t target) (ClusterOutcome, error) {
		switch {
		case t.ready() && interrupted.Load():
			return ClusterOutcome{Cluster: t.Name, Left: t.left(LeftInterrupted)}, nil
		case t.ready() && failed.Load() && p.OnFailure != Continue:
			return ClusterOutcome{Cluster: t.Name, Left: t.left(LeftOtherFailed)}, nil
		}
		c := p.one(ctx, t)
		if c.Err != nil && t.ready() {
			failed.Store(true)
			if errors.Is(c.Err, apply.ErrInterrupted) {
				interrupted.Store(true)
			}
		}
		return c, nil
	})
	out := Outcome{Clusters: clusters}
	for i, c := range clusters {
		if p.targets[i].ready() {
			out.Err = cmp.Or(out.Err, c.Err)
		}
	}
	if out.Err == nil && !p.Complete() {
		out.Err = ErrBlocked
	}
	return out
}

// ApplyTo applies the plan to one cluster of it, whatever it is on the others, without
// asking anybody.
func (p *Planned) ApplyTo(ctx context.Context, cluster string, o ApplyOptions, emit func(string, apply.Event)) ClusterOutcome {
	i := slices.IndexFunc(p.targets, func(t target) bool { return t.Name == cluster })
	return applier{p, o, emit}.one(ctx, p.targets[i])
}

// Ready reports whether the plan has a cluster, and can be applied to it.
func (p *Planned) Ready(cluster string) bool {
	i := slices.IndexFunc(p.targets, func(t target) bool { return t.Name == cluster })
	return i >= 0 && p.targets[i].ready()
}

func (p applier) one(ctx context.Context, t target) ClusterOutcome {
	c := ClusterOutcome{Cluster: t.Name}
	if !t.ready() {
		c.Left, c.Err = t.left(LeftBlocked), ErrBlocked
		return c
	}
	c.Result, c.Err = p.told(ctx, t)
	if c.Err != nil {
		c.Left = leftBy(t.Name, c.Err)
	}
	return c
}

// CreateStateNamespace creates the namespace of the state on a cluster, where it is missing,
// and reports whether it did: then the plan must be computed again.
func (p *Planned) CreateStateNamespace(ctx context.Context, cluster string, emit func(string, apply.Event)) (bool, error) {
	i := slices.IndexFunc(p.targets, func(t target) bool { return t.Name == cluster })
	if i < 0 || !p.targets[i].ready() {
		return false, nil
	}
	t := p.targets[i]
	in := apply.Input{Plan: t.plan, Stack: p.stack.Stack.ID}
	return apply.CreateStateNamespace(ctx, t.client, in, func(e apply.Event) { emit(cluster, e) })
}

// Refusal is why nothing is to be begun; nil where nothing is in the way. Whoever is to
// approve is asked here.
func (p *Planned) Refusal(ctx context.Context, o ApplyOptions) *RefusedError {
	if ctx.Err() != nil {
		return &RefusedError{Because: LeftInterrupted}
	}
	if p.options.Reviewed != nil {
		return p.unlike(ctx, p.options.Reviewed)
	}
	question, changes := p.question()
	switch {
	case len(question.Excluded) == len(p.targets):
		return &RefusedError{Because: LeftBlocked}
	case changes == 0 && question.Pods == 0 && (!o.Begins || len(question.Excluded) == 0):
		return nil
	case p.back && question.DataAtRisk > 0:
		return &RefusedError{Because: LeftAtRisk}
	case o.Approve == nil && len(question.Excluded) > 0 && !o.AllowPartial:
		return &RefusedError{Because: LeftPartial}
	case o.Approve == nil:
		return nil
	}
	yes, err := o.Approve(question)
	switch {
	case err != nil:
		return &RefusedError{Because: LeftUnasked, Err: err}
	case !yes:
		return &RefusedError{Because: LeftDeclined}
	}
	return nil
}

// question is what people are to approve of, and how many changes that are.
func (p *Planned) question() (q Question, changes int) {
	q = Question{Stack: p.stack.Stack.ID.Name, Destroy: p.options.Destroy}
	for _, t := range p.targets {
		if !t.ready() {
			q.Excluded = append(q.Excluded, t.Name)
			continue
		}
		changes += len(t.plan.Changes)
		for _, r := range t.plan.ReplacedPods {
			q.Pods += len(r.Pods)
		}
		for _, c := range t.plan.Changes {
			if c.Impact.GoesDown() {
				q.Outages++
			}
			if c.Impact.RisksData() {
				q.DataAtRisk++
			}
		}
	}
	return q, changes
}

// told applies the plan to one cluster and, where it is one of several, has its end told
// if anything was, or it failed.
func (p applier) told(ctx context.Context, t target) (result apply.Result, err error) {
	said := false
	result, err = p.run(ctx, t, func(e apply.Event) { said = true; p.emit(t.Name, e) })
	if len(p.targets) > 1 && (said || err != nil) {
		p.emit(t.Name, apply.ClusterEnded{Err: err})
	}
	return result, err
}

// run applies the plan to one cluster.
func (p applier) run(ctx context.Context, t target, emit func(apply.Event)) (apply.Result, error) {
	run := apply.Run
	if p.options.Destroy {
		run = apply.Destroy
	}
	in := apply.Input{
		Plan: t.plan, Desired: t.result.Desired, Prior: t.result.Prior, Masking: t.result.Masking, Stack: p.stack.Stack.ID, Commit: p.Commit, Run: p.Run, OutsideRun: p.OutsideRun,
		Outputs: t.storedOutputs(p.stack.Extent), Clusters: p.clusters,
		Who: p.stack.options.Program.Who, WLVersion: p.stack.options.Program.Version, Timeout: p.Timeout, Parallelism: p.options.Parallelism,
		Continue: p.OnFailure == Continue, Release: len(p.options.ReleaseOnly) > 0,
	}
	if p.Plan.Rollback {
		in.Outputs = t.outputs
		in.RollbackTo, in.Commit = t.plan.Revision.Number, t.plan.Revision.Commit
	}
	return run(ctx, t.client, t.store, in, emit)
}
