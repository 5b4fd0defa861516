package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
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

// An object of a kind that the stack defines begins with the least that its autoscaler allows, in the field that
// the subresource scale sets, and gives that field up.
func TestAutoscalerOfADefinedKind(t *testing.T) {
	for _, field := range []string{"replicas", "size"} {
		w := newWorld(t)
		group := w.namespace + ".example.com"
		definition := w.scoped(strings.NewReplacer("GROUP", group, "FIELD", field).Replace(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: rollouts.GROUP}
spec:
  group: GROUP
  scope: Namespaced
  names: {plural: rollouts, singular: rollout, kind: Rollout, listKind: RolloutList}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {scale: {specReplicasPath: .spec.FIELD, statusReplicasPath: .status.replicas}, status: {}}
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {image: {type: string}, FIELD: {type: integer}}}}}}
`))
		w.apply(definition)
		rollout := w.manifest("{apiVersion: " + group + "/v1, kind: Rollout, metadata: {name: web}, spec: {image: a}}")
		w.served(rollout)
		scaler := w.manifest(edit(autoscaler, "apps/v1", group+"/v1", "kind: Deployment", "kind: Rollout", "minReplicas: 2", "minReplicas: 3"))
		p := w.plan(plan.Options{}, definition, rollout, scaler)
		s := writeOf(t, p, rollout.Ref)
		op, _ := s.Applied()
		want := []object.Path{object.PathOf("spec", field)}
		if at(op.Content, "spec", field) != int64(3) || !slices.Equal(releasedBy(s), want) {
			t.Errorf("%s: %+v", field, s.Operations)
		}
		// What an earlier version has kept of it is given up with the next change.
		begun := rollout
		begun.Content = op.Content
		w.send(begun, kube.ApplyRequest{Ref: rollout.Ref, Content: op.Content, FieldManager: w.stack.FieldManager()})
		changed := w.manifest("{apiVersion: " + group + "/v1, kind: Rollout, metadata: {name: web}, spec: {image: b}}")
		p = w.plan(plan.Options{}, definition, changed, scaler)
		if released := releasedBy(writeOf(t, p, rollout.Ref)); !slices.Equal(released, want) {
			t.Errorf("%s: an update releases %v", field, released)
		}
	}
}

// releasedBy are the fields that a step gives up.
func releasedBy(s *step.Step) []object.Path {
	var all []object.Path
	for _, op := range s.Operations {
		if set, ok := op.(step.SetOwnership); ok {
			all = append(all, set.Release...)
		}
	}
	return all
}
