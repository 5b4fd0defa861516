package quota

import (
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// demand is what a change asks of its namespace's quotas, by the names that
// quotas have for it: of objects, which the server refuses, and of Pods, which
// are refused when the rollout makes them.
func demand(d *decision.Decision, m *object.Manifest) (objects, ofPods map[string]string) {
	objects, ofPods = make(map[string]string), make(map[string]string)
	if m != nil && (d.Action == plan.Create || d.Action.Renews()) {
		objects = increase(taken(m.Ref, d.Replaces), taken(m.Ref, m.Content))
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

// restarts reports whether a change replaces Pods, which quotas admit anew.
func restarts(d *decision.Decision) bool {
	return d.Impact != nil && d.Impact.Restarts > 0 && d.Action != plan.Delete && d.Action != plan.Blocked
}

// whileRestarting is what a workload takes of quotas beside its Pods while these restart: one more Pod where none is
// terminated before its replacement is ready, else nothing.
func whileRestarting(i *plan.Impact) map[string]string {
	first := slices.ContainsFunc(i.Effects, func(f fact.Fact) bool {
		how, _ := f.Args["manner"].(fact.Fact)
		return how.Code == plan.MannerAfterReplacement || how.Code == plan.MannerAfterReplacements
	})
	if !first || i.ReplicasAfter == 0 {
		return podsOf(0, i.Requests, func(plan.RequestChange) string { return "0" })
	}
	return podsOf(1, i.Requests, func(r plan.RequestChange) string {
		all := object.Quantity(r.After)
		return resource.NewMilliQuantity(all.MilliValue()/i.ReplicasAfter, resource.DecimalSI).String()
	})
}

// lack is the first of the resources of which there is less left than a demand, or less than nothing.
func (l leaves) lack(demand map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(demand)) {
		if left, counted := l[name]; counted {
			if left.Sub(object.Quantity(demand[name])); left.Sign() < 0 {
				return name
			}
		}
	}
	return ""
}

// taken is what an object takes of quotas; nothing where there is none.
func taken(ref object.Ref, content map[string]any) map[string]string {
	all := make(map[string]string)
	if content == nil {
		return all
	}
	for _, name := range resourceNames(ref) {
		all[name] = "1"
	}
	switch ref.GroupKind() {
	case kind.Claim:
		// A class that the server chooses is not known here.
		class, _ := object.At(content, "spec", "storageClassName").(string)
		ofClass := class + ".storageclass.storage.k8s.io/"
		if size := claim.Size(content); size != "" {
			all["requests.storage"], all[ofClass+"requests.storage"] = size, size
		}
		all[ofClass+"persistentvolumeclaims"] = "1"
	case kind.Service:
		ports, _ := object.At(content, "spec", "ports").([]any)
		switch object.At(content, "spec", "type") {
		case "LoadBalancer":
			all["services.loadbalancers"] = "1"
			if object.At(content, "spec", "allocateLoadBalancerNodePorts") != false {
				all["services.nodeports"] = fmt.Sprint(len(ports))
			}
		case "NodePort":
			all["services.nodeports"] = fmt.Sprint(len(ports))
		}
	}
	return all
}

// increase is by how much one object takes more than that in whose place it comes.
func increase(before, after map[string]string) map[string]string {
	all := make(map[string]string)
	for name, amount := range after {
		more := object.Quantity(amount)
		if more.Sub(object.Quantity(before[name])); more.Sign() > 0 {
			all[name] = more.String()
		}
	}
	return all
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
