package planner_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
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
		made          bool   // so was the workload, and nothing is adopted
		lifecycle     bool   // it is the blocks that say so, not the command
		kind          string // of the workload
		selector      string // the live one
		workloadAdded string
	}{
		"a service":                       {text: exposing},
		"a service of the stack":          {text: exposing, lost: true},
		"a service of a lost workload":    {text: exposing, lost: true, made: true},
		"a service whose block adopts":    {text: exposing, lifecycle: true},
		"a service of a stateful set":     {text: exposing, kind: "StatefulSet", workloadAdded: "serviceName: exposing\n  "},
		"a budget":                        {text: budgeted},
		"a budget of the stack":           {text: budgeted, lost: true},
		"a budget of a lost daemon set":   {text: budgeted, lost: true, made: true, kind: "DaemonSet"},
		"a budget whose block adopts":     {text: budgeted, lost: true, lifecycle: true},
		"a budget that has an expression": {text: budgeted, selector: expression},
		"a budget of a daemon set":        {text: budgeted, kind: "DaemonSet", lost: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			workloadKind := cmp.Or(c.kind, "Deployment")
			selecting := cmp.Or(c.selector, "{matchLabels: {app: web}}")
			ofKind := edit(chosen, "Deployment", workloadKind, "spec:\n  selector", "spec:\n  "+c.workloadAdded+"selector")
			if made := edit(ofKind, "{matchLabels: {app: web}}", selecting); c.made {
				w.apply(w.manifest(made))
			} else {
				w.foreign("kubectl", w.bare(made).Content, false)
			}
			live := w.manifest(edit(c.text, "{matchLabels: {app: web}}", selecting))
			if c.lost {
				w.apply(live)
				w.revision = nil
			} else {
				w.createAs("kubectl-create", edit(c.text, "{matchLabels: {app: web}}", selecting))
			}
			ours := func(text string) object.Manifest { return w.manifest(asOurs(text, strings.ToLower(workloadKind))) }
			workload, other := ours(ofKind), ours(c.text)
			workload.Lifecycle.Adopt, other.Lifecycle.Adopt = c.lifecycle, c.lifecycle
			p := w.planAlone(plan.Options{Adopt: !c.lifecycle && !c.made}, workload, other)
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

// planAlone plans what means a workload's Pods without the workload, as a plan of both does.
func (w *world) planAlone(o plan.Options, workload, other object.Manifest) *plan.ClusterPlan {
	w.t.Helper()
	sent := func() map[string]any {
		i := slices.IndexFunc(w.decided, func(m object.Manifest) bool { return m.Ref == other.Ref })
		return w.decided[i].Content
	}
	other.Address = "workload.web." + other.Ref.Name
	w.plan(o, workload, other)
	together := sent()
	o.Targets = []string{other.Address}
	p := w.plan(o, workload, other)
	if diff := gocmp.Diff(together, sent()); diff != "" {
		w.t.Errorf("a plan of the target alone differs from one of everything (+)\n%s", diff)
	}
	return p
}

// labelled is an object with other labels than the stack's.
func (w *world) labelled(text string, labels map[string]any) map[string]any {
	content := w.unlabelled(text)
	content["metadata"].(map[string]any)["labels"] = labels
	return content
}

// The Pods of a workload that is neither the stack's nor would be adopted stay others': the plan of
// everything blocks the workload.
func TestTargetsChooseNoPodsOfOthers(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		adopt   bool   // by the command
		manager string // of the workload
		of      string // the stack whose label it bears
		gets    int
	}{
		"a service":                             {text: exposing, manager: "kubectl"},
		"a budget":                              {text: budgeted, manager: "kubectl"},
		"a service of a workload of helm":       {text: exposing, manager: "helm"},
		"a budget of a workload with the label": {text: budgeted, manager: "kubectl", of: "shop", gets: 1},
		"a service beside another stack":        {text: exposing, adopt: true, manager: "wl/NAMESPACE/other", of: "other", gets: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.revision = &state.Revision{}
			labels := map[string]any{}
			if c.of != "" {
				labels[object.LabelApplySet] = object.Stack{Name: c.of, Namespace: w.namespace}.ApplySetID()
			}
			w.foreign(edit(c.manager, "NAMESPACE", w.namespace), w.labelled(chosen, labels), false)
			workload, other := w.manifest(asOurs(chosen, "deployment")), w.manifest(asOurs(c.text, "deployment"))
			p := w.planAlone(plan.Options{Adopt: c.adopt}, workload, other)
			w.carryOut(p)
			if diff := gocmp.Diff(at(other.Content, "spec", "selector"), at(w.get(other.Ref), "spec", "selector")); diff != "" || p.Requests.Gets > c.gets {
				t.Errorf("it chooses Pods of others (+)\n%s%+v", diff, p.Requests)
			}
		})
	}
}

// A right to read a workload that the targets leave out is needed only where it counts.
func TestTargetsWithoutARightToReadTheWorkload(t *testing.T) {
	const others = `{apiGroups: ["", policy], resources: ["*"], verbs: [get, list, patch, create]}`
	lists := "[" + others + ", {apiGroups: [apps], resources: [deployments], verbs: [list]}]"
	for name, c := range map[string]struct {
		text    string
		rules   string
		foreign bool // another's workload is there
		known   bool // the stack's is, in the state
		lost    bool // the stack's is, and the state is lost
		adopt   bool
		block   bool // the workload's block adopts it
		refused bool
	}{
		"nothing is there":                           {text: exposing, rules: lists},
		"a budget, nothing is there":                 {text: budgeted, rules: "[" + others + "]"},
		"another's":                                  {text: exposing, rules: lists, foreign: true},
		"a budget and another's":                     {text: budgeted, rules: "[" + others + "]", foreign: true},
		"the stack's":                                {text: exposing, rules: lists, known: true},
		"the stack's, which may not be listed":       {text: budgeted, rules: "[" + others + "]", known: true},
		"the stack's, the state is lost":             {text: exposing, rules: lists, lost: true, refused: true},
		"the stack's, lost, which may not be listed": {text: budgeted, rules: "[" + others + "]", lost: true},
		"to be adopted":                              {text: exposing, rules: lists, foreign: true, adopt: true, refused: true},
		"a budget, to be adopted by the block":       {text: budgeted, rules: lists, foreign: true, block: true, refused: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			workload, other := w.manifest(asOurs(chosen, "deployment")), w.manifest(asOurs(c.text, "deployment"))
			switch workload.Lifecycle.Adopt = c.block; {
			case c.foreign:
				w.foreign("kubectl", w.bare(chosen).Content, false)
			case c.known, c.lost:
				w.foreign("kubectl", w.bare(chosen).Content, false)
				w.carryOut(w.plan(plan.Options{Adopt: true}, workload))
			}
			if c.lost {
				w.revision = nil
			}
			who := w.as("few", c.rules)
			other.Address = "workload.web." + other.Ref.Name
			in := plan.Input{Stack: w.stack, Cluster: "default", Desired: []object.Manifest{workload, other}}
			in.Adopt, in.Targets = c.adopt, []string{other.Address}
			result, err := planner.Compute(t.Context(), who.client, who, in)
			if c.refused {
				if !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), `cannot get resource "deployments"`) {
					t.Error(err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := at(other.Content, "spec", "selector")
			if c.known {
				want = at(w.manifest(c.text).Content, "spec", "selector")
			}
			if diff := gocmp.Diff(want, at(result.Desired[0].Content, "spec", "selector")); diff != "" || describe(result.Plan) != "create "+other.Ref.Kind+" "+other.Ref.Name+"\n" {
				t.Errorf("%s%s", describe(result.Plan), diff)
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
	if p := w.plan(targeted, workload, other); p.Requests.Gets != 0 || describe(p) != "create Service exposing\n" {
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
	if p := w.plan(targeted, workload, other); len(p.Changes) != 0 {
		t.Errorf("another's Pods are chosen: %s%+v", describe(p), p.Requests)
	}
	targeted.Adopt = true
	p := w.plan(targeted, workload, other)
	if len(p.Changes) != 1 || !slices.Contains(plannedValues(p.Changes[0]), "spec.selector: map[app.kubernetes.io/name:web wl/kind:deployment] -> map[app:web]") {
		t.Errorf("%s%+v", describe(p), p.Requests)
	}
}
