package planner_test

import (
	"context"
	"strings"
	"testing"

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

// A claim grows in place where its class allows that and it is bound; elsewhere
// the server's reason is told.
func TestClaimsGrow(t *testing.T) {
	w := newWorld(t)
	class := "grows-" + w.namespace
	w.clusterWide(`{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ` + class + `}, provisioner: example.com/none, allowVolumeExpansion: true}`)
	w.clusterWide(`{apiVersion: v1, kind: PersistentVolume, metadata: {name: ` + class + `}, spec: {capacity: {storage: 2Gi}, accessModes: [ReadWriteOnce], storageClassName: ` + class + `,
  persistentVolumeReclaimPolicy: Retain, hostPath: {path: /tmp/none}, claimRef: {namespace: ` + w.namespace + `, name: data}}}`)
	bound := `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: ` + class + `, accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}`
	waiting := edit(bound, "name: data", "name: waiting")
	w.apply(w.manifest(bound), w.manifest(waiting))
	w.await(object.Ref{Kind: "PersistentVolumeClaim", Namespace: w.namespace, Name: "data"}, func(o map[string]any) bool {
		status, _ := o["status"].(map[string]any)
		return status["phase"] == "Bound"
	})
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
