package saved

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// Steps that are described in the same words are not said to differ as they are described.
func TestStepsThatDifferWithin(t *testing.T) {
	takes := func(manager, fields string) []step.Step {
		return []step.Step{{Do: step.Write, Operations: step.Operations{
			step.SetOwnership{Take: []step.Take{{Manager: manager, Operation: "Update", Fields: fields}}}, step.Apply{},
		}}}
	}
	const one, two = `{"f:spec":{"f:tags":{"v:\"a\"":{}}}}`, `{"f:spec":{"f:tags":{"v:\"a\"":{},"v:\"b\"":{}}}}`
	restores := func(fields string) []step.Step {
		return []step.Step{{Do: step.Write, Operations: step.Operations{step.SetOwnership{Restore: fields}, step.Apply{}}}}
	}
	released := []step.Step{{Do: step.Write, Operations: step.Operations{step.SetOwnership{Release: []object.Path{object.PathOf("spec", "a")}}, step.Apply{}}}}
	for name, c := range map[string]struct {
		was, is []step.Step
		want    fact.Code
	}{
		"the same":              {takes("kubectl-patch", one), takes("kubectl-patch", one), ""},
		"one field more":        {takes("kubectl-patch", one), takes("kubectl-patch", two), DiffersWithinSteps},
		"one field less":        {takes("kubectl-patch", two), takes("kubectl-patch", one), DiffersWithinSteps},
		"other restored fields": {restores(one), restores(two), DiffersWithinSteps},
		"another manager":       {takes("kubectl-patch", one), takes("kubectl-edit", one), DiffersInSteps},
		"something else":        {takes("kubectl-patch", one), released, DiffersInSteps},
		"nothing":               {takes("kubectl-patch", one), nil, DiffersInSteps},
	} {
		if got := compareSteps(c.was, c.is); got.Code != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
