package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// What the stack has set in another version of the API, and the configuration no longer sets in its own, is
// removed, whatever its name is in each, and also where the server's own apply would keep it. What it keeps
// for another manager of the other version is not said to go.
func TestRemovalInAnotherVersion(t *testing.T) {
	scaler := func(version, spec string) string {
		return "{apiVersion: autoscaling/" + version + ", kind: HorizontalPodAutoscaler, metadata: {name: web, annotations: {note: x}}, spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}" + spec + "}}"
	}
	const (
		metrics = ", metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]"
		memory  = ", metrics: [{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 60}}}]"
		target  = ", targetCPUUtilizationPercentage: 60"
	)
	for name, c := range map[string]struct {
		was, wanted string
		beside      func(w *world)
		changes     []string // the paths
		takes       bool
	}{
		"all that it was":       {scaler("v1", ", minReplicas: 2"+target), scaler("v2", ""), nil, []string{"spec.metrics", "spec.minReplicas"}, true},
		"what has another name": {scaler("v1", ", minReplicas: 2"+target), scaler("v2", ", minReplicas: 2"), nil, []string{"spec.metrics"}, true},
		"with an annotation":    {scaler("v1", target), edit(scaler("v2", ""), ", annotations: {note: x}", ""), nil, []string{"metadata.annotations.note", "spec.metrics"}, true},
		"beside another applier": {scaler("v1", target), scaler("v2", ""), func(w *world) {
			w.foreign("other", w.bare(edit(scaler("v2", ""), ", annotations: {note: x}", ", labels: {team: a}")).Content, true)
		}, []string{"spec.metrics"}, true},
		"what a controller names in the other": {scaler("v2", ", minReplicas: 2"+metrics), scaler("v1", ""), nil, []string{"spec.minReplicas"}, false},
		"the same by another name":             {scaler("v1", ", minReplicas: 2"+target), scaler("v2", ", minReplicas: 2"+metrics), nil, nil, false},
		"another in its place":                 {scaler("v1", ", minReplicas: 2"+target), scaler("v2", ", minReplicas: 2"+memory), nil, []string{"spec.metrics"}, false},
		"of which it sets one more":            {scaler("v1", ", minReplicas: 2"+target), scaler("v2", ", minReplicas: 3"+metrics), nil, []string{"spec.minReplicas"}, false},
		"what was a default":                   {scaler("v1", ", minReplicas: 2"), scaler("v2", ", minReplicas: 3"), nil, []string{"spec.minReplicas"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.was))
			w.await(w.manifest(c.was).Ref, func(o map[string]any) bool { return at(o, "status", "conditions") != nil })
			if c.beside != nil {
				c.beside(w)
			}
			m := w.manifest(c.wanted)
			for _, o := range []plan.Options{{}, {DryRunAll: true}} {
				p := w.plan(o, m)
				if len(c.changes) == 0 {
					expect(t, p, "")
					continue
				}
				if diff := cmp.Diff(c.changes, object.PathTexts(changedPaths(*only(t, p)))); diff != "" {
					t.Fatalf("%s\n%s", diff, describe(p))
				}
			}
			if len(c.changes) == 0 {
				return
			}
			p := w.plan(plan.Options{}, m)
			if takes := slices.ContainsFunc(writeOf(t, p, m.Ref).Operations, func(o step.Operation) bool { _, is := o.(step.SetOwnership); return is }); takes != c.takes {
				t.Errorf("%+v", writeOf(t, p, m.Ref).Operations)
			}
			if computed := w.plan(plan.Options{ReadOnly: true}, m); c.takes && m.APIVersion == "autoscaling/v2" { // in which no default comes

				if diff := cmp.Diff(changedPaths(*only(t, p)), changedPaths(*only(t, computed))); diff != "" {
					t.Errorf("what is computed (+) is not what the server says (-)\n%s", diff)
				}
			}
			_, version := kind.SplitAPIVersion(m.APIVersion)
			live, err := w.client.GetVersion(t.Context(), m.Ref, version)
			if err != nil {
				t.Fatal(err)
			}
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), plannedValues(*only(t, p))); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			for _, e := range w.meta(m.Ref).Managers {
				if strings.HasPrefix(e.Manager, "wl/") && e.APIVersion != m.APIVersion {
					t.Errorf("%s %s", e.Manager, e.APIVersion)
				}
			}
		})
	}
}
