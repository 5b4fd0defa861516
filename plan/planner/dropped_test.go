package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// removing takes fields out of what is sent.
const removing = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: NAME}
spec:
  reinvocationPolicy: Never
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
    resourceRules:
    - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
    - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
  mutations:
  - patchType: JSONPatch
    jsonPatch:
      expression: >-
        object.kind == "Deployment" && object.spec.template.spec.containers[0].?env.hasValue()
        ? [JSONPatch{op: "remove", path: "/spec/template/spec/containers/0/env"}]
        : object.kind == "ConfigMap" && object.?data.level.hasValue() ? [JSONPatch{op: "remove", path: "/data/level"}] : []
`

func droppedPaths(p *plan.ClusterPlan) []string {
	var paths []string
	for _, d := range p.Dropped {
		paths = append(paths, d.Object.Kind+" "+d.Path.String())
	}
	return paths
}

// What is set and does not arrive is said, before an apply and after it.
func TestFieldsThatTheServerDrops(t *testing.T) {
	w := newWorld(t)
	w.rule(removing)
	w.rule(edit(binding, "KIND", "MutatingAdmissionPolicy", "NAMESPACE", "NAME"))
	deployment, config := w.manifest(web), w.manifest(edit(settings, "level: info", "level: info, b: x"))
	deployment.Fields = map[object.Path]object.Range{object.MustParsePath("spec.template.spec.containers[0].env"): {File: "shop.wl.hcl", StartLine: 12}}
	w.until("the policy counts", func() bool {
		result, err := w.asked(config)
		return err == nil && !strings.Contains(describeJSON(result.Object["data"]), "level")
	})
	want := []string{`ConfigMap data.level`, `Deployment spec.template.spec.containers[name="nginx"].env`}
	p := w.plan(plan.Options{}, deployment, config)
	if !slices.Equal(droppedPaths(p), want) || p.Dropped[1].Origin.StartLine != 12 {
		t.Errorf("new objects: %+v", p.Dropped)
	}
	w.apply(deployment, config)
	for i := range w.revision.Objects { // as an apply notes it
		e := &w.revision.Objects[i]
		if e.Ref == deployment.Ref {
			e.Dropped = []state.Dropped{{Path: object.MustParsePath(`spec.template.spec.containers[name="nginx"].env`)}}
		} else {
			e.Dropped = []state.Dropped{{Path: object.PathOf("data", "level")}}
		}
	}
	for name, o := range map[string]plan.Options{"proven": {}, "asked": {DryRunAll: true}} {
		p := w.plan(o, deployment, config)
		expect(t, p, "")
		if !slices.Equal(droppedPaths(p), want) || p.Dropped[1].Origin.StartLine != 12 {
			t.Errorf("unchanged objects, %s: %+v", name, p.Dropped)
		}
		if name == "proven" && p.Requests.DryRuns > 0 {
			t.Errorf("it is asked for: %+v", p.Requests)
		}
	}
	p = w.plan(plan.Options{}, w.manifest(edit(web, "replicas: 2", "replicas: 3")))
	if !slices.Equal(droppedPaths(p), want[1:]) {
		t.Errorf("a changed object: %+v", p.Dropped)
	}
}
