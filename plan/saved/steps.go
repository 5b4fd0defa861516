package saved

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// stepsOf are the steps of a plan that write or delete, by their objects.
func stepsOf(c plan.ClusterPlan) map[object.Ref][]step.Step {
	steps := map[object.Ref][]step.Step{}
	all := c.Steps
	if c.StateNamespace != nil {
		all = append(all[:len(all):len(all)], *c.StateNamespace)
	}
	for _, s := range all {
		if len(s.Operations) > 0 {
			steps[s.Object] = append(steps[s.Object], s)
		}
	}
	return steps
}

// compareUIDs is the difference that a change is about another object of the same name; zero
// where it is not.
func compareUIDs(was, is plan.Change, reviewed, planned []step.Step) fact.Fact {
	before, now := uidIn(reviewed), uidIn(planned)
	if was.Action != is.Action || before == now {
		return fact.Fact{}
	}
	return fact.New(DiffersInUID, fact.Args{"reviewed": before, "now": now})
}

func uidIn(steps []step.Step) string {
	for _, s := range steps {
		if s.If.UID != "" {
			return s.If.UID
		}
	}
	return ""
}

// compareSteps returns in what a change is applied otherwise than it was reviewed;
// zero where it is not. In which version of the object, is no difference.
func compareSteps(reviewed, planned []step.Step) fact.Fact {
	was, is := operationsOf(reviewed), operationsOf(planned)
	if jsonOf(was) == jsonOf(is) {
		return fact.Fact{}
	}
	before, now := describe(reviewed), describe(planned)
	if slices.EqualFunc(before, now, fact.Fact.Equal) {
		return fact.New(DiffersWithinSteps, fact.Args{"steps": now})
	}
	return fact.New(DiffersInSteps, fact.Args{"reviewed": before, "now": now})
}

func operationsOf(steps []step.Step) step.Operations {
	var all step.Operations
	for _, s := range steps {
		all = append(all, s.Operations...)
	}
	return all
}

// describe returns what steps do, in short.
func describe(steps []step.Step) []fact.Fact {
	all := make([]fact.Fact, len(steps))
	for i := range steps {
		all[i] = steps[i].Verb().WithArg("details", steps[i].Details())
	}
	return all
}
