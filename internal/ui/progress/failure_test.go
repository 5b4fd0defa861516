package progress

import (
	"testing"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// What a plan would call a problem has its summary in the lines of an apply, and is explained below them in full.
func TestDetailOfFailures(t *testing.T) {
	ref := object.NewRef(kind.ConfigMap, "shop", "settings")
	silent := fact.NewError(nil, plan.ProblemConversionSilent, fact.Args{"object": ref, "version": "example.com/v1", "kind": "Widget", "said": "EOF"})
	for name, c := range map[string]struct {
		language words.Language
		err      error
		want     string
	}{
		"a webhook":               {words.English, silent, "A conversion webhook does not respond.\nThe API server needs the conversion webhook of example.com/v1 Widget for ConfigMap shop/settings, and it does not respond: EOF. Check its Service and Pods. The object cannot be read or written until it responds."},
		"the same, in Chinese":    {words.Chinese, silent, "转换 webhook 没有响应。\nAPI 服务器处理 ConfigMap shop/settings 需要 example.com/v1 Widget 的转换 webhook，而它没有响应：EOF。请检查它的 Service 和 Pod。在它响应之前无法读写该对象。"},
		"what has no more to say": {words.English, fact.NewError(nil, fact.Said, fact.Args{"said": "it exists already"}), "It exists already"},
	} {
		n := &entry{entryKey: entryKey{object: ref}, err: c.err}
		if got := errorDetail(words.In(c.language), n); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

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
