package planner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

const autoscaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  minReplicas: 2
  maxReplicas: 9
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
`

// The running number of Pods is given up as it is.
func TestReplicasAreHandedOverToAnAutoscaler(t *testing.T) {
	w := newWorld(t)
	five := w.manifest(edit(web, "replicas: 2", "replicas: 5"))
	w.apply(five)
	w.awaitSettled(five.Ref, 5)
	unscaled := edit(web, "  replicas: 2\n", "")
	p := w.plan(plan.Options{}, w.manifest(unscaled), w.manifest(autoscaler))
	expect(t, p, "update Deployment web\n  spec.replicas: release 5\n  no Pod restarts\ncreate HorizontalPodAutoscaler web\n")
	want := step.SetOwnership{Release: []object.Path{object.PathOf("spec", "replicas")}}
	if diff := cmp.Diff(want, writeOf(t, p, five.Ref).Operations[0]); diff != "" {
		t.Error("apply is not told to release the replicas first:", diff)
	}
	// Together with another change, after a scaling by hand.
	w.patch("kubectl", five.Ref, `{"spec":{"replicas":6}}`, "scale")
	p = w.plan(plan.Options{}, w.manifest(edit(unscaled, "nginx:1.27", "nginx:1.28")), w.manifest(autoscaler))
	for _, f := range p.Changes[0].Fields {
		if f.Path == object.PathOf("spec", "replicas") && f.After != int64(6) {
			t.Errorf("%+v", f)
		}
	}
	// Without an autoscaler of the stack nobody owns it afterwards: that is said.
	w.apply(five)
	w.awaitSettled(five.Ref, 5)
	p = w.plan(plan.Options{}, w.manifest(unscaled))
	expect(t, p, "update Deployment web\n  spec.replicas: 5 -> 1 (configuration)\n  4 Pods are terminated: 1 instead of 5\n")
}

// A new workload begins with the least that its autoscaler allows.
func TestNewWorkloadBeginsWithTheLeast(t *testing.T) {
	w := newWorld(t)
	p := w.plan(plan.Options{}, w.manifest(edit(web, "  replicas: 2\n", "")), w.manifest(autoscaler))
	write := writeOf(t, p, p.Changes[0].Object)
	if op, _ := write.Applied(); at(op.Content, "spec", "replicas") != int64(2) || said(p.Changes[0].Impact) != "2 Pods start" {
		t.Errorf("%+v %+v", op, p.Changes[0].Impact)
	}
}

// The number is the configuration's, from the autoscaler's block, and not the server's.
func TestTheBeginningIsTheConfigurations(t *testing.T) {
	for name, scaler := range map[string]string{"more": autoscaler, "one": edit(autoscaler, "minReplicas: 2", "minReplicas: 1"), "unsaid": edit(autoscaler, "  minReplicas: 2\n", "")} {
		w := newWorld(t)
		scales := w.manifest(scaler)
		scales.Origin.StartLine = 77
		p := w.plan(plan.Options{}, w.manifest(edit(web, "  replicas: 2\n", "")), scales)
		found := false
		for _, f := range p.Changes[0].Fields {
			if f.Path.String() == "spec.replicas" {
				found = true
				if f.Cause.Kind != plan.Configuration || f.Origin.StartLine != 77 {
					t.Errorf("%s: %+v", name, f)
				}
			}
		}
		if !found {
			t.Errorf("%s: the replicas are not shown: %+v", name, p.Changes[0])
		}
	}
}

// When the autoscaler goes, what it has set is no conflict.
func TestReplicasAreTakenBack(t *testing.T) {
	w := newWorld(t)
	scaled, target := w.manifest(autoscaler), w.manifest(edit(web, "replicas: 2", "replicas: 5"))
	scaled.Address = target.Address + ".autoscale"
	w.apply(target, scaled)
	w.patch("kube-controller-manager", target.Ref, `{"spec":{"replicas":7}}`, "scale")
	p := w.plan(plan.Options{}, w.manifest(web))
	expect(t, p, "update Deployment web\n  spec.replicas: 7 -> 2 (drift kube-controller-manager)\n  5 Pods are terminated: 2 instead of 7\ndelete HorizontalPodAutoscaler web\n")
	// While it stays, it is one.
	expect(t, w.plan(plan.Options{}, []object.Manifest{w.manifest(web), scaled}...), "blocked Deployment web\n  Conflict with another field manager\n")
}
