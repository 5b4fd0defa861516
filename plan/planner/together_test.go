package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
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
blocked Service hatch
  Two Services use the same node port
`)
	if b := p.Changes[0].Blocked; !strings.Contains(inWords.Detail(b.Fact), "the node port 31873") || !strings.Contains(inWords.Detail(b.Fact), "gate") {
		t.Errorf("got %+v", b)
	}
	both := edit(door, "port: 80,", "name: tcp, port: 80,", "31873}", "31873}, {name: udp, port: 80, protocol: UDP, nodePort: 31873}")
	expect(t, w.plan(plan.Options{}, w.manifest(both)), "create Service door\n")
	balanced := edit(door, "type: NodePort,", "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31873,", "nodePort: 31873", "nodePort: 31874", "name: door", "name: health")
	expect(t, w.plan(plan.Options{}, w.manifest(both), w.manifest(balanced)), `
blocked Service door
  Two Services use the same node port
blocked Service health
  Two Services use the same node port
`)
}

const addressed = `
apiVersion: v1
kind: Service
metadata: {name: door}
spec: {clusterIP: 10.96.200.83, ports: [{port: 80}], selector: {app: web}}
`

// Nor can two Services have one address of the cluster. One that another gives up is free after that.
func TestClusterIPsAskedForTwice(t *testing.T) {
	w := newWorld(t)
	w.revision = &state.Revision{}
	list := edit(addressed, "clusterIP: 10.96.200.83", "clusterIP: 10.96.200.83, clusterIPs: [10.96.200.83]", "name: door", "name: gate")
	expect(t, w.plan(plan.Options{}, w.manifest(addressed), w.manifest(list)), `
blocked Service door
  Two Services use the same cluster IP
blocked Service gate
  Two Services use the same cluster IP
`)
	headless := edit(addressed, "10.96.200.83", "None")
	expect(t, w.plan(plan.Options{}, w.manifest(headless), w.manifest(edit(headless, "name: door", "name: gate")), w.manifest(edit(headless, "clusterIP: None, ", "", "name: door", "name: hatch"))),
		"create Service door\ncreate Service gate\ncreate Service hatch\n")
	w.apply(w.manifest(addressed))
	expect(t, w.plan(plan.Options{}, w.manifest(edit(addressed, "name: door", "name: gate"))), "delete Service door\ncreate Service gate\n")
	expect(t, w.plan(plan.Options{}, w.manifest(addressed), w.manifest(edit(addressed, "name: door", "name: gate", "10.96.200.83", "10.96.200.84"))), "create Service gate\n")
}

// Whether an address is free when a Service asks for it depends on the order of the plan, and a
// dry-run does not say who has it: nothing is judged, or read, for that.
func TestClusterIPsThatAreGivenUp(t *testing.T) {
	const free = "{apiVersion: v1, kind: Service, metadata: {name: door}, spec: {ports: [{port: 80}], selector: {app: web}}}"
	for name, c := range map[string]struct {
		address, held string // what the holder is before
		becomes       string // none where it is deleted
		passes        bool   // whether the address is free when its turn comes
	}{
		"of another type": {"10.96.200.85", edit(addressed, "10.96.200.83", "10.96.200.85"), edit(addressed, "clusterIP: 10.96.200.83, ", "type: ExternalName, externalName: example.com, "), true},
		"kept":            {"", free, edit(free, "app: web", "app: other"), false},
		"deleted":         {"", free, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			holder := w.manifest(c.held)
			w.apply(holder)
			if c.address == "" {
				c.address, _ = object.At(w.get(holder.Ref), "spec", "clusterIP").(string)
			}
			desired, want := []object.Manifest{}, plan.Delete
			wants := w.manifest(edit(addressed, "name: door", "name: gate", "10.96.200.83", c.address))
			if c.becomes != "" {
				desired, want = append(desired, w.manifest(c.becomes)), plan.Update
				wants.DependsOn = []object.Ref{holder.Ref}
			}
			p := w.plan(plan.Options{}, append(desired, wants)...)
			if len(p.Changes) != 2 || p.Changes[0].Action != want || p.Changes[1].Action != plan.Create {
				t.Fatal(describe(p))
			}
			if gets := p.Requests.Gets; gets > len(desired) {
				t.Errorf("%d objects were read", gets)
			}
			if c.passes {
				w.carryOut(p)
			}
		})
	}
}

// A port that another Service of the plan gives up is not wrong: it is said who has it, and what
// to apply first.
func TestNodePortsThatAreGivenUp(t *testing.T) {
	service := func(w *world, address, name, port string) object.Manifest {
		m := w.manifest(edit(door, "name: door", "name: "+name, "31873", port))
		m.Address = address
		return m
	}
	for name, c := range map[string]struct {
		held    string // every Service of the cluster has another one
		address string // of the Service that is to have the port
		desired func(w *world, holder string) []object.Manifest
		advice  string
	}{
		"deleted":      {"31875", "service.gate", func(*world, string) []object.Manifest { return nil }, "until this plan deletes that Service. Apply that first: wl apply --target service.door."},
		"of one block": {"31876", "service.door", func(*world, string) []object.Manifest { return nil }, "delete service door"},
		"another port": {"31877", "service.gate", func(w *world, holder string) []object.Manifest {
			return []object.Manifest{service(w, "service.door", "door", "31879")}
		}, "until this plan changes that Service. Apply that first"},
		"nobody's here": {"31878", "service.gate", func(w *world, holder string) []object.Manifest {
			return []object.Manifest{service(w, "service.door", "door", holder)}
		}, ""},
		"another protocol": {"31884", "service.gate", func(w *world, holder string) []object.Manifest {
			return []object.Manifest{service(w, "service.door", "door", "31885, protocol: UDP")}
		}, "until this plan changes that Service. Apply that first"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			held := c.held
			if name == "another protocol" {
				held += ", protocol: UDP"
			}
			w.apply(service(w, "service.door", "door", held))
			wants := service(w, c.address, "gate", c.held)
			p := w.plan(plan.Options{}, append(c.desired(w, c.held), wants)...)
			i := slices.IndexFunc(p.Changes, func(change plan.Change) bool { return change.Object == wants.Ref })
			if i < 0 || p.Changes[i].Blocked == nil {
				t.Fatal(describe(p))
			}
			b := p.Changes[i].Blocked
			if held := b.Code == plan.ProblemNodePortHeld; held != (c.advice != "") || !strings.Contains(inWords.Detail(b.Fact), c.advice) {
				t.Errorf("%s: %s\n%s", b.Code, inWords.Detail(b.Fact), describe(p))
			}
		})
	}
}

// Services that pass their ports on in a circle cannot be applied in any order: one of them goes
// first. One that keeps its port is nothing of that kind.
func TestNodePortsThatAreSwapped(t *testing.T) {
	w := newWorld(t)
	service := func(name, port string) object.Manifest {
		m := w.manifest(edit(door, "name: door", "name: "+name, "31873", port))
		m.Address = "service." + name
		return m
	}
	w.apply(service("door", "31881"), service("gate", "31882"), service("hatch", "31883"))
	p := w.plan(plan.Options{}, service("door", "31882"), service("gate", "31883"), service("hatch", "31881"))
	for _, change := range p.Changes {
		if change.Blocked == nil || !strings.Contains(inWords.Detail(change.Blocked.Fact), "Delete that Service first: kubectl") {
			t.Fatal(describe(p))
		}
	}
	p = w.plan(plan.Options{}, service("door", "31882"), service("gate", "31882"), service("hatch", "31883"))
	for _, change := range p.Changes {
		if change.Blocked != nil && change.Blocked.Code == plan.ProblemNodePortHeld {
			t.Error(describe(p))
		}
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

// So are those of a class of storage.
func TestQuotaOfClassUsedUpTogether(t *testing.T) {
	claim := func(name, class, size string) string {
		return "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: " + name + "}, spec: {storageClassName: " + class + ", accessModes: [ReadWriteOnce], resources: {requests: {storage: " + size + "}}}}"
	}
	const usedUp = "create PersistentVolumeClaim a\nblocked PersistentVolumeClaim b\n  The namespace's quota is used up\n"
	for name, c := range map[string]struct{ hard, class, want string }{
		"claims":        {"gold.storageclass.storage.k8s.io/persistentvolumeclaims: 1", "gold", usedUp},
		"storage":       {"gold.storageclass.storage.k8s.io/requests.storage: 3Gi", "gold", usedUp},
		"another class": {"gold.storageclass.storage.k8s.io/persistentvolumeclaims: 1", "silver", "create PersistentVolumeClaim a\ncreate PersistentVolumeClaim b\n"},
		"of any class":  {"requests.storage: 3Gi", "silver", usedUp},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.revision = &state.Revision{}
			w.limit("{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {" + c.hard + "}}}")
			expect(t, w.plan(plan.Options{}, w.manifest(claim("a", "gold", "2Gi")), w.manifest(claim("b", c.class, "2Gi"))), c.want)
		})
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
