package apply_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// patch changes an object by a strategic merge patch, as kubectl does.
func (f *fixture) patch(manager string, ref object.Ref, patch string) {
	f.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(f.t).Kubeconfig)
	if err != nil {
		f.t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		f.t.Fatal(err)
	}
	k, _ := kind.Lookup(ref.GroupKind())
	resource := schema.GroupVersionResource{Group: k.Group, Version: k.Version, Resource: k.Plural}
	_, err = client.Resource(resource).Namespace(ref.Namespace).Patch(context.Background(), ref.Name, types.StrategicMergePatchType, []byte(patch),
		metav1.PatchOptions{FieldManager: manager})
	if err != nil {
		f.t.Fatal(err)
	}
}

// removing plans with the removal of additions.
func (f *fixture) removing() apply.Input {
	return f.inputOf(plan.Options{RemoveAdditions: true})
}

// addition is something that people add to an object.
type addition struct {
	kind, patch string
}

func additions() []addition {
	pod := func(text string) string { return `{"spec":{"template":{"spec":{` + text + `}}}}` }
	return []addition{
		{"Deployment", pod(`"hostNetwork":true`)},
		{"Deployment", pod(`"containers":[{"name":"extra","image":"busybox:2","env":[{"name":"A","value":"b"}]}]`)},
		{"Deployment", pod(`"containers":[{"name":"main","env":[{"name":"DEBUG","value":"1"},{"name":"TRACE","value":"1"}]}]`)},
		{"Deployment", pod(`"containers":[{"name":"main","securityContext":{"runAsUser":0}}]`)},
		{"Deployment", pod(`"securityContext":{"fsGroup":2000}`)},
		{"Deployment", pod(`"tolerations":[{"key":"a","operator":"Exists"}]`)},
		{"Deployment", pod(`"volumes":[{"name":"tmp","emptyDir":{}}],"containers":[{"name":"main","volumeMounts":[{"name":"tmp","mountPath":"/tmp"}]}]`)},
		{"Deployment", `{"spec":{"minReadySeconds":3,"template":{"metadata":{"annotations":{"note":"x"}}}}}`},
		{"Deployment", `{"metadata":{"labels":{"team":"web"},"annotations":{"note":"y"}}}`},
		{"ConfigMap", `{"data":{"more":"yes"}}`},
		{"ConfigMap", `{"binaryData":{"blob":"AAEC"}}`},
		{"ConfigMap", `{"metadata":{"annotations":{"note":"y"}}}`},
		{"Service", `{"spec":{"ports":[{"name":"extra","port":81}]}}`},
		{"Service", `{"spec":{"sessionAffinity":"ClientIP"}}`},
	}
}

// What people add, whatever it is, is listed and goes, and nothing else does: the
// objects are as before, and the next plan is empty.
func TestAdditionsAreRemoved(t *testing.T) {
	f := newFixture(t)
	service := f.manifest(f.ref("Service", "front"), map[string]any{"spec": map[string]any{
		"selector": map[string]any{"app": "front"}, "ports": []any{map[string]any{"name": "http", "port": int64(80), "protocol": "TCP"}},
	}})
	f.want(f.workload("Deployment", "front", pods{replicas: 1}), f.configMap("front", "info"), service)
	f.mustApply()
	for round := range 6 {
		seed := rand.New(rand.NewPCG(7, uint64(round)))
		before := f.desiredState()
		var done []string
		for i, a := range additions() {
			if round == 0 || seed.IntN(3) == 0 {
				manager := []string{"kubectl-patch", "kubectl-edit", "kubectl-set"}[seed.IntN(3)]
				f.patch(manager, f.ref(a.kind, "front"), a.patch)
				done = append(done, fmt.Sprintf("%d by %s", i, manager))
			}
		}
		if round == 1 { // beside what is drift
			f.patch("kubectl-edit", f.ref("ConfigMap", "front"), `{"data":{"level":"debug"}}`)
			done = append(done, "drift")
		}
		if n := len(f.input().Plan.Additions); n == 0 && len(done) > 0 && done[0] != "drift" {
			t.Errorf("round %d: %v: nothing is listed", round, done)
		}
		if _, err := f.run(t.Context(), f.removing()); err != nil {
			t.Fatalf("round %d: %v: %v\n%s", round, done, err, f.log())
		}
		if diff := cmp.Diff(before, f.desiredState()); diff != "" {
			t.Errorf("round %d: %v: %s", round, done, diff)
		}
		again := f.removing().Plan
		if len(again.Changes)+len(again.Additions)+len(again.RolloutPending) > 0 {
			t.Errorf("round %d: %v: the next plan is not empty: %+v %+v", round, done, again.Changes, again.Additions)
		}
	}
}

// desiredState is what the objects are to be, without what moves by itself.
func (f *fixture) desiredState() map[string]any {
	all := map[string]any{}
	for _, m := range f.desired {
		live := f.live(m.Ref)
		metadata := live["metadata"].(map[string]any)
		delete(live, "status")
		for _, field := range []string{"managedFields", "resourceVersion", "generation"} {
			delete(metadata, field)
		}
		if annotations, _ := metadata["annotations"].(map[string]any); annotations != nil {
			delete(annotations, "deployment.kubernetes.io/revision")
			if len(annotations) == 0 {
				delete(metadata, "annotations")
			}
		}
		all[m.Ref.Kind] = live
	}
	return all
}

// A removal that is cut off is carried on by the next apply, whatever the
// configuration says of additions by then.
func TestRemovalOfAdditionsCutOff(t *testing.T) {
	f := newFixture(t)
	f.want(f.configMap("front", "info"))
	f.mustApply()
	f.patch("kubectl-edit", f.ref("ConfigMap", "front"), `{"data":{"more":"yes"}}`)
	if _, err := apply.Run(t.Context(), cutOff{Cluster: f.client}, f.store, f.removing(), f.record()); err == nil {
		t.Fatal("the apply was not cut off")
	}
	in := f.input()
	if len(in.Plan.Changes) != 1 || in.Plan.Changes[0].Fields[0].Path != object.PathOf("data", "more") || in.Plan.Changes[0].Fields[0].Op != plan.Remove {
		t.Fatalf("the next plan does not remove the rest: %+v", in.Plan.Changes)
	}
	f.mustApply()
	if data := f.live(f.ref("ConfigMap", "front"))["data"].(map[string]any); len(data) != 1 {
		t.Errorf("data is %v", data)
	}
	if p := f.removing().Plan; len(p.Changes) > 0 {
		t.Errorf("the next plan is not empty: %+v", p.Changes)
	}
}

// What is added between the plan and the apply stays, as nobody has reviewed its
// removal.
func TestAdditionsSinceThePlanStay(t *testing.T) {
	f := newFixture(t)
	f.want(f.configMap("front", "info"))
	f.mustApply()
	f.patch("kubectl-edit", f.ref("ConfigMap", "front"), `{"data":{"seen":"yes"}}`)
	in := f.removing()
	f.patch("kubectl-edit", f.ref("ConfigMap", "front"), `{"data":{"unseen":"yes"}}`)
	if _, err := f.run(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for key := range f.live(f.ref("ConfigMap", "front"))["data"].(map[string]any) {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	if got := strings.Join(keys, " "); got != "level unseen" {
		t.Errorf("the keys are %s", got)
	}
}
