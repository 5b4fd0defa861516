package engine

import (
	"context"
	"errors"
	"slices"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
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
		case t.isLost():
			c.Problems = []plan.Problem{plan.NewProblem(ProblemUnread, fact.Args{"error": fact.New(StateMissing, t.missing(s))})}
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

// isLost reports whether there is no state on the cluster, and objects of the stack all the same.
func (t target) isLost() bool {
	ours := func(c plan.Change) bool { return c.Action == plan.Update || c.Action.Renews() }
	return t.result.Prior.Revision == nil && (t.plan.Unchanged > 0 || slices.ContainsFunc(t.plan.Changes, ours))
}

// search is whether objects of a stack that has no state were looked for, and what came of it.
type search struct {
	mu   sync.Mutex
	done bool
	err  error
}

// lost is the error that the stack has no state on the cluster although it has been applied there, or is known by that
// alone; nil where nothing has been applied. The cluster is asked once, for objects that bear the stack's label.
func (c *cluster) lost(ctx context.Context, s *Stack) error {
	if err := c.unknown(s); err != nil {
		return err
	}
	c.strays.mu.Lock()
	defer c.strays.mu.Unlock()
	if !c.strays.done {
		c.strays.err = c.findStray(ctx, s)
		c.strays.done = ctx.Err() == nil
	}
	return c.strays.err
}

// kindsAtOnce is of how many kinds objects are looked for at a time.
const kindsAtOnce = 8

// findStray is the error that there is an object of the stack, of any kind that every cluster has. Of what cannot be
// listed nothing is known.
func (c *cluster) findStray(ctx context.Context, s *Stack) error {
	var kinds []*kind.Kind
	for k := range kind.All() {
		if !k.FollowsOthers {
			kinds = append(kinds, k)
		}
	}
	_, err := pool.Map(ctx, kindsAtOnce, kinds, func(ctx context.Context, k *kind.Kind) (struct{}, error) {
		selection := kube.Selection{Kind: k.GroupKind, LabelSelector: s.Stack.ID.MemberSelector()}
		metas, err := c.client.ListMeta(ctx, selection)
		if apierrors.IsForbidden(err) && k.Namespaced {
			selection.Namespace = s.Stack.ID.Namespace
			metas, err = c.client.ListMeta(ctx, selection)
		}
		switch {
		case apierrors.IsForbidden(err), apierrors.IsNotFound(err), apierrors.IsMethodNotSupported(err), kube.IsServerFailure(err), errors.As(err, new(*kube.NoKindError)):
			return struct{}{}, nil
		case err == nil && slices.ContainsFunc(metas, func(m object.Meta) bool { return !m.Deleting }):
			err = fact.NewError(nil, StateMissing, c.missing(s))
		}
		return struct{}{}, err
	})
	return err
}
