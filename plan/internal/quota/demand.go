package quota

import (
	"fmt"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// demand is what a change asks of its namespace's quotas, by the names that
// quotas have for it: of objects, which the server refuses, and of Pods, which
// are refused when the rollout makes them.
func demand(d *decision.Decision, m *object.Manifest) (objects, ofPods map[string]string) {
	objects, ofPods = make(map[string]string), make(map[string]string)
	if d.Action == plan.Create && m != nil {
		for _, name := range resourceNames(m.Ref) {
			objects[name] = "1"
		}
		if size, ok := object.At(m.Content, "spec", "resources", "requests", "storage").(string); ok && m.Ref.GroupKind() == kind.Claim {
			objects["requests.storage"] = size
		}
		switch serviceType(m) {
		case "LoadBalancer":
			objects["services.loadbalancers"] = "1"
		case "NodePort":
			ports, _ := object.At(m.Content, "spec", "ports").([]any)
			objects["services.nodeports"] = fmt.Sprint(len(ports))
		}
	}
	if i := d.Impact; i != nil && d.Action != plan.Blocked && d.Action != plan.Delete {
		ofPods = podsOf(i.ReplicasAfter-i.ReplicasBefore, i.Requests, func(r plan.RequestChange) string {
			more := object.Quantity(r.After)
			more.Sub(object.Quantity(r.Before))
			return more.String()
		})
	}
	return objects, ofPods
}

// podsOf is what so many Pods take of quotas, by the names that these have for it, with how much of each resource.
func podsOf(pods int64, requests []plan.RequestChange, amount func(plan.RequestChange) string) map[string]string {
	all := map[string]string{"pods": fmt.Sprint(pods)}
	for _, r := range requests {
		all["requests."+r.Resource] = amount(r)
		if r.Resource == "cpu" || r.Resource == "memory" {
			all[r.Resource] = amount(r) // the older name of the same
		}
	}
	return all
}

// serviceType is the type that a Service names; nil of all other objects.
func serviceType(m *object.Manifest) any {
	if m.Ref.GroupKind() != kind.Service {
		return nil
	}
	return object.At(m.Content, "spec", "type")
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
