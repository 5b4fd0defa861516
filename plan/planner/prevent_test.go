package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func prevented(m object.Manifest) object.Manifest {
	m.Lifecycle = object.Lifecycle{PreventDestroy: true, Origin: object.Range{File: "shop.wl.hcl", StartLine: 9}}
	return m
}

const mustNotBeDestroyed = "  The object is protected by prevent_destroy\n"

// What must not be destroyed is not deleted when its block goes, for the state
// remembers it; the way out is to say so first.
func TestPreventDestroyOutlivesTheBlock(t *testing.T) {
	w := newWorld(t)
	kept, other := prevented(w.manifest(settings)), w.manifest(edit(settings, "name: settings", "name: other"))
	w.apply(kept, other)
	p := w.plan(plan.Options{})
	expect(t, p, "delete ConfigMap other\nblocked ConfigMap settings\n"+mustNotBeDestroyed)
	if detail := inWords.Detail(p.Changes[1].Blocked.Fact); !strings.Contains(detail, "put workload.settings back with prevent_destroy = false, apply, and then remove it") {
		t.Error(detail)
	}
	// Setting it to false changes nothing on the cluster, but is to be remembered.
	loose := w.manifest(settings)
	p = w.plan(plan.Options{}, loose, other)
	if len(p.Changes) != 0 || len(p.Unrecorded) != 1 || p.Unrecorded[0] != loose.Ref {
		t.Errorf("%+v", p)
	}
	w.apply(loose, other)
	expect(t, w.plan(plan.Options{}), "delete ConfigMap other\ndelete ConfigMap settings\n")
}

// In the removal of the whole stack the configuration counts, where there is
// one.
func TestPreventDestroyHoldsTheWholeStack(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(settings))
	p := w.destroyed(prevented(w.manifest(settings)))
	expect(t, p, "blocked ConfigMap settings\n"+mustNotBeDestroyed)
	if b := p.Changes[0].Blocked; b.Origin.StartLine != 9 || !strings.Contains(inWords.Detail(b.Fact), "first set prevent_destroy = false in its lifecycle block") {
		t.Errorf("%+v", b)
	}
	w.apply(prevented(w.manifest(settings)))
	expect(t, w.destroyed(w.manifest(settings)), "delete ConfigMap settings\n")
	expect(t, w.destroyed(), "blocked ConfigMap settings\n"+mustNotBeDestroyed)
}

// Nor is it replaced.
func TestPreventDestroyKeepsFromReplacing(t *testing.T) {
	w := newWorld(t)
	w.apply(prevented(w.manifest(migration)), prevented(w.manifest(sealed)))
	p := w.plan(plan.Options{}, prevented(w.manifest(edit(migration, "migrate:1", "migrate:2"))), prevented(w.manifest(edit(sealed, "level: info", "level: debug"))))
	expect(t, p, "blocked ConfigMap sealed\n"+mustNotBeDestroyed+"blocked Job migrate\n"+mustNotBeDestroyed)
	for _, c := range p.Changes {
		if len(c.Fields) == 0 || !strings.Contains(inWords.Detail(c.Blocked.Fact), "must be replaced because of ") {
			t.Errorf("%+v", c)
		}
	}
}

// A namespace does not go while something in it must stay.
func TestPreventDestroyHoldsTheNamespace(t *testing.T) {
	w := newWorld(t)
	stateNamespace := w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: " + w.namespace + "}}")
	kept := prevented(w.manifest(settings))
	w.apply(stateNamespace, kept)
	p := w.plan(plan.Options{}, kept)
	expect(t, p, "blocked Namespace "+w.namespace+"\n"+mustNotBeDestroyed)
	if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, "Deleting Namespace "+w.namespace+" deletes ConfigMap "+w.namespace+"/settings") {
		t.Error(detail)
	}
}

// What is gone already holds nothing, whatever is removed with it; what has only lost its label is
// still there.
func TestPreventDestroyOfWhatIsGoneHoldsNothing(t *testing.T) {
	w := newWorld(t)
	namespace := w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: " + w.namespace + "}}")
	kept := prevented(w.manifest(settings))
	w.apply(namespace, kept)
	w.patch("someone", kept.Ref, `{"metadata":{"labels":{"applyset.kubernetes.io/part-of":null}}}`)
	for _, p := range []*plan.ClusterPlan{w.destroyed(), w.destroyed(namespace, kept)} {
		if i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == namespace.Ref }); i < 0 || p.Changes[i].Action != plan.Blocked {
			t.Errorf("%s", describe(p))
		}
	}
	if err := w.client.Delete(t.Context(), kept.Ref, "", kube.Background); err != nil {
		t.Fatal(err)
	}
	for _, p := range []*plan.ClusterPlan{w.destroyed(), w.destroyed(namespace, kept)} {
		expect(t, p, "delete Namespace "+w.namespace+"\n")
		if !slices.Equal(p.Missing, []object.Ref{kept.Ref}) {
			t.Errorf("missing: %v", p.Missing)
		}
	}
}
