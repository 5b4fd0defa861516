package planner_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// An object without a spec is planned although an autoscaler is to scale it.
func TestAutoscalerOfNoSpec(t *testing.T) {
	w := newWorld(t)
	for _, object := range []string{"{apiVersion: example.com/v1, kind: Machine, metadata: {name: web}}", "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}}", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: null}"} {
		m := w.manifest(object)
		scaler := edit(autoscaler, "apiVersion: apps/v1, kind: Deployment", "apiVersion: "+m.APIVersion+", kind: "+m.Ref.Kind)
		p := w.plan(plan.Options{ReadOnly: true}, m, w.manifest(scaler))
		if len(p.Changes) != 2 {
			t.Errorf("%s: %+v", m.Ref, p.Changes)
		}
	}
}

// A plan of the workload alone leaves its replicas to the autoscaler that the configuration has.
func TestReplicasOfATargetAreLeftToItsAutoscaler(t *testing.T) {
	w := newWorld(t)
	five := w.manifest(edit(web, "replicas: 2", "replicas: 5"))
	w.apply(five)
	w.awaitSettled(five.Ref, 5)
	scaler := w.manifest(autoscaler)
	scaler.Address = "object.scaler"
	unscaled := edit(web, "  replicas: 2\n", "")
	targeted := plan.Options{Targets: []string{five.Address}}
	expect(t, w.plan(targeted, w.manifest(unscaled), scaler), "update Deployment web\n  spec.replicas: release 5\n  no Pod restarts\n")
	p := w.plan(targeted, w.manifest(edit(unscaled, "nginx:1.27", "nginx:1.28")), scaler)
	for _, f := range p.Changes[0].Fields {
		if f.Path == object.PathOf("spec", "replicas") && f.Op != plan.Release {
			t.Errorf("%+v", f)
		}
	}
}
