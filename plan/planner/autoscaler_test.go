package planner_test

import (
	"testing"

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
