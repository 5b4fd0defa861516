package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

const door = `
apiVersion: v1
kind: Service
metadata: {name: door}
spec: {type: NodePort, ports: [{port: 80, nodePort: 31873}], selector: {app: web}}
`

// Each of two Services gets a port of the nodes in a dry-run, and only one in
// earnest.
func TestNodePortsAskedForTwice(t *testing.T) {
	w := newWorld(t)
	w.revision = &state.Revision{}
	p := w.plan(plan.Options{}, w.manifest(door), w.manifest(edit(door, "name: door", "name: gate")),
		w.manifest(edit(door, "name: door", "name: hatch", "port: 80,", "port: 80, protocol: UDP,")))
	expect(t, p, `
blocked Service door
  Two Services use the same node port
blocked Service gate
  Two Services use the same node port
create Service hatch
`)
	if b := p.Changes[0].Blocked; !strings.Contains(inWords.Detail(b.Fact), "31873/TCP") || !strings.Contains(inWords.Detail(b.Fact), "gate") {
		t.Errorf("got %+v", b)
	}
}

// limit gives the namespace a quota and waits until it counts.
func (w *world) limit(text string) {
	w.t.Helper()
	m := w.manifest(text)
	request := kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "admin"}
	if _, err := w.client.Apply(w.t.Context(), request); err != nil {
		w.t.Fatal(err)
	}
	w.await(m.Ref, func(o map[string]any) bool {
		status, _ := o["status"].(map[string]any)
		return status["used"] != nil
	})
}

// Quotas that each object keeps to alone are judged for all of them.
func TestQuotaUsedUpTogether(t *testing.T) {
	w := newWorld(t)
	w.revision = &state.Revision{}
	w.limit("{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {services: 1, requests.cpu: 300m}}}")
	workload := edit(web, "image: \"nginx:1.27\",", "image: \"nginx:1.27\", resources: {requests: {cpu: 100m}},")
	p := w.plan(plan.Options{}, w.manifest(door), w.manifest(edit(door, "name: door", "name: gate", "31873", "31874")),
		w.manifest(edit(workload, "name: web", "name: shop")), w.manifest(workload))
	expect(t, p, `
create Deployment shop
create Deployment web
create Service door
blocked Service gate
  The namespace's quota is used up
`)
	if got := p.Changes[0].Warnings; len(got) != 0 {
		t.Errorf("the first workload has room: %q", got)
	}
	if b := p.Changes[3].Blocked; b == nil || !strings.Contains(inWords.Detail(b.Fact), "few leaves no services") {
		t.Errorf("got %+v", b)
	}
	if got := warnings(p.Changes[1]); !strings.Contains(got, "the ResourceQuota few leaves too little") || !strings.Contains(got, "cpu") {
		t.Errorf("got %q", got)
	}
}

// A disruption budget of the stack that leaves no Pod to evict is told with the
// workload.
func TestBudgetsThatKeepNodes(t *testing.T) {
	const budget = "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: all}, spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}}"
	w := newWorld(t)
	w.revision = &state.Revision{}
	for replicas, want := range map[string]int{"replicas: 2": 1, "replicas: 3": 0} {
		p := w.plan(plan.Options{}, w.manifest(edit(web, "replicas: 2", replicas)), w.manifest(budget))
		for _, c := range p.Changes {
			if c.Object.Kind == "Deployment" && len(c.Impact.Budgets) != want {
				t.Errorf("%s: %v", replicas, c.Impact.Budgets)
			}
		}
	}
}
