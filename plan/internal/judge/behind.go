package judge

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// maxBehind bounds how many objects are named that the stack has left behind.
const maxBehind = 5

// LeftBehind warns of objects that the stack has made and that neither its state nor its
// configuration has, as after a state was restored that is older than they are; nil where the
// places that are listed anyway have none.
func LeftBehind(j *Judge) *plan.Problem {
	var left []object.Ref
	for ref, m := range j.Metas {
		if _, ours := m.Manager(j.Stack.FieldManager()); ours && !m.Owned && !m.Deleting && j.Entries[ref] == nil && j.Find(ref) == nil {
			left = append(left, ref)
		}
	}
	if len(left) == 0 {
		return nil
	}
	slices.SortFunc(left, object.Compare)
	var names []string
	for _, ref := range left[:min(len(left), maxBehind)] {
		names = append(names, ref.String())
	}
	p := plan.NewProblem(plan.ProblemLeftBehind, fact.Args{"objects": names, "more": len(left) - len(names), "stack": j.Stack.Name})
	return &p
}
