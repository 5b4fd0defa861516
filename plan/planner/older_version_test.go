package planner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/plan"
)

// What has been made in a newer version of the API, and the configuration's has no name for: a plan says that it
// stays in force, and nothing else than what an apply does.
func TestAdoptionIntoAnOlderVersion(t *testing.T) {
	made := func(spec string) string {
		return "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, annotations: {note: x}}, spec: {minReplicas: 3, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}" + spec + "}}"
	}
	const (
		cpu    = "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}"
		memory = "{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 60}}}"
		rules  = ", behavior: {scaleDown: {stabilizationWindowSeconds: 7}}"
	)
	wanted := strings.Replace(newScaler, "autoscaling/v2", "autoscaling/v1", 1)
	for name, c := range map[string]struct {
		make func(w *world)
		says string // of what may stay in force
	}{
		"kubectl create":         {func(w *world) { w.createAs("kubectl-create", made(", metrics: ["+cpu+"]")) }, "[spec.metrics]"},
		"kubectl create, memory": {func(w *world) { w.createAs("kubectl-create", made(", metrics: ["+memory+"]"+rules)) }, "[spec.behavior spec.metrics]"},
		"kubectl apply":          {func(w *world) { w.foreign("kubectl", w.bare(made(", metrics: ["+memory+", "+cpu+"]")).Content, false) }, "[spec.metrics]"},
		"helm, and another beside it": {func(w *world) {
			w.foreign("helm", w.bare(made("")).Content, false)
			w.foreign("other", w.bare(made(", metrics: ["+memory+"]")).Content, true)
		}, ""},
		"another manager": {func(w *world) { w.foreign("other", w.bare(made(", metrics: ["+memory+"]"+rules)).Content, false) }, ""},
		"a controller that updates it": {func(w *world) {
			w.createAs("kubectl-create", made(""))
			w.patch("my-controller", w.bare(made("")).Ref, `{"spec":{"metrics":[{"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":60}}}]}}`)
		}, ""},
		"the stack":      {func(w *world) { w.apply(w.manifest(made(", metrics: [" + memory + "]" + rules))) }, "[spec.behavior spec.metrics]"},
		"the stack, cpu": {func(w *world) { w.apply(w.manifest(made(", metrics: [" + cpu + "]"))) }, "[spec.metrics]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			c.make(w)
			m := w.manifest(wanted)
			w.await(m.Ref, func(o map[string]any) bool { return at(o, "status", "conditions") != nil })
			p := w.plan(plan.Options{Adopt: true, ForceConflicts: true}, m)
			warned := slices.ContainsFunc(p.Changes[0].Warnings, func(f fact.Fact) bool { return f.Code == plan.WarnKeptOfVersion })
			if warned != (c.says != "") || warned && !strings.Contains(fmt.Sprint(p.Changes[0].Warnings), c.says) {
				t.Errorf("%s%v", describe(p), p.Changes[0].Warnings)
			}
			_, version := kind.SplitAPIVersion(m.APIVersion)
			live, err := w.client.GetVersion(t.Context(), m.Ref, version)
			if err != nil {
				t.Fatal(err)
			}
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), plannedValues(p.Changes[0])); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
		})
	}
}
