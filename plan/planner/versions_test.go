package planner_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const scaler = `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 80, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: other}}
`

// A version beside the one that wl writes is asked for, compared and applied in
// that very version.
func TestBuiltInKindInAnotherVersion(t *testing.T) {
	w := newWorld(t)
	old := w.manifest(scaler)
	expect(t, w.plan(plan.Options{}, old), "create HorizontalPodAutoscaler web\n")
	w.apply(old)
	expect(t, w.plan(plan.Options{}, old), "")
	expect(t, w.plan(plan.Options{DryRunAll: true}, old), "")
	expect(t, w.plan(plan.Options{}, w.manifest(edit(scaler, "maxReplicas: 3", "maxReplicas: 4", "Percentage: 80", "Percentage: 70"))), `
update HorizontalPodAutoscaler web
  spec.maxReplicas: 3 -> 4 (configuration)
  spec.targetCPUUtilizationPercentage: 80 -> 70 (configuration)
`)
	// The same object in the newer version is no other object, and no change.
	newer := edit(scaler, "autoscaling/v1", "autoscaling/v2", "targetCPUUtilizationPercentage: 80",
		"metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]")
	p := w.plan(plan.Options{}, w.manifest(newer))
	expect(t, p, "")
	if len(p.Unrecorded) != 1 {
		t.Errorf("it is not recorded anew: %+v", p)
	}
	expect(t, w.plan(plan.Options{}, w.manifest(edit(newer, "maxReplicas: 3", "maxReplicas: 5"))),
		"update HorizontalPodAutoscaler web\n  spec.maxReplicas: 3 -> 5 (configuration)\n")
}

func TestBuiltInKindInAVersionThatIsNotServed(t *testing.T) {
	w := newWorld(t)
	m := w.manifest(edit(scaler, "autoscaling/v1", "autoscaling/v2beta2"))
	m.Fields = map[object.Path]object.Range{object.PathOf("apiVersion"): {File: "shop.wl.hcl", StartLine: 9}}
	p := w.plan(plan.Options{}, m, w.manifest(settings))
	expect(t, p, "create ConfigMap settings\nblocked HorizontalPodAutoscaler web\n  The cluster does not serve this version of the kind\n")
	if b := p.Changes[1].Blocked; b.Origin.StartLine != 9 || b.Path != object.PathOf("apiVersion") {
		t.Errorf("%+v", b)
	}
}

// twoVersions defines a kind of which both versions are served.
const twoVersions = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gauges.NAME.example.com}
spec:
  group: NAME.example.com
  scope: Namespaced
  names: {kind: Gauge, plural: gauges, singular: gauge, listKind: GaugeList}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
  - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
`

func TestCustomKindInEveryServedVersion(t *testing.T) {
	w := newWorld(t)
	w.rule(twoVersions)
	gauge := "{apiVersion: " + w.namespace + ".example.com/VERSION, kind: Gauge, metadata: {name: g}, spec: {size: 1}}"
	beta, stable := w.manifest(edit(gauge, "VERSION", "v1beta1")), w.manifest(edit(gauge, "VERSION", "v1"))
	w.served(beta)
	w.apply(beta)
	expect(t, w.plan(plan.Options{}, beta), "")
	expect(t, w.plan(plan.Options{DryRunAll: true}, beta), "")
	expect(t, w.plan(plan.Options{}, w.manifest(edit(gauge, "VERSION", "v1beta1", "size: 1", "size: 2"))), "update Gauge g\n  spec.size: 1 -> 2 (configuration)\n")
	expect(t, w.plan(plan.Options{}, stable), "")

	// An operator makes another version the preferred one, and later stops serving
	// the one in which the object is written.
	w.rule(edit(twoVersions, "versions:\n", "versions:\n  - {name: v2, served: true, storage: false, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}\n"))
	w.served(w.manifest(edit(gauge, "VERSION", "v2")))
	expect(t, w.plan(plan.Options{}, beta), "")
	expect(t, w.plan(plan.Options{DryRunAll: true}, beta), "")
	w.rule(edit(twoVersions, "name: v1beta1, served: true", "name: v1beta1, served: false"))
	w.until("v1beta1 is gone", func() bool {
		_, err := w.client.GetVersion(t.Context(), beta.Ref, "v1beta1")
		return kube.IsNotServed(err)
	})
	expect(t, w.plan(plan.Options{DryRunAll: true}, beta), "blocked Gauge g\n  The cluster does not serve this version of the kind\n")
	expect(t, w.plan(plan.Options{}), "delete Gauge g\n")
}

// A kind of others that is named like one of Kubernetes' own is treated as any
// kind of others.
func TestKindsNamedLikeBuiltInOnes(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "gauges", "statefulsets", "gauge,", "statefulset,", "Gauge", "StatefulSet",
		"size: {type: integer}", "replicas: {type: integer}, serviceName: {type: string}, template: {type: object, x-kubernetes-preserve-unknown-fields: true}"))
	text := "{apiVersion: " + w.namespace + ".example.com/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 2, serviceName: a, template: {spec: {serviceAccountName: mine}}}}"
	m := w.manifest(text)
	w.served(m)
	for _, c := range w.plan(plan.Options{}, m).Changes {
		if c.Action != plan.Create || c.Impact != nil && c.Impact.ReplicasAfter > 0 {
			t.Errorf("%+v", c)
		}
	}
	w.apply(m)
	expect(t, w.plan(plan.Options{}, m), "")
	p := w.plan(plan.Options{}, w.manifest(edit(text, "serviceName: a", "serviceName: b", "replicas: 2", "replicas: 1", "serviceAccountName: mine", "extra: e")))
	expect(t, p, `
update StatefulSet web
  spec.replicas: 2 -> 1 (configuration)
  spec.serviceName: a -> b (configuration)
  spec.template.spec.extra: <nil> -> e (configuration)
  spec.template.spec.serviceAccountName: mine -> <nil> (configuration)
`)
	write := writeOf(t, p, m.Ref)
	if op, _ := write.Applied(); at(op.Content, "spec", "template", "spec", "serviceAccountName") != nil {
		t.Error("it is taken for a workload that names an account")
	}
	expect(t, w.plan(plan.Options{}), "delete StatefulSet web\n")
}
