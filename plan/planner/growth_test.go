package planner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

const store = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: "postgres:16"}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}
`

// storageClass makes a class whose volumes may grow, or not.
func (w *world) storageClass(name string, grows bool) {
	w.t.Helper()
	w.clusterWide(fmt.Sprintf(`{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: %s}, provisioner: example.com/none, allowVolumeExpansion: %v}`, name, grows))
}

// claim makes a claim as a StatefulSet's controller does, bound to a volume if
// it is to be.
func (w *world) claim(name, size, class string, bound bool) {
	w.t.Helper()
	m := w.bare(fmt.Sprintf(`{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s}, spec: {storageClassName: %s, accessModes: [ReadWriteOnce], resources: {requests: {storage: %s}}}}`, name, class, size))
	if bound {
		w.clusterWide(fmt.Sprintf(`{apiVersion: v1, kind: PersistentVolume, metadata: {name: %[1]s-%[2]s}, spec: {capacity: {storage: %[3]s}, accessModes: [ReadWriteOnce], storageClassName: %[4]s,
  persistentVolumeReclaimPolicy: Retain, hostPath: {path: /tmp/none}, claimRef: {namespace: %[1]s, name: %[2]s}}}`, w.namespace, name, size, class))
	}
	if _, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "test"}); err != nil {
		w.t.Fatal(err)
	}
	if bound {
		w.await(m.Ref, func(o map[string]any) bool {
			status, _ := o["status"].(map[string]any)
			return status["phase"] == "Bound"
		})
	}
}

// grown writes which claims a change makes larger.
func grown(c plan.Change) string {
	var lines []string
	for _, g := range c.Grows {
		lines = append(lines, g.Claim+": "+g.From+" -> "+g.To)
	}
	return strings.Join(lines, ", ")
}

// Where a template requests more, the claims that were made of it grow, as far
// as they can; of those that cannot, the reason is told.
func TestClaimsGrowWithTheirTemplate(t *testing.T) {
	w := newWorld(t)
	grows, stays := "grows-"+w.namespace, "stays-"+w.namespace
	w.storageClass(grows, true)
	w.storageClass(stays, false)
	w.claim("data-db-10", "2Gi", grows, true)
	w.claim("data-db-2", "2Gi", grows, true)
	w.claim("data-db-3", "5Gi", grows, true)
	w.claim("data-db-4", "2Gi", stays, true)
	w.claim("data-db-5", "2Gi", grows, false)
	w.claim("data-db-other-0", "2Gi", grows, true)
	w.claim("data-db-01", "2Gi", grows, true)
	w.apply(w.manifest(store))
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		p := w.plan(o, w.manifest(edit(store, "2Gi", "3Gi")))
		if len(p.Changes) != 1 || p.Changes[0].Action != plan.Replace {
			t.Fatal(describe(p))
		}
		c := p.Changes[0]
		if got := grown(c); got != "data-db-2: 2Gi -> 3Gi, data-db-10: 2Gi -> 3Gi" {
			t.Error(got)
		}
		warnings := warnings(c)
		for _, want := range []string{
			"existing claims are not expanded (data-db-4): their StorageClass \"" + stays + "\" does not allow volume expansion",
			"existing claims are not expanded (data-db-5): only a claim that is bound",
		} {
			if !strings.Contains(warnings, want) {
				t.Errorf("%s\nlacks %q", warnings, want)
			}
		}
		if len(c.Warnings) != 2 {
			t.Errorf("%s", warnings)
		}
	}
	if c := w.plan(plan.Options{}, w.manifest(edit(store, "2Gi", "3Gi", "ReadWriteOnce", "ReadWriteMany"))).Changes[0]; len(c.Grows) != 2 || len(c.Warnings) != 3 {
		t.Errorf("%+v", c)
	}
}

// A claim that the stack has by itself is as large as its own block says.
func TestOwnClaimsDoNotGrowWithATemplate(t *testing.T) {
	w := newWorld(t)
	class := "grows-" + w.namespace
	w.storageClass(class, true)
	w.claim("data-db-0", "2Gi", class, true)
	claim := w.manifest(`{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0}, spec: {storageClassName: ` + class + `, accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}`)
	w.apply(w.manifest(store), claim)
	p := w.plan(plan.Options{}, w.manifest(edit(store, "2Gi", "3Gi")), claim)
	if c := p.Changes[0]; c.Action != plan.Replace || len(c.Grows) != 0 {
		t.Errorf("%+v", c)
	}
}

// A template that requests less is refused at its line.
func TestClaimTemplatesDoNotShrink(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(store))
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		smaller := w.manifest(edit(store, "2Gi", "1Gi"))
		size := object.Range{File: "shop.wl.hcl", StartLine: 17}
		smaller.Fields = map[object.Path]object.Range{object.MustParsePath("spec.volumeClaimTemplates[0].spec.resources.requests.storage"): size}
		p := w.plan(o, smaller)
		expect(t, p, "blocked StatefulSet db\n  A claim cannot shrink\n")
		if b := p.Changes[0].Blocked; b.Origin != size || !strings.Contains(inWords.Detail(b.Fact), `have 2Gi, and the configuration sets 1Gi`) || !strings.Contains(inWords.Detail(b.Fact), `size = "2Gi" or more`) {
			t.Errorf("%+v", b)
		}
	}
}

// Growth that is still owed is found where an apply was cut off, and where
// everything is asked; a plan of what is settled does not look for it.
func TestOwedGrowthIsFound(t *testing.T) {
	w := newWorld(t)
	class := "grows-" + w.namespace
	w.storageClass(class, true)
	w.claim("data-db-0", "1Gi", class, true)
	w.claim("data-db-1", "1Gi", class, false)
	w.apply(w.manifest(store))
	p := w.plan(plan.Options{}, w.manifest(store))
	expect(t, p, "")
	if p.Requests.Gets+p.Requests.DryRuns != 0 || p.Requests.Lists != 1 {
		t.Errorf("%+v", p.Requests)
	}
	want := func(p *plan.ClusterPlan, fields int) {
		t.Helper()
		if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update || grown(p.Changes[0]) != "data-db-0: 1Gi -> 2Gi" || len(p.Changes[0].Fields) != fields {
			t.Errorf("%+v", p.Changes)
		}
	}
	want(w.plan(plan.Options{DryRunAll: true}, w.manifest(store)), 0)
	i := slices.IndexFunc(w.revision.Objects, func(e state.Entry) bool { return e.Ref.Kind == "StatefulSet" })
	for _, phase := range []state.Phase{state.Applied, state.Stalled, state.Intended} {
		w.revision.Objects[i].Phase = phase
		want(w.plan(plan.Options{}, w.manifest(store)), 0)
	}
	want(w.plan(plan.Options{}, w.manifest(edit(store, "postgres:16", "postgres:17"))), 1)
}

// A StatefulSet that is created finds claims under the names of its Pods': the plan names
// them, and those that are too small grow, as far as they can.
func TestACreationFindsClaims(t *testing.T) {
	w := newWorld(t)
	grows, stays := "grows-"+w.namespace, "stays-"+w.namespace
	w.storageClass(grows, true)
	w.storageClass(stays, false)
	expect(t, w.plan(plan.Options{}, w.manifest(store)), "create StatefulSet db\n")
	w.claim("data-db-0", "1Gi", grows, true)
	w.claim("data-db-1", "2Gi", grows, true)
	w.claim("data-db-2", "1Gi", stays, true)
	w.claim("data-other-0", "1Gi", grows, true)
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		c := w.plan(o, w.manifest(store)).Changes[0]
		if c.Action != plan.Create || grown(c) != "data-db-0: 1Gi -> 2Gi" {
			t.Errorf("%+v", c)
		}
		for _, want := range []string{"existing claims, with the data in them: data-db-0, data-db-1, data-db-2", "not expanded (data-db-2)"} {
			if !strings.Contains(warnings(c), want) {
				t.Errorf("%s\nlacks %q", warnings(c), want)
			}
		}
	}
	write := writeOf(t, w.plan(plan.Options{}, w.manifest(store)), w.manifest(store).Ref)
	if op, ok := write.Operations[0].(step.GrowClaim); !ok || op.Claim != "data-db-0" {
		t.Errorf("%+v", write.Operations)
	}
}

// What a template may shrink to is said by the claims that there are, and not by the live
// template, which they may never have followed.
func TestATemplateShrinksToItsClaims(t *testing.T) {
	w := newWorld(t)
	class := "stays-" + w.namespace
	w.storageClass(class, false)
	w.claim("data-db-0", "1Gi", class, true)
	w.apply(w.manifest(store))
	smaller := w.manifest(edit(store, "2Gi", "1Gi"))
	if p := w.plan(plan.Options{}, smaller); len(p.Changes) != 1 || p.Changes[0].Action != plan.Replace {
		t.Error(describe(p))
	}
	w.claim("data-db-1", "1536Mi", class, true)
	p := w.plan(plan.Options{}, smaller)
	expect(t, p, "blocked StatefulSet db\n  A claim cannot shrink\n")
	if said := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(said, "have 1536Mi, and the configuration sets 1Gi") {
		t.Error(said)
	}
}
