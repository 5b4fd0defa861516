package apply_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// clusterWide makes an object of the whole cluster, named after the fixture's
// namespace and something more, for as long as the test runs.
func (f *fixture) clusterWide(kind kind.GroupKind, name string, fields map[string]any) {
	f.t.Helper()
	m := f.manifest(object.Ref{Group: kind.Group, Kind: kind.Kind, Name: f.namespace + name}, fields)
	m.Content["metadata"] = map[string]any{"name": m.Ref.Name}
	if _, err := f.client.Apply(context.Background(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "test", Force: true}); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = f.client.Delete(context.Background(), m.Ref, "", kube.Background) })
}

func (f *fixture) storageClass(grows bool) {
	f.t.Helper()
	f.clusterWide(kind.GroupKind{Group: "storage.k8s.io", Kind: "StorageClass"}, "", map[string]any{"provisioner": "example.com/none", "allowVolumeExpansion": grows})
}

// stored makes a StatefulSet each of whose Pods has a claim.
func (f *fixture) stored(replicas int64, size string) object.Manifest {
	m := f.workload("StatefulSet", "db", pods{replicas: replicas})
	m.Content["spec"].(map[string]any)["volumeClaimTemplates"] = []any{map[string]any{
		"metadata": map[string]any{"name": "data"},
		"spec": map[string]any{
			"accessModes": []any{"ReadWriteOnce"}, "storageClassName": f.namespace,
			"resources": map[string]any{"requests": map[string]any{"storage": size}},
		},
	}}
	return m
}

// volumes makes a volume for each claim that there will be.
func (f *fixture) volumes(n int, size string) {
	f.t.Helper()
	for i := range n {
		f.clusterWide(kind.GroupKind{Kind: "PersistentVolume"}, fmt.Sprint("-", i), map[string]any{"spec": map[string]any{
			"capacity": map[string]any{"storage": size}, "accessModes": []any{"ReadWriteOnce"}, "storageClassName": f.namespace,
			"persistentVolumeReclaimPolicy": "Retain", "hostPath": map[string]any{"path": "/tmp/none"},
			"claimRef": map[string]any{"namespace": f.namespace, "name": fmt.Sprint("data-db-", i)},
		}})
	}
}

// claims writes what the claims ask for.
func (f *fixture) claims() string {
	f.t.Helper()
	found, err := f.client.List(context.Background(), kube.Selection{Kind: kind.GroupKind{Kind: "PersistentVolumeClaim"}, Namespace: f.namespace})
	if err != nil {
		f.t.Fatal(err)
	}
	var lines []string
	for _, c := range found {
		spec := c["spec"].(map[string]any)
		lines = append(lines, fmt.Sprintf("%v %v", c["metadata"].(map[string]any)["name"], spec["resources"].(map[string]any)["requests"].(map[string]any)["storage"]))
	}
	return strings.Join(lines, ", ")
}

// conclusive reports whether nothing is left to do, neither by proof nor by asking about
// everything.
func (f *fixture) conclusive() {
	f.t.Helper()
	f.unchanged()
	if p := f.inputOf(plan.Options{DryRunAll: true}).Plan; len(p.Changes)+len(p.RolloutPending)+len(p.Unrecorded) != 0 {
		f.t.Errorf("asked about everything, a second plan is not empty: %+v", p)
	}
}

// When its claim template requests more, the claims of a StatefulSet's Pods grow
// under them, and the StatefulSet is recreated around them.
func TestClaimsGrowWithTheirTemplate(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.storageClass(true)
	f.volumes(2, "1Gi")
	f.want(f.stored(2, "1Gi"))
	f.mustApply()
	uids := f.podUIDs("db")

	f.want(f.stored(2, "2Gi"))
	result := f.mustApply()
	if result.Replaced != 1 || result.RolledOut != 1 {
		t.Errorf("%+v", result)
	}
	if got := f.claims(); got != "data-db-0 2Gi, data-db-1 2Gi" {
		t.Error(got)
	}
	if diff := cmp.Diff(uids, f.podUIDs("db")); diff != "" || len(uids) != 2 {
		t.Errorf("Pods (-before +after):\n%s", diff)
	}
	f.conclusive()
}

// Claims that cannot grow stay, and the rest is done.
func TestClaimsThatCannotGrowStay(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.storageClass(false)
	f.volumes(1, "1Gi")
	f.want(f.stored(1, "1Gi"))
	f.mustApply()
	uids, old := f.podUIDs("db"), f.live(f.ref("StatefulSet", "db"))

	f.want(f.stored(1, "2Gi"))
	if c := f.input().Plan.Changes[0]; len(c.Warnings) != 1 || !strings.Contains(fmt.Sprint(c.Warnings[0]), "data-db-0") {
		t.Errorf("%+v", c.Warnings)
	}
	f.mustApply()
	if got := f.claims(); got != "data-db-0 1Gi" || uid(old) == uid(f.live(f.ref("StatefulSet", "db"))) {
		t.Errorf("%s; is it the old object still: %v", got, uid(old) == uid(f.live(f.ref("StatefulSet", "db"))))
	}
	if diff := cmp.Diff(uids, f.podUIDs("db")); diff != "" {
		t.Errorf("Pods (-before +after):\n%s", diff)
	}
	f.conclusive()

	f.storageClass(true) // once the class lets them, they grow alone
	in := f.inputOf(plan.Options{DryRunAll: true})
	if result, err := f.run(t.Context(), in); err != nil || result.Updated != 1 || result.Replaced != 0 {
		t.Fatalf("%+v %v\n%s", result, err, f.log())
	}
	if got := f.claims(); got != "data-db-0 2Gi" {
		t.Error(got)
	}
	f.conclusive()
}

// What the server refuses of one claim is a failure that names it. The others
// grow, the StatefulSet is as it was, and the next apply does the rest.
func TestRefusedGrowthIsFinishedLater(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.storageClass(true)
	f.volumes(2, "1Gi")
	f.want(f.stored(2, "1Gi"))
	f.mustApply()
	uids, old := f.podUIDs("db"), f.live(f.ref("StatefulSet", "db"))

	f.want(f.stored(2, "2Gi"))
	in := f.input()
	f.storageClass(false) // after the plan was made
	_, err := f.run(t.Context(), in)
	if err == nil || !strings.Contains(said(err), "the claim data-db-0 cannot be expanded from 1Gi to 2Gi") || !strings.Contains(said(err), "db.wl.hcl:3") {
		t.Fatalf("%v\n%s", err, f.log())
	}
	if uid(old) != uid(f.live(f.ref("StatefulSet", "db"))) {
		t.Error("it was recreated all the same")
	}

	f.storageClass(true)
	in = f.input()
	other := in.Plan.Changes[0].Grows[1]
	claim := object.Ref{Kind: "PersistentVolumeClaim", Namespace: f.namespace, Name: other.Claim}
	if err := f.client.GrowClaim(t.Context(), claim, other.UID, "1Gi", "3Gi", "another-manager"); err != nil {
		t.Fatal(err)
	}
	if _, err = f.run(t.Context(), in); err == nil || !strings.Contains(said(err), "the claim data-db-1 has changed since the plan was made, when it had 1Gi") {
		t.Fatalf("%v\n%s", err, f.log())
	}
	if got := f.claims(); got != "data-db-0 2Gi, data-db-1 3Gi" {
		t.Error(got)
	}
	f.mustApply()
	if diff := cmp.Diff(uids, f.podUIDs("db")); diff != "" || uid(old) == uid(f.live(f.ref("StatefulSet", "db"))) {
		t.Errorf("Pods (-before +after):\n%s", diff)
	}
	f.conclusive()
}
