package apply

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/masking"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// idle reports whether there is nothing to do, and nothing left of an earlier
// operation to conclude.
func (in *Input) idle() bool {
	p := in.Plan
	if len(p.Changes)+len(p.Unrecorded)+len(p.RolloutPending)+len(p.Missing)+len(p.Problems) > 0 {
		return false
	}
	r := in.Prior.Revision
	switch {
	case r == nil:
		return len(in.Outputs) == 0 // nothing is there, and so no state
	case len(p.Targets) == 0 && in.RollbackTo == 0 && !in.Prior.IsGood():
		return false // its objects are not kept yet, as where an earlier wl has applied them
	}
	// What is done to a part of the stack does not conclude what was done to all of it.
	return (r.Outcome == state.Succeeded || len(p.Targets) > 0) && r.HasOutputs(in.Outputs) && r.HasClusters(in.Clusters)
}

// masked is the operation's context, in which every answer of the server is
// masked.
func (in *Input) masked(ctx context.Context, c Cluster) context.Context {
	if in.Masking == nil {
		in.Masking = masking.New(in.Desired, nil, in.Prior, c.Get)
	}
	return kube.WithMasks(ctx, in.Masking.Of)
}

// check makes sure that the plan can be applied, before anything is written.
func (o *operation) check() error {
	p := o.in.Plan
	for _, c := range p.Changes {
		if c.Action == plan.Blocked {
			return &UnfitPlanError{Object: &c.Object, Problem: c.Blocked}
		}
	}
	desired := make(map[object.Ref]bool, len(o.in.Desired))
	for i := range o.in.Desired {
		desired[o.in.Desired[i].Ref] = true
	}
	steps := p.Steps
	if p.StateNamespace != nil {
		steps = append(slices.Clone(steps), *p.StateNamespace)
	}
	for _, s := range steps {
		// One that was read from a file has no content.
		if s.Do != step.Barrier && s.Do != step.Delete && s.Do != step.Release && (s.Manifest == nil || !desired[s.Object]) {
			return fact.NewError(nil, reason.NotConfigured, fact.Args{"object": s.Object})
		}
	}
	if len(p.Problems) > 0 {
		return &UnfitPlanError{Problem: &p.Problems[0]}
	}
	return nil
}
