package plan

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// decision is what was found about one object.
type decision struct {
	Change
	manifest       *object.Manifest // what is to be sent; nil for what is not desired
	steps          []step.Step      // what apply does, of what changes
	unrecorded     bool             // as wanted, though not proven by the record
	rolloutPending bool             // as wanted, but its rollout was not seen to finish
	missing        bool             // in the inventory, but no longer ours
	dropped        []DroppedField   // what the server does not keep of it
	warning        *Problem         // about an object that nothing is done to
	addition       *Addition        // what another manager has added to the object
}

func blocked(m *object.Manifest, problem Problem) decision {
	problem.Object = &m.Ref
	if problem.Origin == (object.Range{}) {
		problem.Origin = m.Origin
	}
	return decision{Change: Change{Action: Blocked, Object: m.Ref, Address: m.Address, Origin: m.Origin, Blocked: &problem}}
}

// prevent blocks a change, and still shows which fields it would be about.
func (d *decision) prevent(problem Problem) {
	d.Change = Change{
		Action: Blocked, Object: d.Object, Address: d.Address, Origin: d.Origin, Fields: d.Fields,
		Blocked: &problem,
	}
	d.steps = nil
}

// waitFor notes what the plan changes before an object so that the server takes it.
func (d *decision) waitFor(first []object.Ref) {
	d.First = first
	for _, s := range d.steps {
		for i, op := range s.Operations {
			if apply, ok := op.(step.Apply); ok {
				apply.RetryRefusals = len(first) > 0
				s.Operations[i] = apply
			}
		}
	}
}
