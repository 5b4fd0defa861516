// Package program writes the steps of decisions, and puts the steps of all of them in order. It
// asks nothing.
package program

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/step"
)

// Write writes into a plan what apply runs, except for what is blocked. Namespace is that of the
// state, which stands apart: it is created before the state can
// be locked, and deleted when all else is gone. Pending are the workloads to wait for
// although they do not change, and former is what is known of the objects that are deleted: what they
// depend on, and what the server calls because of them, tells in which order.
func Write(c *plan.ClusterPlan, kinds *kind.Registry, namespace object.Ref, desired []object.Manifest, former map[object.Ref]*object.Manifest, decisions []decision.Decision, pending []object.Ref) {
	manifests := make(map[object.Ref]*object.Manifest, len(desired))
	for i := range desired {
		manifests[desired[i].Ref] = &desired[i]
	}
	work := make(map[object.Ref][]step.Step, len(c.Changes))
	for _, d := range decisions {
		work[d.Object] = d.Steps
	}
	for _, ref := range c.Unrecorded {
		if len(work[ref]) == 0 {
			work[ref] = []step.Step{Apply(step.Record, manifests[ref], "", nil)}
		}
	}
	ordered := *c
	if i := slices.IndexFunc(c.Changes, func(c plan.Change) bool {
		return c.Object == namespace && (c.Action == plan.Create || c.Action == plan.Delete)
	}); i >= 0 {
		s := work[namespace][0]
		s.Manifest, s.Address, s.Origin = manifests[namespace], c.Changes[i].Address, c.Changes[i].Origin
		c.StateNamespace = &s
		ordered.Changes = slices.Delete(slices.Clone(c.Changes), i, i+1)
	}
	c.Steps = order(kinds, &ordered, manifests, former, work, pending)
	c.Problems = append(c.Problems, circular(c.Steps)...)
}
