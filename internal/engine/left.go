package engine

import (
	"context"
	"errors"
	"slices"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/roster"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// ErrHomeLeft means that the home of a run is no cluster of the stack any more: the stack was removed from it, and no run
// was under way there then.
var ErrHomeLeft = errors.New("the stack was removed from the home of the run")

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

// Leftover is what of a plan was not done on one cluster, and why.
type Leftover struct {
	Cluster string    `json:"cluster"`
	Changes int       `json:"changes"` // so many of the plan's that were not begun; 0 where it is something else
	Because fact.Code `json:"because"`
	Error   fact.Fact `json:"error,omitzero"` // where it is an error, what it is
}

// Why something was not done.
const (
	LeftBlocked     fact.Code = "blocked"           // an object is blocked, or the cluster could not be planned
	LeftFailed      fact.Code = "failed"            // what came before it has failed
	LeftOtherFailed fact.Code = "cluster_failed"    // another cluster has failed before
	LeftLocked      fact.Code = "locked"            // another operation holds the lock
	LeftChanged     fact.Code = "state_changed"     // the state is not the one on which the plan was made
	LeftInterrupted fact.Code = "interrupted"       // it was asked to stop
	LeftDeclined    fact.Code = "declined"          // whoever was asked said no
	LeftUnasked     fact.Code = "not_approved"      // nobody could be asked
	LeftPartial     fact.Code = "partial"           // it is incomplete on other clusters, or blocked, and nobody was asked
	LeftAtRisk      fact.Code = "data_at_risk"      // a rollback that nobody has asked for can lose stored data
	LeftError       fact.Code = "error"             // the lock or the state could not be read or written, or the like
	LeftDiffers     fact.Code = "plan_differs"      // what would be done is not what was reviewed
	LeftApplied     fact.Code = "plan_applied"      // what was reviewed was applied already, and nothing is left of it
	LeftNothing     fact.Code = "plan_nothing_left" // something else has led to what was reviewed, and nothing is left of it
	LeftWhole       fact.Code = "other_blocked"     // a reviewed plan is incomplete on other clusters, or blocked, and is applied whole or not at all
	LeftRunStopped  fact.Code = "run_stopped"       // the run of which it is a part could not be carried on
	LeftAborted     fact.Code = "run_aborted"       // a person has ended the run of which it is a part
)

// Refused is the outcome of an apply of which nothing was begun.
func (p *Planned) Refused(why *RefusedError) Outcome {
	out := Outcome{Err: why}
	for _, t := range p.targets {
		because := why.Because
		switch {
		case !t.ready() && because != LeftInterrupted:
			because = LeftBlocked
		case t.ready() && because == LeftBlocked:
			because = LeftWhole
		case why.needless(t.Name) != "":
			because = why.needless(t.Name)
		}
		out.Clusters = append(out.Clusters, ClusterOutcome{Cluster: t.Name, Left: t.left(because)})
	}
	return out
}

// left is the whole plan of a cluster.
func (t target) left(because fact.Code) *Leftover {
	return &Leftover{Cluster: t.Name, Changes: len(t.plan.Changes), Because: because}
}

// leftBy is what the failure of an apply to a cluster has left undone.
func leftBy(cluster string, failure error) *Leftover {
	left := &Leftover{Cluster: cluster, Because: LeftError, Error: fact.Of(failure)}
	var failures *apply.Error
	if errors.As(failure, &failures) {
		left.Changes = failures.Remaining
		if len(failures.Failures) > 0 {
			left.Because, left.Error = LeftFailed, fact.Fact{}
		}
	}
	switch {
	case errors.Is(failure, apply.ErrInterrupted):
		left.Because = LeftInterrupted
	case errors.As(failure, new(*state.LockedError)):
		left.Because = LeftLocked
	case errors.As(failure, new(*apply.ChangedStateError)), errors.Is(failure, state.ErrRaced):
		left.Because = LeftChanged
	}
	return left
}

// left reads what the stack has left on clusters that it no longer declares, as far as there is something, or it is not
// known.
func (e enrolment) left(ctx context.Context, removed, declared []state.KnownCluster) []plan.RemovedCluster {
	left, _ := pool.Map(ctx, pool.All, removed, func(ctx context.Context, was state.KnownCluster) (plan.RemovedCluster, error) {
		l, uid := e.leftOn(ctx, was)
		if uid != "" && slices.ContainsFunc(declared, func(d state.KnownCluster) bool { return d.UID == uid }) {
			return plan.RemovedCluster{}, nil // that was not known of it
		}
		return l, nil
	})
	return slices.DeleteFunc(left, func(l plan.RemovedCluster) bool { return l.Objects == 0 && l.Error.IsZero() })
}

// leftOn reads what the stack has left on a cluster that it no longer declares, and which one that is.
func (e enrolment) leftOn(ctx context.Context, was state.KnownCluster) (left plan.RemovedCluster, uid string) {
	ctx, cancel := context.WithTimeout(ctx, removedPatience)
	defer cancel()
	left = plan.RemovedCluster{Cluster: was.Name, Context: was.Context, Kubeconfig: was.Kubeconfig, UID: was.UID}
	c := e.former(was)
	err := c.err
	if err == nil {
		uid, err = c.identity(ctx)
	}
	if err == nil && was.UID != "" && uid != was.UID {
		uid, err = "", fact.NewError(nil, RemovedElsewhere, fact.Args{"context": c.client.Context()})
	}
	var there state.Snapshot
	if err == nil {
		there, err = c.store.Read(ctx)
	}
	if err != nil {
		left.Error = reason(err)
	} else if there.Revision != nil {
		left.Objects = len(there.Revision.Objects)
	}
	return left, uid
}

// unmoved are the clusters on which something was moved, with those that are left; nothing where nothing was.
func unmoved(done []Moved, left []*cluster) []Moved {
	if len(done) == 0 {
		return nil
	}
	for _, c := range left {
		done = append(done, Moved{Cluster: declaredName(c.Cluster), Context: c.client.Context(), Left: true})
	}
	return done
}

// destruction is a plan of a destroy.
type destruction struct{ *Planned }

// warnOfRuns says of each cluster whose destruction takes the record of the stack's last run with it, because that is
// kept in the namespace of the state, which goes: the clusters on which the stack stays lose it.
func (p destruction) warnOfRuns(ctx context.Context) {
	for _, t := range p.targets {
		if !t.ready() || t.plan.StateNamespace == nil {
			continue
		}
		raw, _, err := state.OpenRuns(t.client, p.stack.Stack.ID).Read(ctx)
		if err != nil {
			continue // who may not read it has begun none
		}
		last, _ := run.Decode(raw)
		if last == nil {
			continue
		}
		if others := p.besides(ctx, t, last); len(others) > 0 {
			t.plan.Warnings = append(t.plan.Warnings, plan.NewProblem(WarnRunGoes, fact.Args{
				"run": last.ID, "state": string(last.State), "namespace": p.stack.Stack.ID.Namespace, "clusters": others,
			}))
		}
	}
}

// besides are the clusters of a run, beside the one that keeps it, on which the stack stays, as far as that is known.
func (p destruction) besides(ctx context.Context, home target, last *run.Run) []string {
	var names []string
	for _, w := range last.Waves {
		for _, c := range w.Clusters {
			goes := slices.ContainsFunc(p.targets, func(t target) bool { return t.Name == c.Name && t.ready() })
			if !goes && c.Name != last.Home {
				names = append(names, c.Name)
			}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, removedPatience)
	defer cancel()
	known := roster.Of(home.result.Prior.Revision)
	stays, _ := pool.Map(ctx, pool.All, names, func(ctx context.Context, name string) (bool, error) {
		if was, there := known[name]; there && !declares(p.stack.Stack, name) {
			left, _ := enrolment{stack: p.stack}.leftOn(ctx, was)
			return left.Objects > 0 || !left.Error.IsZero(), nil
		}
		c := p.stack.cluster(name)
		if c.err != nil {
			return !errors.As(c.err, new(*UnknownClusterError)), nil // one that nobody knows was left long ago
		}
		there, err := c.store.Read(ctx)
		return err != nil || there.Revision != nil, nil
	})
	var others []string
	for i, name := range names {
		if stays[i] {
			others = append(others, name)
		}
	}
	return others
}

// knewHome reports whether a revision that names a run knows the stack's clusters, and so has known its home. That is
// forgotten only where it holds no run that is under way (homes). Those of an older wl may know none.
func (t Trace) knewHome(of *state.RunRef) bool {
	return slices.ContainsFunc(t.revisions, func(r *state.Revision) bool {
		return r != nil && len(r.Clusters) > 0 && (r.Run != nil && r.Run.ID == of.ID || r.OutsideRun != nil && r.OutsideRun.ID == of.ID)
	})
}

// homes are the clusters that the stack does not declare by their names, and in which a run may be under way all the
// same: one is, or that cannot be read. They are not to be forgotten.
func (t Trace) homes(ctx context.Context, known roster.Roster) []state.KnownCluster {
	ref := t.Run()
	if ref == nil || declares(t.stack.Stack, ref.Home) {
		return nil
	}
	was, there := known[ref.Home]
	if !there {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, removedPatience)
	defer cancel()
	client, err := t.former(ctx, was)
	if err == nil {
		var last *run.Run
		if last, err = lastOn(ctx, t.stack, client); err == nil && (last == nil || last.HasEnded()) {
			return nil
		}
	}
	return []state.KnownCluster{was}
}

// formerly is the way to a cluster that a revision knows. The context that was given is that of another one.
func (o Options) formerly(stack *lang.Stack, was state.KnownCluster) *cluster {
	o.Context = ""
	return o.connect(stack, lang.Cluster{Name: was.Name, Context: was.Context, Kubeconfig: was.Kubeconfig})
}
