package planner_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// A claim that would shrink is refused before the server is.
func TestClaimsDoNotShrink(t *testing.T) {
	w := newWorld(t)
	claim := `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}`
	w.apply(w.manifest(claim))
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		p := w.plan(o, w.manifest(edit(claim, "2Gi", "1Gi")))
		expect(t, p, "blocked PersistentVolumeClaim data\n  A claim cannot shrink\n")
		if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, `has 2Gi, and the configuration sets 1Gi`) || !strings.Contains(detail, `size = "2Gi" or more`) {
			t.Error(detail)
		}
	}
	expect(t, w.plan(plan.Options{}, w.manifest(claim)), "")
}

// clusterWide makes an object of the whole cluster for as long as the test runs.
func (w *world) clusterWide(text string) {
	w.t.Helper()
	m := w.bare(text)
	delete(m.Content["metadata"].(map[string]any), "namespace")
	m.Ref.Namespace = ""
	if _, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "test"}); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = w.client.Delete(context.Background(), m.Ref, "", kube.Background) })
}

// bound is a claim that is applied, and bound to a volume of a capacity, and its class, which
// allows expansion.
func (w *world) bound(capacity, size string) (text, class string) {
	w.t.Helper()
	class = "grows-" + w.namespace
	w.clusterWide(`{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ` + class + `}, provisioner: example.com/none, allowVolumeExpansion: true}`)
	w.clusterWide(`{apiVersion: v1, kind: PersistentVolume, metadata: {name: ` + class + `}, spec: {capacity: {storage: ` + capacity + `}, accessModes: [ReadWriteOnce], storageClassName: ` + class + `,
  persistentVolumeReclaimPolicy: Retain, hostPath: {path: /tmp/none}, claimRef: {namespace: ` + w.namespace + `, name: data}}}`)
	text = `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: ` + class + `, accessModes: [ReadWriteOnce], resources: {requests: {storage: ` + size + `}}}}`
	w.apply(w.manifest(text))
	w.await(object.NewRef(kind.Claim, w.namespace, "data"), func(o map[string]any) bool { return object.At(o, "status", "phase") == "Bound" })
	return text, class
}

// resize changes by hand how much a claim requests.
func (w *world) resize(size string) {
	w.t.Helper()
	w.patch("kubectl-edit", object.NewRef(kind.Claim, w.namespace, "data"), `{"spec":{"resources":{"requests":{"storage":"`+size+`"}}}}`)
}

// A claim that is bound to a larger volume than it requests is what it was before: nothing shrinks.
func TestClaimOfLargerVolume(t *testing.T) {
	w := newWorld(t)
	claim, _ := w.bound("10Gi", "1Gi")
	labelled := w.manifest(claim)
	labelled.Content["metadata"].(map[string]any)["labels"].(map[string]any)["tier"] = "db"
	const adds = "update PersistentVolumeClaim data\n  metadata.labels.tier: <nil> -> db (configuration)\n"
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		expect(t, w.plan(o, labelled), adds)
	}
	for _, o := range []plan.Options{{DryRunAll: true}, {ReadOnly: true}, {ReadOnly: true, DryRunAll: true}} {
		expect(t, w.plan(o, w.manifest(claim)), "")
	}
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		expect(t, w.plan(o, w.manifest(edit(claim, "1Gi", "2Gi"))), "update PersistentVolumeClaim data\n  spec.resources.requests.storage: 1Gi -> 2Gi (configuration)\n")
		p := w.plan(o, w.manifest(edit(claim, "1Gi", "512Mi")))
		expect(t, p, "blocked PersistentVolumeClaim data\n  A claim cannot shrink\n")
		if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, `has 1Gi, and the configuration sets 512Mi`) {
			t.Error(detail)
		}
	}
}

// A claim that was expanded by hand cannot be taken back, as far as its volume goes. The
// configuration is right, and sets less.
func TestClaimExpandedByHand(t *testing.T) {
	w := newWorld(t)
	claim, _ := w.bound("1Gi", "1Gi")
	w.resize("3Gi")
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		p := w.plan(o, w.manifest(claim))
		expect(t, p, "blocked PersistentVolumeClaim data\n  A claim cannot shrink\n")
		if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, `has 3Gi, and the configuration sets 1Gi`) {
			t.Error(detail)
		}
		// An expansion that has not happened yet can be made smaller.
		p = w.plan(o, w.manifest(edit(claim, "1Gi", "2Gi")))
		if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update {
			t.Error(describe(p))
		}
	}
}

// A claim grows in place where its class allows that and it is bound; elsewhere
// the server's reason is told.
func TestClaimsGrow(t *testing.T) {
	w := newWorld(t)
	bound, class := w.bound("2Gi", "2Gi")
	waiting := edit(bound, "name: data", "name: waiting")
	w.apply(w.manifest(bound), w.manifest(waiting))
	p := w.plan(plan.Options{}, w.manifest(edit(bound, "2Gi", "3Gi")), w.manifest(edit(waiting, "2Gi", "3Gi")))
	expect(t, p, "update PersistentVolumeClaim data\n  spec.resources.requests.storage: 2Gi -> 3Gi (configuration)\nblocked PersistentVolumeClaim waiting\n  The claim cannot be expanded\n")
	if detail := inWords.Detail(p.Changes[1].Blocked.Fact); !strings.Contains(detail, "is not bound to a volume yet") {
		t.Error(detail)
	}
	w.clusterWide(`{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ` + class + `}, provisioner: example.com/none, allowVolumeExpansion: false}`)
	p = w.plan(plan.Options{}, w.manifest(edit(bound, "2Gi", "3Gi")), w.manifest(waiting))
	expect(t, p, "blocked PersistentVolumeClaim data\n  The claim cannot be expanded\n")
	if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, "allowVolumeExpansion") || !strings.Contains(detail, class) {
		t.Error(detail)
	}
}

// A claim whose class there is not, as of a volume made by hand, is not told to change that class.
func TestClaimsOfNoClassDoNotGrow(t *testing.T) {
	for name, edits := range map[string][]string{
		"the size":                  {"2Gi", "3Gi"},
		"the size in another unit":  {"2Gi", "3000Mi"},
		"the size, and annotations": {"2Gi", "3Gi", "name: data", "name: data, annotations: {note: x}"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			bound, class := w.bound("2Gi", "2Gi")
			if err := w.client.Delete(t.Context(), object.NewRef(kind.StorageClass, "", class), "", kube.Background); err != nil {
				t.Fatal(err)
			}
			p := w.plan(plan.Options{}, w.manifest(edit(bound, edits...)))
			expect(t, p, "blocked PersistentVolumeClaim data\n  The claim cannot be expanded\n")
			if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, class+`" does not exist`) || strings.Contains(detail, "allowVolumeExpansion") {
				t.Error(detail)
			}
		})
	}
}

// What keeps a claim from being changed is its size only where nothing else is changed.
func TestUnchangeableClaim(t *testing.T) {
	w := newWorld(t)
	bound, class := w.bound("1Gi", "1Gi")
	waiting := edit(bound, "name: data", "name: waiting")
	w.apply(w.manifest(bound), w.manifest(waiting))
	other := edit(bound, "storageClassName: "+class, "storageClassName: other")
	otherWaiting := edit(other, "name: data", "name: waiting")
	const immutable, unbound, shrinks = plan.ProblemImmutable, plan.ProblemClaimUnbound, plan.ProblemClaimShrinks
	for name, c := range map[string]struct {
		claim  string
		code   fact.Code
		fields string
	}{
		"class and size":             {edit(other, "1Gi", "2Gi"), immutable, "[spec.storageClassName]"},
		"class, and another unit":    {edit(other, "1Gi", "1024Mi"), immutable, "[spec.storageClassName]"},
		"class":                      {other, immutable, "[spec.storageClassName]"},
		"modes and size":             {edit(bound, "ReadWriteOnce", "ReadOnlyMany", "1Gi", "2Gi"), immutable, "[spec.accessModes]"},
		"class and size, smaller":    {edit(other, "1Gi", "512Mi"), shrinks, "<nil>"},
		"a number of bytes":          {edit(bound, "1Gi", "536870912"), shrinks, "<nil>"},
		"unbound: class":             {otherWaiting, immutable, "[spec.storageClassName]"},
		"unbound: class, other unit": {edit(otherWaiting, "1Gi", "1024Mi"), immutable, "[spec.storageClassName]"},
		"unbound: class and size":    {edit(otherWaiting, "1Gi", "2Gi"), immutable, "[spec.resources.requests.storage spec.storageClassName]"},
		"unbound: size":              {edit(waiting, "1Gi", "2Gi"), unbound, "<nil>"},
		"unbound: smaller":           {edit(waiting, "1Gi", "512Mi"), shrinks, "<nil>"},
	} {
		p := w.plan(plan.Options{}, w.manifest(c.claim))
		var blocked *plan.Problem
		for i := range p.Changes {
			if p.Changes[i].Action == plan.Blocked {
				blocked = p.Changes[i].Blocked
			}
		}
		if blocked == nil || blocked.Code != c.code || fmt.Sprint(blocked.Args["fields"]) != c.fields {
			t.Errorf("%s: %+v\n%s", name, blocked, describe(p))
		}
	}
}

// What keeps a claim from being adopted is told in the same words.
func TestAdoptedClaimDoesNotShrink(t *testing.T) {
	w := newWorld(t)
	claim, _ := w.bound("10Gi", "2Gi")
	w.revision = nil
	ref := object.NewRef(kind.Claim, w.namespace, "data")
	w.patch("kubectl-edit", ref, `{"metadata":{"labels":null,"managedFields":[{}]}}`)
	expect(t, w.plan(plan.Options{}, w.manifest(edit(claim, "2Gi", "1Gi"))), "blocked PersistentVolumeClaim data\n  The object exists and is not managed by this stack\n")
	expect(t, w.plan(plan.Options{Adopt: true}, w.manifest(edit(claim, "2Gi", "1Gi"))), "blocked PersistentVolumeClaim data\n  A claim cannot shrink\n")
	expect(t, w.plan(plan.Options{Adopt: true}, w.manifest(claim)), "adopt PersistentVolumeClaim data\n")
}

// The claims of Pods that a StatefulSet has are kept, also where others scale it: as many as these
// have set.
func TestClaimsOfAStatefulSetThatOthersScale(t *testing.T) {
	const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1", volumeMounts: [{name: data, mountPath: /data}]}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
`
	w := newWorld(t)
	claim := func(ordinal string) object.Manifest {
		return w.manifest("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-web-" + ordinal + "}, spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}}")
	}
	w.apply(claim("0"), claim("1"), claim("5"))
	m := w.manifest(set)
	expect(t, w.plan(plan.Options{}, m), `
blocked PersistentVolumeClaim data-web-0
  The claim is still mounted
blocked PersistentVolumeClaim data-web-1
  The claim is still mounted
blocked PersistentVolumeClaim data-web-5
  The claim is still mounted
create StatefulSet web
`)
	w.apply(claim("0"), claim("1"), claim("5"), m)
	w.patch("scaler", m.Ref, `{"spec": {"replicas": 2}}`)
	expect(t, w.plan(plan.Options{}, m), `
blocked PersistentVolumeClaim data-web-0
  The claim is still mounted
blocked PersistentVolumeClaim data-web-1
  The claim is still mounted
delete PersistentVolumeClaim data-web-5
`)
	w.patch("scaler", m.Ref, `{"spec": {"replicas": 6}}`)
	p := w.plan(plan.Options{}, m, claim("0"), claim("1"))
	expect(t, p, "blocked PersistentVolumeClaim data-web-5\n  The claim is still mounted\n")
	w.patch("scaler", m.Ref, `{"spec": {"replicas": 0}}`)
	expect(t, w.plan(plan.Options{}, m, claim("1"), claim("5")), "delete PersistentVolumeClaim data-web-0\n")
}

// drift finds out what is not any more as it was applied.
func (w *world) drift(o plan.Options, desired ...object.Manifest) plan.ClusterDrift {
	w.t.Helper()
	o.AsApplied, o.ForceConflicts = true, true
	return plan.DriftOf(w.plan(o, desired...), w.revision)
}

// What was changed by hand is told also where the server refuses to change it back.
func TestDriftThatCannotBeTakenBack(t *testing.T) {
	for name, c := range map[string]struct {
		patch  string
		fields string
	}{
		"expanded":               {`{"spec":{"resources":{"requests":{"storage":"3Gi"}}}}`, "spec.resources.requests.storage: 1Gi -> 3Gi (drift kubectl-edit)"},
		"expanded, and labelled": {`{"spec":{"resources":{"requests":{"storage":"3Gi"}}},"metadata":{"labels":{"tier":"db"}}}`, "metadata.labels.tier: <nil> -> db (addition kubectl-edit), spec.resources.requests.storage: 1Gi -> 3Gi (drift kubectl-edit)"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			claim, _ := w.bound("1Gi", "1Gi")
			w.patch("kubectl-edit", object.NewRef(kind.Claim, w.namespace, "data"), c.patch)
			for _, o := range []plan.Options{{}, {ReadOnly: true}, {DryRunAll: true}} {
				for _, desired := range []string{claim, edit(claim, "1Gi", "9Gi")} {
					d := w.drift(o, w.manifest(desired))
					expectDrift(t, d, c.fields)
					expectWarning(t, d, plan.ProblemClaimShrinks)
				}
			}
		})
	}
}

// So it is of a Pod, of which the server changes hardly anything, and names only one of the fields.
func TestDriftOfWhatIsRefused(t *testing.T) {
	w := newWorld(t)
	pod := `{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: c, image: "busybox:1", resources: {limits: {cpu: 2}, requests: {cpu: 2}}}], activeDeadlineSeconds: 900}}`
	w.apply(w.manifest(pod))
	w.patch("kubectl-edit", object.NewRef(kind.Pod, w.namespace, "one"), `{"spec":{"activeDeadlineSeconds":60,"containers":[{"name":"c","image":"busybox:2"}]}}`)
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		d := w.drift(o, w.manifest(pod))
		if !o.ReadOnly {
			expectWarning(t, d, plan.ProblemImmutable)
		}
		expectDrift(t, d, "spec.activeDeadlineSeconds: 900 -> 60 (drift kubectl-edit), spec.containers[name=\"c\"].image: busybox:1 -> busybox:2 (drift kubectl-edit)")
	}
}

func expectDrift(t *testing.T, d plan.ClusterDrift, want string) {
	t.Helper()
	var fields []string
	for _, o := range d.Objects {
		for _, f := range o.Fields {
			fields = append(fields, fmt.Sprintf("%s: %v -> %v (%s %s)", f.Path, f.Before, f.After, f.Cause.Kind, f.Cause.Manager))
		}
	}
	slices.Sort(fields)
	if got := strings.Join(fields, ", "); got != want || len(d.Problems) > 0 {
		t.Errorf("%s\n%+v", got, d.Problems)
	}
}

// expectWarning expects one object that cannot be had again as it was applied, and why.
func expectWarning(t *testing.T, d plan.ClusterDrift, want fact.Code) {
	t.Helper()
	if len(d.Warnings) != 1 || d.Warnings[0].Code != want || d.Warnings[0].Object == nil {
		t.Errorf("%+v", d.Warnings)
	}
}
