package engine

import (
	"cmp"
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/revised"
	"github.com/workloadlang/wl/state"
)

// History is the revisions of a stack.
type History struct {
	Clusters []ClusterHistory
}

// ClusterHistory is the revisions that a stack has on one cluster, the newest first.
// Error is why they could not be read.
type ClusterHistory struct {
	Cluster   string          `json:"cluster"`
	Context   string          `json:"context,omitempty"`
	Revisions []plan.Revision `json:"revisions"`
	Error     fact.Fact       `json:"error,omitzero"`
}

// Complete reports whether every cluster could be looked at.
func (h History) Complete() bool {
	return !slices.ContainsFunc(h.Clusters, func(c ClusterHistory) bool { return !c.Error.IsZero() })
}

// History lists the revisions on every cluster, all at once.
func (s *Stack) History(ctx context.Context) History {
	clusters, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (ClusterHistory, error) {
		return c.history(ctx, s), nil // every failure is in its cluster's history
	})
	return History{Clusters: clusters}
}

func (c *cluster) history(ctx context.Context, s *Stack) ClusterHistory {
	h := ClusterHistory{Cluster: c.Name, Context: c.Context, Revisions: []plan.Revision{}}
	err := c.err
	if err == nil {
		h.Context = c.client.Context()
		var all []state.Summary
		if all, err = c.store.History(ctx); err == nil && len(all) == 0 {
			err = c.lost(ctx, s)
		}
		for _, summary := range all {
			h.Revisions = append(h.Revisions, plan.RevisionOf(summary))
		}
	}
	if err != nil {
		h.Error = reason(err)
	}
	return h
}

// Past is what a revision has changed on every cluster or, of two revisions, in what the
// second differs from the first, as a plan that cannot be applied. Complete is false where
// a cluster could not be looked at, or has no such revision.
func (s *Stack) Past(ctx context.Context, revisions ...int64) (p *plan.Plan, complete bool) {
	past := plan.Past{To: revisions[len(revisions)-1]}
	if len(revisions) > 1 {
		past.From = revisions[0]
	}
	p = &plan.Plan{FormatVersion: plan.FormatVersion, WLVersion: s.options.Program.Version, Stack: s.Stack.ID, Past: &past}
	p.Clusters, _ = pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (plan.ClusterPlan, error) {
		return c.past(ctx, past), nil // every failure is in its cluster's plan
	})
	return p, !slices.ContainsFunc(p.Clusters, func(c plan.ClusterPlan) bool { return len(c.Problems) > 0 })
}

func (c *cluster) past(ctx context.Context, past plan.Past) plan.ClusterPlan {
	p := plan.ClusterPlan{Cluster: c.Name, Context: c.Context, Changes: []plan.Change{}}
	err := c.err
	if err == nil {
		p.Context, p.Server = c.client.Context(), c.client.Server()
		err = c.compareRevisions(ctx, past, &p)
	}
	if err != nil {
		p.Problems = []plan.Problem{{Fact: fact.New(ProblemUnread, fact.Args{"error": reason(err)})}}
	}
	return p
}

// compareRevisions finds what a revision has changed, since another one or since the one
// before it.
func (c *cluster) compareRevisions(ctx context.Context, past plan.Past, into *plan.ClusterPlan) error {
	r, err := c.store.Revision(ctx, past.To)
	if err != nil {
		return err
	}
	of := plan.RevisionOf(r.Summary())
	into.Revision = &of
	former := &state.Revision{Applied: []state.AppliedObject{}}
	if from := cmp.Or(past.From, past.To-1); from > 0 {
		former, err = c.store.Revision(ctx, from)
		if past.From == 0 && fact.Of(err).Code == state.NoRevision {
			former, err = &state.Revision{}, nil // another one before it tells of more than its changes
		}
		if err != nil {
			return err
		}
	}
	if former.Applied == nil || r.Applied == nil {
		into.Warnings = []plan.Problem{{Fact: fact.New(NoneKept, fact.Args{"revision": past.To})}}
	} else {
		into.Changes = revised.Between(former.Applied, r.Applied)
	}
	if past.From == 0 {
		into.Changes = revised.Of(r, into.Changes)
	}
	return nil
}

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
