package planner_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/plan"
)

const exposed = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, protocol: TCP}]}
`

const probed = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.27", livenessProbe: {httpGet: {path: /, port: 80}}}
`

const scaled = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  maxReplicas: 4
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
`

// What is removed from the configuration after an adoption is removed from the object, by
// whichever of kubectl's commands it was made, also where the server refuses it beside
// what takes its place.
func TestAdoptedFromCommandsThatMakeObjects(t *testing.T) {
	for name, c := range map[string]struct{ manager, live, old, new, gone string }{
		"another port":      {"kubectl-expose", exposed, "port: 80", "port: 81", `spec.ports[port=80,protocol="TCP"]`},
		"another port, put": {"kubectl-replace", exposed, "port: 80", "port: 81", `spec.ports[port=80,protocol="TCP"]`},
		"another probe":     {"kubectl-replace", probed, "httpGet: {path: /, port: 80}", "tcpSocket: {port: 80}", `spec.template.spec.containers[name="nginx"].livenessProbe.httpGet`},
		"another container": {"kubectl-replace", probed, "name: nginx", "name: web", `spec.template.spec.containers[name="nginx"]`},
		"another number":    {"kubectl-autoscale", scaled, "maxReplicas: 4", "maxReplicas: 5", ""},
		"no least number":   {"kubectl-autoscale", edit(scaled, "maxReplicas: 4", "maxReplicas: 4\n  minReplicas: 2"), "\n  minReplicas: 2", "", "spec.minReplicas"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.createAs(c.manager, c.live)
			m := w.manifest(c.live)
			p := w.plan(plan.Options{Adopt: true}, m)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || fmt.Sprint(p.Changes[0].Adoption.From) != "["+c.manager+"]" {
				t.Fatalf("%s %+v", describe(p), p.Changes)
			}
			w.carryOut(p)
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			changed := w.manifest(edit(c.live, c.old, c.new))
			p = w.plan(plan.Options{}, changed)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update {
				t.Fatalf("%s", describe(p))
			}
			planned := plannedValues(p.Changes[0])
			if !strings.Contains(strings.Join(planned, "\n"), c.gone) {
				t.Errorf("%s is not among\n%s", c.gone, strings.Join(planned, "\n"))
			}
			live := w.get(m.Ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), planned); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, changed), "")
		})
	}
}
