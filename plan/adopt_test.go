package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// createAs makes an object as a manager that knows no server-side apply.
func (w *world) createAs(manager, text string) object.Ref {
	w.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(w.t).Kubeconfig)
	if err != nil {
		w.t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		w.t.Fatal(err)
	}
	m := w.bare(text)
	kind, _ := object.LookupKind(m.Ref.GroupKind())
	resource := schema.GroupVersionResource{Group: kind.Group, Version: kind.Version, Resource: kind.Resource}
	_, err = client.Resource(resource).Namespace(w.namespace).Create(w.t.Context(), &unstructured.Unstructured{Object: m.Content}, metav1.CreateOptions{FieldManager: manager})
	if err != nil {
		w.t.Fatal(err)
	}
	return m.Ref
}

// bare is an object without the stack's labels.
func (w *world) bare(text string) object.Manifest {
	m := w.manifest(text)
	metadata := m.Content["metadata"].(map[string]any)
	delete(metadata, "labels")
	return m
}

// adopt does what apply does with an object that it takes over, also while its
// status moves on.
func (w *world) adopt(m object.Manifest, c plan.Change) map[string]any {
	w.t.Helper()
	for attempt := 1; ; attempt++ {
		meta, err := object.MetaOf(w.get(m.Ref))
		if err != nil {
			w.t.Fatal(err)
		}
		if meta.UID != c.Basis.UID {
			w.t.Fatalf("%s: another object than planned", m.Ref)
		}
		taken, err := plan.NewTakeover(meta, w.stack.FieldManager(), &m)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(taken.From) > 0 {
			_, err = w.client.ReplaceManagers(w.t.Context(), meta, taken.Managers)
		}
		switch {
		case err == nil:
			return w.send(m, kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: w.stack.FieldManager(), Force: true}).Object
		case attempt == 10:
			w.t.Fatal(err)
		}
	}
}

func (w *world) get(ref object.Ref) map[string]any {
	w.t.Helper()
	live, err := w.client.Get(w.t.Context(), ref)
	if err != nil {
		w.t.Fatal(err)
	}
	return live
}

// before is the live object as somebody else has made it: with a field and a
// container that the configuration does not want, and one that it does.
const before = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {theirs: "1"}}
spec:
  replicas: 3
  minReadySeconds: 5
  revisionHistoryLimit: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}, {name: OLD, value: x}]}
      - {name: sidecar, image: "sidecar:1"}
`

// after is what the configuration wants of it: no replicas, no env OLD, no
// minReadySeconds.
var after = edit(before, "  replicas: 3\n", "", "  minReadySeconds: 5\n", "", ", {name: OLD, value: x}", "", `, annotations: {theirs: "1"}`, "")

// Whoever has made an object: what the configuration does not want goes when it
// is adopted, replicas stay, and what is later removed from the configuration
// goes as well.
func TestAdoption(t *testing.T) {
	lastApplied := edit(before, `{theirs: "1"}`, `{theirs: "1", kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Deployment"}'}`)
	for _, c := range []struct {
		name, manager string
		make          func(w *world, manager string)
	}{
		{"kubectl create", "kubectl-create", func(w *world, m string) { w.createAs(m, before) }},
		{"kubectl apply", "kubectl-client-side-apply", func(w *world, m string) { w.createAs(m, lastApplied) }},
		{"kubectl apply --server-side", "kubectl", func(w *world, m string) { w.foreign(m, w.bare(before).Content, false) }},
		{"Helm 3", "helm", func(w *world, m string) { w.createAs(m, before) }},
		{"Helm 4", "helm", func(w *world, m string) { w.foreign(m, w.bare(before).Content, false) }},
		{"terraform kubernetes_deployment", "HashiCorp", func(w *world, m string) { w.createAs(m, before) }},
		{"terraform kubernetes_manifest", "Terraform", func(w *world, m string) { w.foreign(m, w.bare(before).Content, false) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			c.make(w, c.manager)
			m := w.manifest(after)
			expect(t, w.plan(plan.Options{}, m), "blocked Deployment web\n  An object of this name exists and belongs to somebody else\n")
			p := w.plan(plan.Options{Adopt: true}, m)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || fmt.Sprint(p.Changes[0].Adoption.From) != "["+c.manager+"]" {
				t.Fatalf("%+v", p.Changes)
			}
			planned := plannedValues(p.Changes[0])
			said := strings.Join(planned, "\n")
			for _, want := range []string{"metadata.annotations.theirs: 1 -> <nil>", "spec.minReadySeconds: 5 -> <nil>",
				`spec.template.spec.containers[name="nginx"].env[name="OLD"].value: x -> <nil>`, "metadata.labels[\"app.kubernetes.io/part-of\"]: <nil> -> shop"} {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not among\n%s", want, said)
				}
			}
			if strings.Contains(said, "spec.replicas") {
				t.Errorf("replicas are touched:\n%s", said)
			}
			live := w.get(m.Ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), planned); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			less := w.manifest(edit(after, "  revisionHistoryLimit: 4\n", ""))
			p = w.plan(plan.Options{}, less)
			expect(t, p, "update Deployment web\n  spec.revisionHistoryLimit: 4 -> 10 (configuration)\n  no Pod restarts\n")
			w.carryOut(p)
			expect(t, w.plan(plan.Options{DryRunAll: true}, less), "")
		})
	}
}
