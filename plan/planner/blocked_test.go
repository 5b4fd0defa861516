package planner_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func TestForeignObjectIsBlocked(t *testing.T) {
	w := newWorld(t)
	foreign := w.manifest(settings)
	delete(foreign.Content["metadata"].(map[string]any), "labels")
	w.foreign("another-manager", foreign.Content, false)
	p := w.plan(plan.Options{}, w.manifest(settings))
	expect(t, p, "blocked ConfigMap settings\n  The object exists and is not managed by this stack\n")
	// Nor is it overwritten where the values differ, whoever forces it.
	expect(t, w.plan(plan.Options{ForceConflicts: true}, w.manifest(edit(settings, "info", "debug"))),
		"blocked ConfigMap settings\n  The object exists and is not managed by this stack\n")
}

func TestMissingNamespace(t *testing.T) {
	w := newWorld(t)
	lost := w.manifest(edit(settings, "{name: settings}", "{name: settings, namespace: no-such-namespace}"))
	p := w.plan(plan.Options{}, lost)
	expect(t, p, "blocked ConfigMap settings\n  The namespace does not exist\n")
	if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, `namespace "no-such-namespace" {}`) {
		t.Errorf("no way out: %s", detail)
	}
	// The state's own namespace is missed before anything is begun.
	w.stack.Namespace = "no-such-namespace"
	p = w.plan(plan.Options{}, w.manifest(settings))
	if len(p.Problems) != 1 || !strings.Contains(inWords.Detail(p.Problems[0].Fact), `namespace "no-such-namespace" {}`) {
		t.Errorf("%+v", p.Problems)
	}
}

// An object that is not where its kind is blocks itself alone, and says what to write.
func TestObjectOfAnotherScopeIsBlocked(t *testing.T) {
	w := newWorld(t)
	group := w.namespace + ".example.com"
	within, across := w.definition(group), w.definition("cluster."+group)
	across.Content["spec"].(map[string]any)["scope"] = "Cluster"
	w.apply(within, across)
	established := func(o map[string]any) bool { return strings.Contains(fmt.Sprint(o["status"]), "type:Established") }
	w.await(within.Ref, established)
	w.await(across.Ref, established)
	outside, inside := w.manifest("{apiVersion: "+group+"/v2, kind: Gadget, metadata: {name: outside}}"), w.manifest("{apiVersion: cluster."+group+"/v2, kind: Gadget, metadata: {name: inside}}")
	delete(outside.Content["metadata"].(map[string]any), "namespace")
	outside.Ref.Namespace = ""
	p := w.plan(plan.Options{}, within, across, outside, inside, w.manifest(settings))
	expect(t, p, "blocked Gadget outside\n  The kind has another scope\ncreate ConfigMap settings\nblocked Gadget inside\n  The kind has another scope\n")
	for i, want := range map[int]string{0: "Remove scope", 2: `Write scope = "Cluster"`} {
		if detail := inWords.Detail(p.Changes[i].Blocked.Fact); !strings.Contains(detail, want) || p.Changes[i].Origin.File == "" {
			t.Errorf("no way out: %s", detail)
		}
	}
}

// Where the stack's definition has another scope than before, that is what is wrong, and no
// block of an object.
func TestScopeOfADefinitionChanges(t *testing.T) {
	for scope, way := range map[string]string{"Cluster": "which is Namespaced in the cluster", "Namespaced": "which is Cluster in the cluster"} {
		w := newWorld(t)
		definition := w.definition(w.namespace + ".example.com")
		if scope == "Namespaced" {
			definition.Content["spec"].(map[string]any)["scope"] = "Cluster"
		}
		w.apply(definition)
		w.await(definition.Ref, func(o map[string]any) bool { return strings.Contains(fmt.Sprint(o["status"]), "type:Established") })
		definition.Content["spec"].(map[string]any)["scope"] = scope
		gadget := w.manifest("{apiVersion: " + w.namespace + ".example.com/v2, kind: Gadget, metadata: {name: g}}")
		if scope == "Cluster" {
			delete(gadget.Content["metadata"].(map[string]any), "namespace")
			gadget.Ref.Namespace = ""
		}
		p := w.plan(plan.Options{}, definition, gadget)
		i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == gadget.Ref })
		if i < 0 || p.Changes[i].Blocked == nil || !strings.Contains(inWords.Detail(p.Changes[i].Blocked.Fact), way) {
			t.Errorf("%s:\n%s", scope, describe(p))
		}
	}
}

func TestObjectBeingDeletedIsBlocked(t *testing.T) {
	w := newWorld(t)
	held := w.manifest(settings)
	held.Content["metadata"].(map[string]any)["finalizers"] = []any{"example.com/held"}
	w.apply(held)
	if err := w.client.Delete(t.Context(), held.Ref, "", kube.Background); err != nil {
		t.Fatal(err)
	}
	defer w.patch("test", held.Ref, `{"metadata":{"finalizers":null}}`)
	w.patch("kubectl-edit", held.Ref, `{"metadata":{"labels":{"by-hand":"x"}}}`)
	p := w.plan(plan.Options{}, w.manifest(settings))
	expect(t, p, "blocked ConfigMap settings\n  The object is being deleted\n")
	if said := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(said, "waits for the controller of its finalizer example.com/held.") || len(p.Additions) > 0 {
		t.Errorf("%s\n%+v", said, p.Additions)
	}
	// Its deletion stays planned, so that apply sees it through.
	expect(t, w.plan(plan.Options{}), "delete ConfigMap settings\n")
}

func TestRefusalPointsAtTheConfiguration(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ name, text, summary, path string }{
		{"an invalid value", edit(web, "replicas: 2", "replicas: -1"), "The server refuses the object", "spec.replicas"},
		{"an unknown field", edit(web, "replicas: 2", "replicsa: 2"), "The object does not match the server's schema", "spec.replicsa"},
		{"a wrong type", edit(web, "replicas: 2", "replicas: two"), "The object does not match the server's schema", "spec.replicas"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := w.manifest(c.text)
			m.Fields = map[object.Path]object.Range{object.MustParsePath(c.path): {File: "shop.wl.hcl", StartLine: 7}}
			p := w.plan(plan.Options{}, m)
			expect(t, p, "blocked Deployment web\n  "+c.summary+"\n")
			if b := p.Changes[0].Blocked; b.Origin.StartLine != 7 || b.Path.String() != c.path {
				t.Errorf("it does not point at %s in line 7: %+v", c.path, b)
			}
		})
	}
}

func TestImmutableSecretDoesNotLeak(t *testing.T) {
	w := newWorld(t)
	secret := `{apiVersion: v1, kind: Secret, metadata: {name: key}, immutable: true, data: {password: aHVudGVyMQ==}}`
	w.apply(w.manifest(secret))
	p := w.plan(plan.Options{}, w.manifest(edit(secret, "aHVudGVyMQ==", "aHVudGVyMg==")))
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Replace {
		t.Errorf("%s", describe(p))
	}
	// By hand, and seen through a conflict.
	mutable := edit(secret, "immutable: true, ", "", "name: key", "name: key-2")
	w.apply(w.manifest(mutable))
	w.foreign("another-manager", map[string]any{
		"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "key-2", "namespace": w.namespace},
		"stringData": map[string]any{"password": "hunter3"},
	}, true)
	for _, p := range []*plan.ClusterPlan{p, w.plan(plan.Options{}, w.manifest(mutable)), w.plan(plan.Options{ForceConflicts: true}, w.manifest(mutable))} {
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Changes) != 1 || strings.Contains(string(raw), "hunter") || strings.Contains(string(raw), "aHVudGVy") {
			t.Errorf("%s", raw)
		}
	}
}
