package journal

import (
	"slices"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Confirmed notes that an object was found to be as wanted, and what was done to it before, where that
// was not noted. How its rollout went, if that is known, stands. It reports whether the object was
// created before there was anything to note it in.
func (j *Journal) Confirmed(m *object.Manifest, answer kube.ApplyResult) (first bool, err error) {
	before, late := j.entries[m.Ref].Phase, j.late(m, answer.Meta.UID)
	if err := j.Landed(m, answer); err != nil {
		return false, err
	}
	if first = late != "" && j.operation.Prior.Revision == nil; first { // whatever was done meanwhile
		j.header.Changes = slices.Insert(j.header.Changes, 0, state.Change{Action: string(late), Object: m.Ref, Address: m.Address})
	} else if late != "" {
		j.Did(&plan.Change{Action: late, Object: m.Ref, Address: m.Address})
	}
	if before == state.Ready {
		j.Settled(m.Ref, state.Ready)
	}
	return first, nil
}

// late is what an operation did to an object that is found to be as wanted, where its end was not
// noted: its answer was lost, or its process ended. It is empty where none had begun, or nothing
// was stored.
func (j *Journal) late(m *object.Manifest, uid string) plan.Action {
	before := j.operation.Prior.Revision
	if before == nil {
		return j.operation.first(m.Ref)
	}
	i := slices.IndexFunc(before.Objects, func(e state.Entry) bool { return e.Ref == m.Ref && e.Phase == state.Intended })
	if i < 0 {
		return ""
	}
	switch e := &before.Objects[i]; {
	case e.UID == "" && e.Adopted:
		return plan.Adopt
	case e.UID == "" && slices.ContainsFunc(j.header.Changes, func(c state.Change) bool { return c.Object == m.Ref && c.Action == string(plan.Delete) }):
		return plan.Replace
	case e.UID == "":
		return plan.Create
	case e.UID != uid && e.Begun != "":
		return plan.Rerun
	case e.UID != uid:
		return plan.Replace
	case e.Record != nil && e.Record.IsOf(kubeschema.Applied(m), j.written.Key): // the configuration is the former one again
		return ""
	}
	return plan.Update
}

// first is what was done before there was a state: its namespace was created, for a run or by an
// apply that was cut off then. Where other objects of the stack are found, too, the state was lost.
func (o *Operation) first(ref object.Ref) plan.Action {
	if ref == o.Stack.StateNamespace() && len(o.Plan.Unrecorded) == 1 && len(o.Plan.Targets) == 0 {
		return plan.Create
	}
	return ""
}
