package plan

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// add adds a decision.
func add(c *ClusterPlan, d decision) {
	c.Dropped = append(c.Dropped, d.dropped...)
	if d.warning != nil {
		c.Warnings = append(c.Warnings, *d.warning)
	}
	if d.addition != nil {
		c.Additions = append(c.Additions, *d.addition)
	}
	switch {
	case d.missing:
		c.Missing = append(c.Missing, d.Object)
	case d.Action != None:
		c.Changes = append(c.Changes, d.Change)
	default:
		c.Unchanged++
		if d.unrecorded {
			c.Unrecorded = append(c.Unrecorded, d.Object)
		}
		if d.rolloutPending {
			c.RolloutPending = append(c.RolloutPending, d.Object)
		}
	}
}

// ofObject is what a warning is about; the zero reference where it is about the
// cluster.
func ofObject(p Problem) object.Ref {
	if p.Object == nil {
		return object.Ref{}
	}
	return *p.Object
}

// sortAll sorts what a plan lists.
func sortAll(c *ClusterPlan) {
	slices.SortFunc(c.Changes, func(a, b Change) int { return object.Compare(a.Object, b.Object) })
	sortDropped(c.Dropped)
	slices.SortFunc(c.Additions, func(a, b Addition) int { return object.Compare(a.Object, b.Object) })
	slices.SortFunc(c.Warnings, func(a, b Problem) int { return object.Compare(ofObject(a), ofObject(b)) })
	for _, refs := range [][]object.Ref{c.Unrecorded, c.RolloutPending, c.Missing} {
		slices.SortFunc(refs, object.Compare)
	}
}

func sortDropped(fields []DroppedField) {
	slices.SortStableFunc(fields, func(a, b DroppedField) int {
		if c := object.Compare(a.Object, b.Object); c != 0 {
			return c
		}
		return a.Path.Compare(b.Path)
	})
}

// program writes what apply runs, except for what is blocked. The namespace that holds the state stands apart: it is created before the state
// can be locked, and deleted when all else is gone.
func program(j *judge, c *ClusterPlan, desired []object.Manifest, decisions []decision) {
	manifests := make(map[object.Ref]*object.Manifest, len(desired))
	for i := range desired {
		manifests[desired[i].Ref] = &desired[i]
	}
	work := make(map[object.Ref][]step.Step, len(c.Changes))
	for _, d := range decisions {
		work[d.Object] = d.steps
	}
	for _, ref := range c.Unrecorded {
		work[ref] = []step.Step{applying(step.Record, manifests[ref], "", nil)}
	}
	ordered := *c
	home := object.NewRef(kind.Namespace, "", j.Stack.Namespace)
	if i := slices.IndexFunc(c.Changes, func(c Change) bool { return c.Object == home && (c.Action == Create || c.Action == Delete) }); i >= 0 {
		s := work[home][0]
		s.Manifest, s.Address, s.Origin = manifests[home], c.Changes[i].Address, c.Changes[i].Origin
		c.StateNamespace = &s
		ordered.Changes = slices.Delete(slices.Clone(c.Changes), i, i+1)
	}
	c.Steps = order(cmp.Or(j.Kinds, kind.BuiltIn()), &ordered, manifests, work, j.pending(c))
	c.Problems = append(c.Problems, circular(c.Steps)...)
}
