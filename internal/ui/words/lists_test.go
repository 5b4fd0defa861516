package words

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
)

// What follows a list of fields in a server's words is not taken for a part of its last one.
func TestListsOfFieldsAreSentences(t *testing.T) {
	ways := []fact.Fact{fact.New(plan.WayShareField, fact.Args{"address": "object.a"})}
	for name, c := range map[string]struct {
		code       fact.Code
		said, want string
	}{
		"one field":        {plan.ProblemConflict, `Apply failed with 1 conflict: conflict with "x": .spec.a`, `conflict with "x": .spec.a. Leave`},
		"several fields":   {plan.ProblemConflict, "Apply failed with 2 conflicts: conflicts with \"x\" using v1:\n- .spec.a\n- .spec.items[k=\"b\"].v", `conflicts with "x" using v1: .spec.a; .spec.items[k="b"].v. Leave`},
		"several managers": {plan.ProblemConflict, "Apply failed with 3 conflicts: conflicts with \"x\":\n- .spec.a\n- .spec.b\nconflict with \"y\": .spec.c", `"x": .spec.a; .spec.b; conflict with "y": .spec.c. Leave`},
		"of a schema":      {plan.ProblemSchemaMismatch, "errors:\n  .spec.replicas: expected numeric\n  .spec.paused: expected boolean", "errors: .spec.replicas: expected numeric; .spec.paused: expected boolean. Correct"},
		"of a webhook":     {plan.ProblemRefused, "denied:\n- rule one\n- rule two", "denied:\n- rule one\n- rule two. Correct"},
	} {
		p := plan.NewProblem(c.code, fact.Args{"said": c.said, "ways": ways})
		if got := In(English).Detail(p.Fact); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
		if got := In(Chinese).Detail(p.Fact); strings.Contains(got, "..") || strings.Contains(got, "。。") || strings.Contains(got, "\n- .") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
