package said_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Of a field whose live value is hidden, what the configuration sets is shown where the plan has it.
func TestHiddenValues(t *testing.T) {
	for name, c := range map[string]struct {
		field         view.Field
		before, after string
	}{
		"both":                {view.Field{FieldChange: plan.FieldChange{Op: plan.Modify}}, "(sensitive)", "(sensitive)"},
		"the live one":        {view.Field{FieldChange: plan.FieldChange{Op: plan.Modify}, Will: "nginx:1"}, "(sensitive)", "nginx:1"},
		"a number":            {view.Field{FieldChange: plan.FieldChange{Op: plan.Modify}, Will: int64(3)}, "(sensitive)", "3"},
		"of items":            {view.Field{FieldChange: plan.FieldChange{Op: plan.Modify, Items: 2}}, "2 items (sensitive)", "(sensitive)"},
		"of one that is gone": {view.Field{FieldChange: plan.FieldChange{Op: plan.Remove}}, "(sensitive)", "(sensitive)"},
	} {
		c.field.Shape = view.Sensitive
		if before, after := said.Values(c.field, words.In(words.English)); before != c.before || after != c.after {
			t.Errorf("%s: %s -> %s", name, before, after)
		}
	}
}
