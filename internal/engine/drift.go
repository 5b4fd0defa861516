package engine

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
)

// Drift is what is not any more as it was applied.
type Drift struct {
	Clusters []plan.ClusterDrift
	Found    bool // there is some
	Complete bool // everything could be looked at
}

// Drift finds out what is not any more as it was applied, on every cluster, all at
// once.
func (s *Stack) Drift(ctx context.Context, o plan.Options) Drift {
	o.ForceConflicts = true // what other managers hold is shown, not taken
	o.AsApplied = true
	p := s.plan(ctx, PlanOptions{Options: o})
	d := Drift{Clusters: make([]plan.ClusterDrift, len(p.targets))}
	for i, t := range p.targets {
		c := plan.DriftOf(t.plan, t.result.Prior.Revision)
		unplanned := len(t.plan.Changes) == 0 && len(t.plan.Problems) > 0
		switch {
		case unplanned, slices.ContainsFunc(t.plan.Problems, func(p plan.Problem) bool { return p.Code == plan.ProblemStateFileMissing }):
			c.Problems = t.plan.Problems
		default:
			if problems := t.stateless(ctx, s); len(problems) > 0 {
				c.Problems = problems
			}
		}
		d.Clusters[i] = c
	}
	d.Complete = ctx.Err() == nil
	for _, c := range d.Clusters {
		d.Found = d.Found || len(c.Objects) > 0
		d.Complete = d.Complete && len(c.Problems) == 0
	}
	return d
}

// stateless is that there is no state on the cluster by which drift can be told, where there was one or may have been.
func (t target) stateless(ctx context.Context, s *Stack) []plan.Problem {
	if t.result.Prior.Revision != nil {
		return nil
	}
	why := going(ctx, t.cluster, s.Stack.ID)
	if why == nil && t.isLost() {
		why = fact.NewError(nil, StateMissing, t.missing(s))
	}
	if why == nil {
		return nil
	}
	return []plan.Problem{plan.NewProblem(ProblemUnread, fact.Args{"error": fact.Of(why)})}
}

// isLost reports whether a cluster without a state has objects of the stack all the same.
func (t target) isLost() bool {
	ours := func(c plan.Change) bool { return c.Action == plan.Update || c.Action.Renews() }
	return t.plan.Unchanged > 0 || slices.ContainsFunc(t.plan.Changes, ours)
}
