// Package decision is what is found out about one object, and the problems that are no answer of
// a server.
package decision

import (
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// Decision is what was found about one object.
type Decision struct {
	plan.Change
	Manifest       *object.Manifest    // what is to be sent; nil for what is not desired
	Steps          []step.Step         // what apply does, of what changes
	Unrecorded     bool                // as wanted, though not proven by the record
	RolloutPending bool                // as wanted, but its rollout was not seen to finish
	RunsAlways     bool                // a Job that would run again if anything else was done
	Missing        bool                // in the inventory, but no longer ours
	Absent         bool                // of Missing: there is no object of its name
	Dropped        []plan.DroppedField // what the server does not keep of it
	Warning        *plan.Problem       // about an object that nothing is done to
	Addition       *plan.Addition      // what another manager has added to the object
	Removes        *fieldpath.Set      // what of that is removed, and shown as a change; nil where it removes none
	Replaces       map[string]any      // the live object that is replaced; nil where none is
	Refused        *plan.Problem       // why a new object is refused that a quota is to make room for first; nil where it is not
	Defines        kind.GroupKind      // of a definition that is deleted: its kind; zero where that may not be read
}

// Blocked is the decision that an object cannot be planned, and why. The problem is at
// the object's place in the configuration where it has none of its own.
func Blocked(m *object.Manifest, problem plan.Problem) Decision {
	problem.Object = &m.Ref
	if problem.Origin == (object.Range{}) {
		problem.Origin = m.Origin
	}
	return Decision{Change: plan.Change{Action: plan.Blocked, Object: m.Ref, Address: m.Address, Origin: m.Origin, Blocked: &problem}}
}

// Prevent blocks a change, and still shows which fields it would be about.
func (d *Decision) Prevent(problem plan.Problem) {
	d.Change = plan.Change{
		Action: plan.Blocked, Object: d.Object, Address: d.Address, Origin: d.Origin, Fields: d.Fields,
		Blocked: &problem,
	}
	d.Steps = nil
}

// WaitFor notes what the plan changes before an object so that the server takes it.
func (d *Decision) WaitFor(first []object.Ref) {
	d.First = first
	if len(first) > 0 {
		d.retryRefusals()
	}
}

// ComputedFor notes why the new object of a replacement was computed, where it was. A quota
// gives back what the old one counts for a moment after its end.
func (d *Decision) ComputedFor(why fact.Fact) {
	if d.Approximate = why; why.Code == plan.UnaskedBeside {
		d.retryRefusals()
	}
}

func (d *Decision) retryRefusals() {
	for _, s := range d.Steps {
		for i, op := range s.Operations {
			if apply, ok := op.(step.Apply); ok {
				apply.RetryRefusals = true
				s.Operations[i] = apply
			}
		}
	}
}
