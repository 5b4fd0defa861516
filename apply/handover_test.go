package apply_test

import (
	"context"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/object"
)

func (f *fixture) autoscaler(name string, least int64) object.Manifest {
	ref := object.Ref{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: f.namespace, Name: name}
	return f.manifest(ref, map[string]any{"spec": map[string]any{
		"minReplicas": least, "maxReplicas": int64(9),
		"scaleTargetRef": map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": name},
		"metrics": []any{map[string]any{"type": "Resource", "resource": map[string]any{
			"name": "cpu", "target": map[string]any{"type": "Utilization", "averageUtilization": int64(80)}}}},
	}})
}

func unscaled(m object.Manifest) object.Manifest {
	delete(m.Content["spec"].(map[string]any), "replicas")
	return m
}

func (f *fixture) replicas(ref object.Ref) any {
	return f.live(ref)["spec"].(map[string]any)["replicas"]
}

// scale does what an autoscaler does: it writes the scale subresource.
func (f *fixture) scale(cluster *controlplane.Cluster, ref object.Ref, n int64) {
	f.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", cluster.Kubeconfig)
	if err != nil {
		f.t.Fatal(err)
	}
	resource := schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: strings.ToLower(ref.Kind) + "s"}
	workloads := dynamic.NewForConfigOrDie(config).Resource(resource).Namespace(f.namespace)
	scale, err := workloads.Get(context.Background(), ref.Name, metav1.GetOptions{}, "scale")
	if err == nil {
		err = unstructured.SetNestedField(scale.Object, n, "spec", "replicas")
	}
	if err == nil {
		_, err = workloads.Update(context.Background(), scale, metav1.UpdateOptions{FieldManager: "kube-controller-manager"}, "scale")
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// The replicas go over to an autoscaler without ever being reset, stay with it,
// and come back when it goes.
func TestReplicasGoToAnAutoscalerAndBack(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	f := newFixture(t)
	five := f.workload("Deployment", "front", pods{replicas: 5})
	f.want(five)
	f.mustApply()
	uids := f.podUIDs("front")

	left := unscaled(f.workload("Deployment", "front", pods{}))
	f.want(left, f.autoscaler("front", 2))
	f.mustApply()
	if n := f.replicas(five.Ref); n != int64(5) {
		t.Errorf("%v replicas after the autoscaler came", n)
	}
	if len(f.podUIDs("front")) != len(uids) {
		t.Error("Pods were lost on the way")
	}
	f.unchanged()

	f.scale(cluster, f.ref("Deployment", "front"), 3)
	f.unchanged()
	again := unscaled(f.workload("Deployment", "front", pods{image: "nginx:1.28"}))
	f.want(again, f.autoscaler("front", 2))
	f.mustApply()
	if n := f.replicas(five.Ref); n != int64(3) {
		t.Errorf("%v replicas after the autoscaler had set 3", n)
	}
}

// A new workload begins with the least that its autoscaler allows, and the
// field is nobody's afterwards.
func TestNewAutoscaledWorkload(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	front := unscaled(f.workload("Deployment", "front", pods{}))
	f.want(front, f.autoscaler("front", 3))
	f.mustApply()
	if n := f.replicas(front.Ref); n != int64(3) {
		t.Errorf("it begins with %v replicas", n)
	}
	f.unchanged()
	f.mustApply()
	if n := f.replicas(front.Ref); n != int64(3) {
		t.Errorf("it has %v replicas", n)
	}
}
