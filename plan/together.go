package plan

import (
	"context"
	"fmt"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// together judges what each dry-run passes alone and all changes together do
// not: a port of the nodes asked for twice, a quota used up.
func (p *phases) together(ctx context.Context, decisions []decision) error {
	desired := make(map[object.Ref]*object.Manifest, len(p.Desired))
	for i := range p.Desired {
		desired[p.Desired[i].Ref] = &p.Desired[i]
	}
	p.nodePorts(decisions, desired)
	return quotaReader{p.cluster, p.ahead}.judge(ctx, decisions, desired)
}

// nodePort is a port that every node opens for one Service.
type nodePort struct {
	port     int64
	protocol string
}

// nodePorts blocks Services that ask for a port of the nodes which another one
// of the stack asks for, too.
func (w *wanted) nodePorts(decisions []decision, desired map[object.Ref]*object.Manifest) {
	asked := make(map[nodePort][]object.Ref)
	for i := range w.Desired {
		for port := range nodePortsOf(&w.Desired[i]) {
			asked[port] = append(asked[port], w.Desired[i].Ref)
		}
	}
	for i, d := range decisions {
		m := desired[d.Object]
		if m == nil || d.Action == None || d.Action == Blocked {
			continue
		}
		for port, at := range nodePortsOf(m) {
			if j := slices.IndexFunc(asked[port], func(other object.Ref) bool { return other != m.Ref }); j >= 0 {
				p := problem(ProblemSameNodePort, fact.Args{"object": m.Ref, "other": asked[port][j], "port": port.port, "protocol": port.protocol})
				p.Path, p.Origin = at, m.SourceOf(at)
				decisions[i] = blocked(m, p)
			}
		}
	}
}

func nodePortsOf(m *object.Manifest) map[nodePort]object.Path {
	if m.Ref.GroupKind() != kind.Service {
		return nil
	}
	list, _ := at(m.Content, "spec", "ports").([]any)
	ports := make(map[nodePort]object.Path)
	for i, item := range list {
		port, _ := item.(map[string]any)
		if n, ok := port["nodePort"].(int64); ok {
			protocol, _ := port["protocol"].(string)
			if protocol == "" {
				protocol = "TCP"
			}
			ports[nodePort{n, protocol}] = object.PathOf("spec", "ports").Index(i).Field("nodePort")
		}
	}
	return ports
}

// serviceType is the type that a Service names; nil of all other objects.
func serviceType(m *object.Manifest) any {
	if m.Ref.GroupKind() != kind.Service {
		return nil
	}
	return at(m.Content, "spec", "type")
}

// resourceNames are the names by which quotas count objects of a kind.
func resourceNames(ref object.Ref) []string {
	k, ok := kind.Lookup(ref.GroupKind())
	if !ok {
		return nil
	}
	if k.Group != "" {
		return []string{"count/" + k.Plural + "." + k.Group}
	}
	return []string{"count/" + k.Plural, k.Plural}
}

// demand is what a change asks of its namespace's quotas, by the names that
// quotas have for it: of objects, which the server refuses, and of Pods, which
// are refused when the rollout makes them.
func demand(d *decision, m *object.Manifest) (objects, ofPods map[string]string) {
	objects, ofPods = make(map[string]string), make(map[string]string)
	if d.Action == Create && m != nil {
		for _, name := range resourceNames(m.Ref) {
			objects[name] = "1"
		}
		if size, ok := at(m.Content, "spec", "resources", "requests", "storage").(string); ok && m.Ref.GroupKind() == kind.Claim {
			objects["requests.storage"] = size
		}
		switch serviceType(m) {
		case "LoadBalancer":
			objects["services.loadbalancers"] = "1"
		case "NodePort":
			ports, _ := at(m.Content, "spec", "ports").([]any)
			objects["services.nodeports"] = fmt.Sprint(len(ports))
		}
	}
	if i := d.Impact; i != nil && d.Action != Blocked && d.Action != Delete {
		ofPods["pods"] = fmt.Sprint(i.ReplicasAfter - i.ReplicasBefore)
		for _, r := range i.Requests {
			more := quantityOf(r.After)
			more.Sub(quantityOf(r.Before))
			ofPods["requests."+r.Resource] = more.String()
			if r.Resource == "cpu" || r.Resource == "memory" {
				ofPods[r.Resource] = more.String() // the older name of the same
			}
		}
	}
	return objects, ofPods
}
