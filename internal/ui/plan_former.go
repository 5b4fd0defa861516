package ui

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/words"
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
		warnings = append(warnings, plan.Problem{Fact: fact.New(words.FormerState, fact.Args{"stack": s.Name, "namespace": s.Namespace})})
	}
	if f.Unseen != "" && len(f.Stacks) == 0 {
		warnings = append(warnings, plan.Problem{Fact: fact.New(words.FormerStateUnseen, fact.Args{"stack": stack, "said": f.Unseen})})
	}
	return warnings
}
