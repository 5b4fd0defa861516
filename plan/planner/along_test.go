package planner_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// along is what goes with the object of a kind that a plan deletes.
func along(t *testing.T, p *plan.ClusterPlan, kind string) *plan.Along {
	t.Helper()
	for _, c := range p.Changes {
		if c.Object.Kind == kind && c.Action == plan.Delete {
			return c.Along
		}
	}
	t.Fatalf("no %s is deleted: %s", kind, describe(p))
	return nil
}

// scoped is an object of the cluster, which is removed when the test ends.
func (w *world) scoped(text string) object.Manifest {
	w.t.Helper()
	m := w.manifest(text)
	delete(m.Content["metadata"].(map[string]any), "namespace")
	m.Ref.Namespace = ""
	w.t.Cleanup(func() { _ = w.client.Delete(context.Background(), m.Ref, "", kube.Background) })
	return m
}

func (w *world) definition(group string) object.Manifest {
	return w.scoped(fmt.Sprintf(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.%[1]s}
spec:
  group: %[1]s
  scope: Namespaced
  names: {plural: gadgets, singular: gadget, kind: Gadget, listKind: GadgetList}
  versions:
  - {name: v1, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
  - {name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
`, group))
}

// The deletion of a definition says how many objects of others go with it.
func TestDefinitionTakesObjectsAlong(t *testing.T) {
	w := newWorld(t)
	group := w.namespace + ".example.com"
	definition := w.definition(group)
	gadget := w.manifest("{apiVersion: " + group + "/v2, kind: Gadget, metadata: {name: ours}}")
	theirs := strings.ReplaceAll("{apiVersion: GROUP/v2, kind: Gadget, metadata: {name: theirs}}", "GROUP", group)
	w.apply(definition)
	w.await(definition.Ref, func(o map[string]any) bool {
		return strings.Contains(fmt.Sprint(o["status"]), "Established status:True") || strings.Contains(fmt.Sprint(o["status"]), "type:Established")
	})
	if a := along(t, w.plan(plan.Options{}), "CustomResourceDefinition"); a != nil {
		t.Errorf("nothing goes along: %+v", a)
	}
	w.eventually(gadget)
	w.apply(definition, gadget)
	if a := along(t, w.plan(plan.Options{}), "CustomResourceDefinition"); a != nil {
		t.Errorf("what the plan deletes anyway is no news: %+v", a)
	}
	other := w.manifest(theirs)
	delete(other.Content["metadata"].(map[string]any), "labels")
	w.foreign("kubectl-create", other.Content, false)
	want := &plan.Along{Objects: []plan.AlongKind{{
		Group: group, Kind: "Gadget", Count: 1, Namespaces: []string{w.namespace}, Names: []string{w.namespace + "/theirs"},
	}}}
	if diff := cmp.Diff(want, along(t, w.plan(plan.Options{}), "CustomResourceDefinition")); diff != "" {
		t.Error(diff)
	}
	// The block of the definition alone is removed: the stack's own object would go, too.
	expect(t, w.plan(plan.Options{}, gadget), "blocked CustomResourceDefinition "+definition.Ref.Name+"\n  Configured objects would be deleted with it\n")
}

// The deletion of a namespace lists what is in it, by kind.
func TestNamespaceTakesObjectsAlong(t *testing.T) {
	w := newWorld(t)
	space := w.scoped("{apiVersion: v1, kind: Namespace, metadata: {name: " + w.namespace + "-x}}")
	in := func(text string) object.Manifest {
		return w.manifest(strings.Replace(text, "metadata: {", "metadata: {namespace: "+w.namespace+"-x, ", 1))
	}
	ours := in(settings)
	web := in(web)
	w.apply(space, ours, web)
	w.awaitPods(web.Ref)
	w.await(object.Ref{Kind: "ConfigMap", Namespace: w.namespace + "-x", Name: "kube-root-ca.crt"}, func(map[string]any) bool { return true })
	w.await(object.Ref{Kind: "ServiceAccount", Namespace: w.namespace + "-x", Name: "default"}, func(map[string]any) bool { return true })
	p := w.plan(plan.Options{})
	if a := along(t, p, "Namespace"); a != nil {
		t.Errorf("nothing of others is in it: %+v", a)
	}
	for _, text := range []string{
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: theirs}, data: {a: b}}",
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: yours}, data: {a: b}}",
		"{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}",
		"{apiVersion: v1, kind: Secret, metadata: {name: wl-state-other}, type: wl/state}",
	} {
		m := in(text)
		metadata := m.Content["metadata"].(map[string]any)
		if delete(metadata, "labels"); m.Ref.Kind == "Secret" {
			metadata["labels"] = map[string]any{"wl/state": "other", object.LabelManagedBy: "wl", object.LabelApplySetID: "x"}
		}
		w.foreign("kubectl-create", m.Content, false)
	}
	p = w.plan(plan.Options{})
	want := &plan.Along{
		Objects: []plan.AlongKind{
			{Kind: "ConfigMap", Count: 2, Names: []string{w.namespace + "-x/theirs", w.namespace + "-x/yours"}},
			{Kind: "PersistentVolumeClaim", Count: 1, Names: []string{w.namespace + "-x/data"}},
		},
		Stacks: []string{"other"},
	}
	if diff := cmp.Diff(want, along(t, p, "Namespace"), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	for _, c := range p.Changes {
		if c.Object.Kind == "Namespace" && (c.Impact == nil || inWords.Text(c.Impact.DataAtRisk[0]) != "1 claim in the namespace is deleted") {
			t.Errorf("the claim is data at risk: %+v", c.Impact)
		}
	}
}

// A claim tells what becomes of its volume, and a volume who uses it.
func TestVolumesGoWithClaims(t *testing.T) {
	w := newWorld(t)
	volume := w.scoped(`
apiVersion: v1
kind: PersistentVolume
metadata: {name: ` + w.namespace + `}
spec:
  capacity: {storage: 3Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: ` + w.namespace + `
  hostPath: {path: /tmp}
`)
	claim := w.manifest(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: ` + w.namespace + `, volumeName: ` + w.namespace + `, resources: {requests: {storage: 3Gi}}}
`)
	w.apply(volume, claim)
	w.await(claim.Ref, func(o map[string]any) bool { return strings.Contains(fmt.Sprint(o["status"]), "phase:Bound") })
	p := w.plan(plan.Options{})
	if diff := cmp.Diff(&plan.Along{Volume: &plan.AlongVolume{Name: w.namespace, Size: "3Gi", ReclaimPolicy: "Retain"}}, along(t, p, "PersistentVolumeClaim")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&plan.Along{BoundTo: w.namespace + "/data"}, along(t, p, "PersistentVolume")); diff != "" {
		t.Error(diff)
	}
}

// A deletion says for whose finalizers it waits, also where it only makes way for a new object, and
// where the finalizers are of what goes along.
func TestDeletionsWaitForFinalizers(t *testing.T) {
	w := newWorld(t)
	finalizers := func(text string, all ...string) object.Manifest {
		m := w.manifest(text)
		list := make([]any, len(all))
		for i := range all {
			list[i] = all[i]
		}
		m.Content["metadata"].(map[string]any)["finalizers"] = list
		w.t.Cleanup(func() {
			metadata := map[string]any{"name": m.Ref.Name, "namespace": m.Ref.Namespace, "finalizers": []any{}}
			free := map[string]any{"apiVersion": m.Content["apiVersion"], "kind": m.Ref.Kind, "metadata": metadata}
			_, _ = w.client.Apply(context.Background(), kube.ApplyRequest{Ref: m.Ref, Content: free, FieldManager: w.stack.FieldManager(), Force: true})
			_ = w.client.Delete(context.Background(), m.Ref, "", kube.Background)
		})
		return m
	}
	const own = "kubernetes.io/pvc-protection"
	settings := finalizers("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}", own, "example.com/a", "example.com/b")
	sealed := finalizers("{apiVersion: v1, kind: Secret, metadata: {name: sealed}, immutable: true, data: {a: Yg==}}", "example.com/c")
	plain := finalizers("{apiVersion: v1, kind: ConfigMap, metadata: {name: plain}}", own)
	w.apply(settings, sealed, plain)
	other := w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: sealed, finalizers: [example.com/c]}, immutable: true, data: {a: Yw==}}")
	got := map[string]string{}
	for _, c := range w.plan(plan.Options{}, other).Changes {
		got[string(c.Action)+" "+c.Object.Name] = strings.Join(c.Finalizers, " ")
	}
	want := map[string]string{"delete settings": "example.com/a example.com/b", "replace sealed": "example.com/c", "delete plain": ""}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}

	namespace := w.scoped("{apiVersion: v1, kind: Namespace, metadata: {name: " + w.namespace + "}}")
	w.apply(namespace)
	p := w.destroyed()
	if a := along(t, p, "Namespace"); a == nil || strings.Join(a.Finalizers, " ") != "example.com/a example.com/b example.com/c" {
		t.Errorf("got %+v", a)
	}
}
