package planner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What is written is what the server has, whatever the characters: it reads an apply as YAML.
func TestEveryCharacterIsStored(t *testing.T) {
	w := newWorld(t)
	m := w.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: characters}}")
	data := map[string]any{
		"folded": "a\u0085b", "broken": "a\u0085\u0085b", "first": "\u0085", "delete": "a\x7fb", "controls": "\u0080\u0084\u0086\u009f",
		"none": "\ufffe\uffff", "mark": "\ufeffa", "lines": "a\u2028b\u2029c\r\nd", "beyond": "\U0001f600\U0010ffff", "ends": "a \u0085",
	}
	m.Content["data"] = data
	m.Content["metadata"].(map[string]any)["annotations"] = map[string]any{"example.com/odd": "a\u0085b\x7fc"}
	if p := w.plan(plan.Options{}, m); len(p.Changes) != 1 || p.Changes[0].Action != plan.Create {
		t.Fatalf("%+v", p.Changes)
	}
	w.apply(m)
	if diff := cmp.Diff(data, w.get(m.Ref)["data"]); diff != "" {
		t.Errorf("(-written +stored):\n%s", diff)
	}
	if got := object.At(w.get(m.Ref), "metadata", "annotations", "example.com/odd"); got != "a\u0085b\x7fc" {
		t.Errorf("the annotation is stored as %q", got)
	}
	if p := w.plan(plan.Options{DryRunAll: true}, m); len(p.Changes) != 0 {
		t.Errorf("it changes again: %+v", p.Changes)
	}
}
