package engine

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// PlanOptions change how a stack is planned. Whose changes are drift, and whether
// additions are removed, is the stack's own to say.
type PlanOptions struct {
	plan.Options
	Destroy bool // plan to remove everything that the stack has made
	// Reviewed, unless nil, is the plan that is to come out: Apply does nothing
	// unless it does.
	Reviewed *Reviewed
}

// Planned is a plan of a stack, which can be applied once.
type Planned struct {
	Plan *plan.Plan

	stack   *Stack
	options PlanOptions
	targets []target // the stack's clusters, in the plan's order
}

// target is a cluster and the plan of what would be done there.
type target struct {
	*cluster
	plan   *plan.ClusterPlan // in the plan of the stack
	result planner.Result    // what that was made on; nothing where it could not be
}

// Plan finds out what apply would do on every cluster, all at once. A cluster that
// cannot be planned fails alone: its plan holds the problem and nothing else. The
// error is an *UnknownTargetError.
func (s *Stack) Plan(ctx context.Context, o PlanOptions) (*Planned, error) {
	if o.Reviewed != nil {
		o.ForceConflicts, o.Targets = o.Reviewed.Command.ForceConflicts, o.Reviewed.Command.Targets
	}
	p := s.plan(ctx, o)
	if o.Reviewed == nil {
		for _, address := range o.Targets {
			if !slices.ContainsFunc(p.targets, func(t target) bool { return t.has(address) }) {
				return nil, &UnknownTargetError{Address: address, Known: p.addresses()}
			}
		}
	}
	return p, nil
}

func (s *Stack) plan(ctx context.Context, o PlanOptions) *Planned {
	o.Interactive, o.RemoveAdditions = s.Stack.DriftManagers, s.Stack.RemoveAdditions
	p := &Planned{stack: s, options: o, targets: make([]target, len(s.clusters)), Plan: &plan.Plan{
		FormatVersion: plan.FormatVersion, WLVersion: s.options.Program.Version, Stack: s.Stack.ID, Destroy: o.Destroy,
		Clusters: make([]plan.ClusterPlan, len(s.clusters)),
	}}
	results, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (planner.Result, error) {
		return c.compute(ctx, s.Stack, o), nil // every failure is in its cluster's plan
	})
	for i, c := range s.clusters {
		p.Plan.Clusters[i] = *results[i].Plan
		p.targets[i] = target{cluster: c, plan: &p.Plan.Clusters[i], result: results[i]}
	}
	return p
}

// compute plans one cluster.
func (c *cluster) compute(ctx context.Context, stack *lang.Stack, o PlanOptions) planner.Result {
	err := c.err
	if err == nil {
		in := plan.Input{
			Stack: stack.ID, Cluster: c.Name, Desired: c.Objects, Sensitive: stack.Sensitive,
			KubernetesVersion: c.KubernetesVersion, VersionOrigin: c.VersionOrigin, Options: o.Options,
		}
		if o.Destroy {
			in.Desired, in.Configured = nil, c.Objects
		}
		result, failure := planner.Compute(ctx, c.client, c.store, in)
		if failure == nil {
			return *result
		}
		err = failure
	}
	unplanned := &plan.ClusterPlan{
		Cluster: c.Name, Context: c.Context, Changes: []plan.Change{},
		Problems: []plan.Problem{{Fact: fact.New(ProblemUnplanned, fact.Args{"error": reason(err)})}},
	}
	if c.client != nil {
		unplanned.Context, unplanned.Server = c.client.Context(), c.client.Server()
	}
	return planner.Result{Plan: unplanned}
}

// has reports whether an address means a block that makes an object, or that once
// did.
func (t target) has(address string) bool {
	if slices.ContainsFunc(t.Objects, func(m object.Manifest) bool { return plan.Addresses(address, m.Address) }) {
		return true
	}
	r := t.result.Prior.Revision
	return r != nil && slices.ContainsFunc(r.Objects, func(e state.Entry) bool { return plan.Addresses(address, e.Address) })
}

// addresses are those of the blocks that make objects, or have made some.
func (p *Planned) addresses() []string {
	var all []string
	for _, t := range p.targets {
		for i := range t.Objects {
			all = append(all, t.Objects[i].Address)
		}
		if r := t.result.Prior.Revision; r != nil {
			for i := range r.Objects {
				all = append(all, r.Objects[i].Address)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ready reports whether the cluster could be planned, with nothing blocked.
func (t target) ready() bool {
	return len(t.plan.Problems) == 0 && !slices.ContainsFunc(t.plan.Changes, func(c plan.Change) bool { return c.Blocked != nil })
}

// Complete reports whether every cluster could be planned, with nothing blocked.
func (p *Planned) Complete() bool {
	return !slices.ContainsFunc(p.targets, func(t target) bool { return !t.ready() })
}

// Pending reports whether apply would have something to do, or to wait for.
func (p *Planned) Pending() bool {
	return slices.ContainsFunc(p.targets, func(t target) bool { return len(t.plan.Changes)+len(t.plan.RolloutPending) > 0 })
}
