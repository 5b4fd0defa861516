package judge

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// Protect blocks what would delete an object that is not to be destroyed, also to replace
// it, or with the namespace or the definition that it needs; and what would so delete an
// object that is to be released, or that the configuration still has. What the configuration
// says of an object counts; of one that it no longer has, what was applied last. Scaled has of
// the ScaledMounters what they are now, as far as that is known.
func (j *Judge) Protect(decisions []decision.Decision, scaled map[object.Ref]map[string]any) {
	protected, released := j.protected(decisions), j.released(decisions)
	for i := range decisions {
		d := &decisions[i]
		if d.Missing || d.Going || d.Action != plan.Delete && !d.Action.Renews() {
			continue
		}
		deletes := func(ref object.Ref) bool { return d.Action == plan.Delete && takesAlong(d, ref) }
		if k := slices.IndexFunc(protected, func(ref object.Ref) bool { return ref == d.Object || deletes(ref) }); k >= 0 {
			d.Prevent(j.prevented(&d.Change, protected[k]))
		} else if k := slices.IndexFunc(released, deletes); k >= 0 {
			p := plan.NewProblem(plan.ProblemReleasedWithin, fact.Args{"object": released[k], "deleted": d.Object, "address": d.Address})
			p.Object, p.Origin = &d.Object, d.Origin
			d.Prevent(p)
		} else if d.Action == plan.Delete {
			keepFor(j.Configuration, d, scaled)
			keepState(j, d)
		}
	}
}

// keepState blocks the deletion of the namespace that holds the state, while the stack stays.
func keepState(j *Judge, d *decision.Decision) {
	if j.Destroy || d.Action != plan.Delete || d.Object != j.StateNamespace() {
		return
	}
	p := plan.NewProblem(plan.ProblemStateWithin, fact.Args{"object": d.Object, "address": d.Address, "stack": j.Stack.Name, "namespace": j.Stack.Namespace})
	p.Object = &d.Object
	d.Prevent(p)
}

// released lists the objects that are, or will be, released instead of deleted.
func (j *Judge) released(decisions []decision.Decision) []object.Ref {
	var refs []object.Ref
	for _, d := range decisions {
		if d.Action == plan.ReleaseObject && !d.Missing || d.Manifest != nil && d.Manifest.Lifecycle.Release && d.Action != plan.Create {
			refs = append(refs, d.Object)
		}
	}
	return refs
}

// protected lists the objects that are not to be destroyed, without those that were found to be
// gone: they are only removed from the state.
func (j *Judge) protected(decisions []decision.Decision) []object.Ref {
	var refs []object.Ref
	gone := make(map[object.Ref]bool)
	for _, d := range decisions {
		gone[d.Object] = d.Missing && d.Absent
	}
	configured := make(map[object.Ref]bool)
	for _, manifests := range [][]object.Manifest{j.All, j.Configured} {
		for i := range manifests {
			m := &manifests[i]
			if configured[m.Ref] = true; m.Lifecycle.PreventDestroy {
				refs = append(refs, m.Ref)
			}
		}
	}
	if r := j.Snapshot.Revision; r != nil {
		for _, e := range r.Objects {
			if e.PreventDestroy && !configured[e.Ref] {
				refs = append(refs, e.Ref)
			}
		}
	}
	return slices.DeleteFunc(refs, func(ref object.Ref) bool { return gone[ref] })
}

// takesAlong reports whether a deletion is the end of another object: of what is in a
// namespace, and of a definition's kind or, where that is not known, its group.
func takesAlong(d *decision.Decision, ref object.Ref) bool {
	switch d.Object.GroupKind() {
	case kind.Namespace:
		return ref.Namespace == d.Object.Name
	case kind.Definition:
		if d.Defines != (kind.GroupKind{}) {
			return ref.GroupKind() == d.Defines
		}
		_, builtIn := kind.Lookup(ref.GroupKind())
		return ref.Group != "" && strings.HasSuffix(d.Object.Name, "."+ref.Group) && !builtIn
	}
	return false
}

// prevented returns what must not be done, on whose account, and how it can be all
// the same.
func (j *Judge) prevented(c *plan.Change, ref object.Ref) plan.Problem {
	m := j.Find(ref)
	args := fact.Args{"object": ref, "configured": m != nil}
	if m == nil {
		args["address"] = j.blockOf(ref)
	}
	p := plan.NewProblem(plan.ProblemProtected, args)
	switch {
	case c.Action.Renews():
		args["because"] = object.PathTexts(c.Replacement.Because)
		p = plan.NewProblem(plan.ProblemProtectedReplaced, args)
	case ref != c.Object:
		args["deleted"] = c.Object
		p = plan.NewProblem(plan.ProblemProtectedWithin, args)
	}
	p.Object, p.Origin = &c.Object, c.Origin
	if m != nil && m.Lifecycle.Origin != (object.Range{}) {
		p.Origin = m.Lifecycle.Origin
	}
	return p
}

// blockOf names the block that made an object; empty where it is not known.
func (j *Judge) blockOf(ref object.Ref) string {
	if e := j.Entries[ref]; e != nil {
		return e.Address
	}
	return ""
}
