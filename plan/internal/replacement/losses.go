package replacement

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// Losses returns what is not carried over to a new object, and what is without one while
// there is none.
func Losses(c *compare.Comparison, after map[string]any, r *Replacement) []fact.Fact {
	forcing := r.Because
	switch gk := c.Manifest.Ref.GroupKind(); gk {
	case kind.StatefulSet:
		return append(canary(c.Live, after, r.KeepsPods), ofSet(c.Live, after, forcing)...)
	case kind.Service:
		return ofService(c.Live, Manifest(c).Content, slices.Contains(forcing, object.PathOf("spec", "clusterIP")))
	case kind.Volume:
		return warning(plan.WarnDataNotCopied, nil)
	case kind.StorageClass:
		return warning(plan.WarnVolumesStay, nil)
	case kind.PriorityClass, kind.RuntimeClass:
		return warning(plan.WarnPodsNeedClass, fact.Args{"fields": object.PathTexts(forcing)})
	case kind.IngressClass:
		return warning(plan.WarnControllerChanges, fact.Args{"before": at(c.Live, "controller"), "after": at(after, "controller")})
	case kind.Quota:
		return warning(plan.WarnQuotaAway, nil)
	case kind.Binding, kind.ClusterBinding:
		return warning(plan.WarnRightsAway, nil)
	}
	return nil
}

// ofService is what clients of a Service know that a new one has not got: an address, or ports of nodes.
func ofService(live, content map[string]any, changes bool) (lost []fact.Fact) {
	if changes || losesAddress(live, content) {
		lost = warning(plan.WarnAddressChanges, nil)
	}
	if ports := lostNodePorts(live, content); ports > 0 {
		lost = append(lost, fact.New(plan.WarnNodePortsChange, fact.Args{"ports": ports}))
	}
	return lost
}

// losesAddress reports whether a Service has an address that is not given back to a new one, of
// whichever family: a server finds another where none is set, and so does whoever balances the load.
func losesAddress(live, content map[string]any) bool {
	balanced, _ := object.At(live, "status", "loadBalancer", "ingress").([]any)
	set := addressesOf(content)
	return len(balanced) > 0 || slices.ContainsFunc(addressesOf(live), func(address any) bool { return !slices.Contains(set, address) })
}

// addressesOf are the addresses that a Service sets.
func addressesOf(service map[string]any) []any {
	all, _ := object.At(service, "spec", "clusterIPs").([]any)
	all = append(slices.Clone(all), object.At(service, "spec", "clusterIP"), object.At(service, "spec", "loadBalancerIP"))
	return slices.DeleteFunc(all, func(address any) bool { return address == nil || address == "" || address == "None" })
}

// lostNodePorts counts the ports of nodes that a Service has, and in whose place a server finds others for a
// new one that has the same ports: none of its own are set for these.
func lostNodePorts(live, content map[string]any) (lost int64) {
	if !opensNodePorts(content) {
		return 0
	}
	had, _ := object.At(live, "spec", "ports").([]any)
	has, _ := object.At(content, "spec", "ports").([]any)
	of := func(port any, field string) int64 {
		return object.Number(map[string]any{"port": port}, 0, "port", field)
	}
	for _, p := range had {
		same := func(q any) bool { return of(p, "port") == of(q, "port") && protocol(p) == protocol(q) }
		if i := slices.IndexFunc(has, same); of(p, "nodePort") != 0 && i >= 0 && of(has[i], "nodePort") == 0 {
			lost++
		}
	}
	health := object.Number(live, 0, "spec", "healthCheckNodePort")
	checked := object.At(content, "spec", "type") == "LoadBalancer" && object.At(content, "spec", "externalTrafficPolicy") == "Local"
	if health != 0 && checked && object.At(content, "spec", "healthCheckNodePort") == nil {
		lost++
	}
	return lost
}

// opensNodePorts reports whether a server gives a Service ports of nodes.
func opensNodePorts(service map[string]any) bool {
	switch object.At(service, "spec", "type") {
	case "NodePort":
		return true
	case "LoadBalancer":
		return object.At(service, "spec", "allocateLoadBalancerNodePorts") != false
	}
	return false
}

func protocol(port any) string {
	fields, _ := port.(map[string]any)
	set, _ := fields["protocol"].(string)
	return cmp.Or(set, "TCP")
}

// canary warns that a StatefulSet which is created anew knows no earlier revision: the Pods
// that its partition keeps at one start at the new revision.
func canary(live, after map[string]any, keepsPods bool) []fact.Fact {
	partition := object.Number(after, 0, "spec", "updateStrategy", "rollingUpdate", "partition")
	if partition == 0 || object.Number(live, 0, "status", "replicas") == 0 {
		return nil
	}
	newTemplate := !reflect.DeepEqual(object.At(live, "spec", "template"), object.At(after, "spec", "template"))
	if !newTemplate && object.At(live, "status", "currentRevision") == object.At(live, "status", "updateRevision") {
		return nil
	}
	return warning(plan.WarnCanaryEnds, fact.Args{
		"ordinal": partition + object.Number(after, 0, "spec", "ordinals", "start"), "at_once": !keepsPods || len(claim.NewTemplates(live, after)) > 0,
	})
}

// ofSet is what is not carried over of a StatefulSet.
func ofSet(live, after map[string]any, forcing []object.Path) []fact.Fact {
	var lost []fact.Fact
	for _, path := range forcing {
		switch {
		case path == object.PathOf("spec", "serviceName"):
			lost = append(lost, fact.New(plan.WarnDNSNames, nil))
		case path.HasPrefix(object.PathOf("spec", "volumeClaimTemplates")) && !claim.ResizesOnly(live, after):
			lost = append(lost, fact.New(plan.WarnTemplatesForNew, nil))
		}
	}
	return lost
}

func warning(code fact.Code, args fact.Args) []fact.Fact { return []fact.Fact{fact.New(code, args)} }

func at(content map[string]any, field string) string {
	return fmt.Sprint(object.At(content, "spec", field))
}
