package planner_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// chosen is a workload as kubectl has made it, and what means its Pods.
const (
	chosen = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.27"}]}
`
	exposing = `
apiVersion: v1
kind: Service
metadata: {name: exposing}
spec: {selector: {app: web}, ports: [{port: 80, protocol: TCP}]}
`
	budgeted = `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: budgeted}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
`
)

// asOurs is the same as wl makes it for a kind of workload.
func asOurs(text, kind string) string {
	return strings.ReplaceAll(text, "{app: web}", "{app.kubernetes.io/name: web, wl/kind: "+kind+"}")
}

// What means the Pods of a live workload chooses them as that does, also where the targets leave
// the workload out and the state does not know it.
func TestTargetsChooseThePodsOfALiveWorkload(t *testing.T) {
	const expression = "{matchExpressions: [{key: app, operator: In, values: [web, shop]}]}"
	for name, c := range map[string]struct {
		text          string
		lost          bool   // it was applied by the stack, whose state is lost
		kind          string // of the workload
		selector      string // the live one
		workloadAdded string
	}{
		"a service":                       {text: exposing},
		"a service of the stack":          {text: exposing, lost: true},
		"a service of a stateful set":     {text: exposing, kind: "StatefulSet", workloadAdded: "serviceName: exposing\n  "},
		"a budget":                        {text: budgeted},
		"a budget of the stack":           {text: budgeted, lost: true},
		"a budget that has an expression": {text: budgeted, selector: expression},
		"a budget of a daemon set":        {text: budgeted, kind: "DaemonSet", lost: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			workloadKind := cmp.Or(c.kind, "Deployment")
			selecting := cmp.Or(c.selector, "{matchLabels: {app: web}}")
			ofKind := edit(chosen, "Deployment", workloadKind, "spec:\n  selector", "spec:\n  "+c.workloadAdded+"selector")
			w.foreign("kubectl", w.bare(edit(ofKind, "{matchLabels: {app: web}}", selecting)).Content, false)
			live := w.manifest(edit(c.text, "{matchLabels: {app: web}}", selecting))
			if c.lost {
				w.apply(live)
				w.revision = nil
			} else {
				w.createAs("kubectl-create", edit(c.text, "{matchLabels: {app: web}}", selecting))
			}
			ours := func(text string) object.Manifest { return w.manifest(asOurs(text, strings.ToLower(workloadKind))) }
			other := ours(c.text)
			other.Address = "workload.web." + other.Ref.Name
			p := w.plan(plan.Options{Adopt: true, Targets: []string{other.Address}}, ours(ofKind), other)
			for _, change := range p.Changes {
				for _, planned := range plannedValues(change) {
					if strings.Contains(planned, "selector") {
						t.Errorf("%s %s: %s", change.Action, change.Object, planned)
					}
				}
			}
			w.carryOut(p)
			if diff := gocmp.Diff(at(live.Content, "spec", "selector"), at(w.get(other.Ref), "spec", "selector")); diff != "" {
				t.Errorf("it comes to choose otherwise (+)\n%s", diff)
			}
		})
	}
}

// Where the state knows how the workload chooses its Pods, it is not read; where the live one is
// another than the state knows, it is.
func TestTargetsReadNoWorkloadThatIsKnown(t *testing.T) {
	w := newWorld(t)
	workload, other := w.manifest(asOurs(chosen, "deployment")), w.manifest(asOurs(exposing, "deployment"))
	other.Address = "workload.web.exposing"
	targeted := plan.Options{Targets: []string{other.Address}}
	w.revision = &state.Revision{}
	if p := w.plan(targeted, workload, other); p.Requests.Gets != 1 || describe(p) != "create Service exposing\n" {
		t.Errorf("%s%+v", describe(p), p.Requests)
	}
	w.apply(workload, other)
	if p := w.plan(targeted, workload, other); p.Requests.Gets != 0 || len(p.Changes) != 0 {
		t.Errorf("%s%+v", describe(p), p.Requests)
	}
	if err := w.client.Delete(t.Context(), workload.Ref, "", kube.Background); err != nil {
		t.Fatal(err)
	}
	w.foreign("kubectl", w.bare(chosen).Content, false)
	p := w.plan(targeted, workload, other)
	if len(p.Changes) != 1 || !slices.Contains(plannedValues(p.Changes[0]), "spec.selector: map[app.kubernetes.io/name:web wl/kind:deployment] -> map[app:web]") {
		t.Errorf("%s%+v", describe(p), p.Requests)
	}
}
