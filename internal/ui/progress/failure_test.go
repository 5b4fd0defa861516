package progress

import (
	"testing"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// A cause is told at the line that names what it is about, or at the workload's where none does.
func TestOriginOfCauses(t *testing.T) {
	line := func(n int) object.Range { return object.Range{File: "shop.wl.hcl", StartLine: n} }
	m := &object.Manifest{
		Ref: object.NewRef(kind.Job, "shop", "migrate"), Origin: line(1),
		Fields: map[object.Path]object.Range{
			object.MustParsePath("spec.template.spec.serviceAccountName"): line(2), object.MustParsePath("spec.template.spec.containers[0]"): line(3),
		},
		Content: map[string]any{"spec": map[string]any{"template": map[string]any{"spec": map[string]any{"containers": []any{map[string]any{"name": "main"}}}}}},
	}
	missing := func(field string) rollout.Cause {
		return rollout.Cause{Reason: "FailedCreate", Detail: fact.New(rollout.KnownNamedMissing, fact.Args{"said": "no", "field": field})}
	}
	for name, c := range map[string]struct {
		cause rollout.Cause
		want  int
	}{
		"what a field names is missing":         {missing("serviceAccountName"), 2},
		"what a default names is missing":       {missing("priorityClassName"), 1},
		"something happens in a container":      {rollout.Cause{Reason: "CrashLoopBackOff", Container: "main"}, 3},
		"Pods are refused for any other reason": {rollout.Cause{Reason: "FailedCreate", Detail: fact.New(rollout.KnownSaid, fact.Args{"said": "exceeded quota"})}, 1},
	} {
		if got := causeOrigin(m, c.cause); got != line(c.want) {
			t.Errorf("%s: line %d, want %d", name, got.StartLine, c.want)
		}
	}
}
