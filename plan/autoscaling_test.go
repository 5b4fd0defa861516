package plan_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
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

func TestReplicasAreNotResetForAnAutoscaler(t *testing.T) {
	w := newWorld(t)
	five := w.manifest(edit(web, "replicas: 2", "replicas: 5"))
	w.apply(five)
	desired := []object.Manifest{w.manifest(edit(web, "  replicas: 2\n", "")), w.manifest(autoscaler)}
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, "blocked Deployment web\n  The number of replicas would be reset\ncreate HorizontalPodAutoscaler web\n")
	if detail := p.Changes[0].Blocked.Detail; !strings.Contains(detail, "from 5 to 1") || !strings.Contains(detail, "scale deployment/web --replicas=6") {
		t.Error(detail)
	}

	// The way out that the problem names.
	w.patch("kubectl", five.Ref, `{"spec":{"replicas":6}}`, "scale")
	p = w.plan(plan.Options{}, desired...)
	expect(t, p, "create HorizontalPodAutoscaler web\n")
}
