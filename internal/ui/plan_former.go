package ui

import (
	"fmt"

	"github.com/workloadlang/wl/plan"
)

// formerWarnings returns where a stack that has no state yet may have had it before,
// and what becomes of what that knows of.
func formerWarnings(stack string, f *plan.Former) []plan.Problem {
	if f == nil {
		return nil
	}
	var warnings []plan.Problem
	for _, s := range f.Stacks {
		warnings = append(warnings, plan.Problem{
			Summary: fmt.Sprintf("A stack %s has its state in the namespace %s", s.Name, s.Namespace),
			Detail: fmt.Sprintf("This stack has no state here yet. If it is the same stack and only its namespace, or that of its state, has changed, "+
				"apply does not touch the objects that it has created so far, and wl stops managing them. To move the stack instead, "+
				"write state { namespace = %q } in the stack block: the plan then creates what is new and deletes what is no longer in the configuration. "+
				"If it is another stack of the same name, there is nothing to do.", s.Namespace),
		})
	}
	if f.Unseen != "" && len(f.Stacks) == 0 {
		warnings = append(warnings, plan.Problem{
			Summary: fmt.Sprintf("Other namespaces could not be searched for a former state of the stack %s", stack),
			Detail: fmt.Sprintf("%s. The stack has no state here yet. If its namespace, or that of its state, has changed, write state { namespace = … } with the former namespace in the stack block: "+
				"otherwise apply creates every object a second time. If the stack is new, there is nothing to do.", f.Unseen),
		})
	}
	return warnings
}
