package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

func TestOutputChanges(t *testing.T) {
	text := func(name string, v any) state.Output { return state.Output{Name: name, Value: v} }
	secret := state.Output{Name: "a", Sensitive: true}
	for name, test := range map[string]struct {
		was, will []state.Output
		want      string
	}{
		"none":             {nil, nil, ""},
		"new":              {nil, []state.Output{text("b", "x"), text("a", 1.0)}, "add a <nil> 1, add b <nil> x"},
		"the same":         {[]state.Output{text("a", map[string]any{"x": 1.0})}, []state.Output{text("a", map[string]any{"x": int64(1)})}, ""},
		"another":          {[]state.Output{text("a", "x")}, []state.Output{text("a", "y")}, "change a x y"},
		"another type":     {[]state.Output{text("a", "1")}, []state.Output{text("a", 1.0)}, "change a 1 1"},
		"gone":             {[]state.Output{text("a", "x"), text("b", "x")}, []state.Output{text("b", "x")}, "remove a x <nil>"},
		"null":             {[]state.Output{text("a", "x")}, []state.Output{text("a", nil)}, "change a x <nil>"},
		"sensitive":        {[]state.Output{secret}, []state.Output{secret}, ""},
		"sensitive, new":   {nil, []state.Output{secret}, "add a sensitive"},
		"sensitive now":    {[]state.Output{text("a", "x")}, []state.Output{secret}, "change a sensitive"},
		"sensitive before": {[]state.Output{secret}, []state.Output{text("a", "x")}, "change a sensitive"},
		"sensitive, gone":  {[]state.Output{secret}, nil, "remove a sensitive"},
	} {
		var got []string
		for _, f := range plan.OutputChanges(test.was, test.will) {
			s := string(f.Op) + " " + f.Path.String()
			if f.Sensitive {
				s += " sensitive"
				if f.Before != nil || f.After != nil {
					t.Errorf("%s: %v -> %v is shown", name, f.Before, f.After)
				}
			} else {
				s += strings.Join([]string{"", fmt.Sprint(f.Before), fmt.Sprint(f.After)}, " ")
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(test.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
