package kubeschema_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// What is known of the values that stay follows them.
func TestAppliedLeavesFieldsOut(t *testing.T) {
	content := edited(t, `- {name: A, value: "1"}`, `- {name: A, value: "1"}
        - {name: B, value: "2"}
        - {name: C, value: "3"}`)
	before, _ := json.Marshal(content)
	env := object.PathOf("spec", "template", "spec", "containers").Index(0).Field("env")
	m := &object.Manifest{
		Ref: object.Ref{Group: "apps", Kind: "Deployment", Name: "web"}, APIVersion: "apps/v1", Content: content,
		Fields: map[object.Path]object.Range{
			object.PathOf("spec", "replicas"): {StartLine: 1}, env.Index(0).Field("value"): {StartLine: 2}, env.Index(1): {StartLine: 3}, env.Index(2).Field("value"): {StartLine: 4},
		},
		Sensitive: []object.Path{env.Index(1).Field("value"), env.Index(2).Field("value")},
		Lifecycle: object.Lifecycle{IgnoreFields: []object.Path{
			object.PathOf("spec", "replicas"), object.PathOf("metadata", "labels", "app"), object.MustParsePath("spec.template.spec.containers[name=nginx].env[name=B]"),
			object.MustParsePath("spec.template.spec.containers[name=sidecar].image"), object.PathOf("metadata", "annotations", "none"),
		}},
	}
	rest := kubeschema.Applied(m)
	want := `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
      - env:
        - name: A
          value: "1"
        - name: C
          value: "3"
        image: nginx:1.27
        name: nginx
        ports:
        - containerPort: 80
      - name: sidecar
`
	got, _ := yaml.Marshal(rest.Content)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[object.Path]object.Range{env.Index(0).Field("value"): {StartLine: 2}, env.Index(1).Field("value"): {StartLine: 4}}, rest.Fields); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]object.Path{env.Index(1).Field("value")}, rest.Sensitive); diff != "" {
		t.Error(diff)
	}
	if after, _ := json.Marshal(content); string(after) != string(before) {
		t.Error("the object itself was changed")
	}
}

func TestWithPutsAValueInItsPlace(t *testing.T) {
	content := edited(t)
	for path, value := range map[string]any{
		"spec.replicas": int64(7), "metadata.annotations[a/b]": "x",
		"spec.template.spec.containers[name=nginx].env[name=A].value": "2",
		"spec.template.spec.containers[name=other].image":             "other:1",
	} {
		p, err := kubeschema.ReadPath("apps/v1", "Deployment", path)
		if err != nil {
			t.Fatal(err)
		}
		with := kubeschema.With(content, p, value)
		if got, _, ok := kubeschema.Find(with, p); !ok || got != value {
			t.Errorf("%s is %v", path, got)
		}
		if changes, err := kubeschema.Diff(content, with); err != nil || len(changes) > 2 {
			t.Errorf("%s: %v %v", path, changes, err)
		}
		if was, _, _ := kubeschema.Find(content, p); was == value {
			t.Errorf("%s: the object itself was changed", path)
		}
	}
}
