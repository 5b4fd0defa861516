package planner_test

import (
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/plan"
)

// An addition that cannot be removed from an object as it is goes with the object, which is replaced: where
// additions are to be removed, and nowhere else.
func TestAdditionsThatCannotBeUndone(t *testing.T) {
	for name, c := range map[string]struct{ text, wanted, patch, because string }{
		"a sealed ConfigMap":                {settings, settings, `{"immutable":true}`, "immutable"},
		"a sealed Secret":                   {"{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: x}}", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: x}}", `{"immutable":true}`, "immutable"},
		"with a key":                        {settings, settings, `{"immutable":true,"data":{"more":"x"}}`, "immutable"},
		"sealed, and configured otherwise":  {settings, edit(settings, "level: info", "level: debug"), `{"immutable":true}`, "immutable"},
		"a label, which is removed at once": {settings, settings, `{"metadata":{"labels":{"team":"a"}}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			was, m := w.manifest(c.text), w.manifest(c.wanted)
			w.apply(was)
			w.patch("kubectl-patch", m.Ref, c.patch)
			for _, o := range []plan.Options{{RemoveAdditions: true}, {RemoveAdditions: true, DryRunAll: true}, {RemoveAdditions: true, ReadOnly: true}} {
				p := w.plan(o, m)
				if len(p.Changes) != 1 {
					t.Fatalf("%s", describe(p))
				}
				change := p.Changes[0]
				if c.because == "" {
					if change.Action != plan.Update {
						t.Errorf("%s", describe(p))
					}
					continue
				}
				if change.Action != plan.Replace || len(change.Replacement.Because) == 0 || change.Replacement.Because[0].String() != c.because {
					t.Errorf("read only is %v: %s %+v %+v", o.ReadOnly, describe(p), change.Blocked, change.Replacement)
				}
				if len(p.Additions) > 0 {
					t.Errorf("it stays an addition: %+v", p.Additions)
				}
			}
			if c.text == c.wanted {
				expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			}
		})
	}
}

// What is removed takes nothing along that belongs to whoever reports a status: not the annotations in which
// controllers keep what they know, also where nobody else has set one.
func TestRemovalLeavesWhatReportersKeep(t *testing.T) {
	const service = "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {clusterIP: None, selector: {app: front}}}"
	for name, c := range map[string]struct{ was, wanted, patch, clear, gone string }{
		"an addition beside a revision":       {selecting, selecting, `{"metadata":{"annotations":{"x":"y"}}}`, "", "metadata.annotations.x"},
		"what the stack has set beside it":    {edit(selecting, "name: web", "name: web, annotations: {x: 'y'}"), selecting, "{}", "", "metadata.annotations.x"},
		"and the server has lost sight of":    {edit(selecting, "name: web", "name: web, annotations: {x: 'y'}"), selecting, "{}", `{"metadata":{"managedFields":[{}]}}`, "metadata.annotations.x"},
		"a label beside that of a controller": {service, service, `{"metadata":{"annotations":{"x":"y"},"labels":{"team":"a"}}}`, "", "metadata.labels.team"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			was, m := w.manifest(c.was), w.manifest(c.wanted)
			w.apply(was)
			kept := "reported"
			w.patch("a-controller", m.Ref, `{"metadata":{"annotations":{"reported":"z"}},"status":{"conditions":[{"type":"Reported","status":"True","reason":"R","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}`, "status")
			w.patch("kubectl-patch", m.Ref, c.patch)
			if c.clear != "" {
				w.patch("someone", m.Ref, c.clear)
				w.foreign("other", w.bare("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {revisionHistoryLimit: 3}}").Content, true) // from which on the server knows again
				w.patch("a-controller", m.Ref, `{"metadata":{"annotations":{"reported":"again"}}}`, "status")
			}
			p := w.plan(plan.Options{RemoveAdditions: true}, m)
			said := strings.Join(plannedValues(*only(t, p)), "\n")
			if !strings.Contains(said, c.gone) || strings.Contains(said, kept) || strings.Contains(said, "revision") {
				t.Errorf("%s", said)
			}
			stored, _ := w.carryOut(p)
			if at(stored[m.Ref], "metadata", "annotations", kept) == nil || at(stored[m.Ref], "metadata", "annotations", "x") != nil {
				t.Errorf("stored: %v", stored[m.Ref]["metadata"])
			}
		})
	}
}

// patchAs changes an object in another version of its API than the one in which it was made.
func (w *world) patchAs(manager string, kinds schema.GroupVersionResource, name, patch string) {
	w.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(w.t).Kubeconfig)
	if err != nil {
		w.t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := client.Resource(kinds).Namespace(w.namespace).Patch(w.t.Context(), name, types.MergePatchType, []byte(patch), metav1.PatchOptions{FieldManager: manager}); err != nil {
		w.t.Fatal(err)
	}
}

// What was added in another version of the API is removed where it has the same name in the configuration's:
// all that a plan lists.
func TestAdditionsOfAnotherVersionAreRemoved(t *testing.T) {
	v1 := schema.GroupVersionResource{Group: "autoscaling", Version: "v1", Resource: "horizontalpodautoscalers"}
	for name, c := range map[string]struct {
		wanted, patch string
		gone          []string
	}{
		"a field":               {newScaler, `{"spec":{"minReplicas":3}}`, []string{"spec.minReplicas"}},
		"metadata":              {newScaler, `{"metadata":{"annotations":{"note":"x"},"labels":{"team":"a"}}}`, []string{"metadata.annotations.note", "metadata.labels.team"}},
		"beside another change": {edit(newScaler, "maxReplicas: 9", "maxReplicas: 8"), `{"spec":{"minReplicas":3}}`, []string{"spec.minReplicas", "spec.maxReplicas"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m := w.manifest(c.wanted)
			w.apply(w.manifest(newScaler))
			w.patchAs("kubectl-edit", v1, "web", c.patch)
			p := w.plan(plan.Options{RemoveAdditions: true}, m)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update || len(p.Additions) > 0 {
				t.Fatalf("%s %+v", describe(p), p.Additions)
			}
			said := strings.Join(plannedValues(p.Changes[0]), "\n")
			for _, gone := range c.gone {
				if !strings.Contains(said, gone) {
					t.Errorf("%s is not among\n%s", gone, said)
				}
			}
			w.adopt(w.decided[0], *writeOf(t, p, m.Ref))
			expect(t, w.plan(plan.Options{DryRunAll: true, RemoveAdditions: true}, m), "")
		})
	}
}
