package check

import (
	"slices"

	"github.com/workloadlang/wl/lang/internal/blocks"
)

// networkPolicy is a NetworkPolicy being checked.
type networkPolicy struct {
	*report
	blocks.NetworkPolicy
	failed bool
}

func (n networkPolicy) check() {
	labelSelector{n.report, n.PodSelector()}.check()
	types := n.PolicyTypes().Value()
	for _, t := range n.Ingresses() {
		n.traffic(t.Froms(), t.Ports())
		if len(types) > 0 && !slices.Contains(types, any("Ingress")) {
			n.warn(t.Header, "No effect", "policy_types has no %q, so the block %s has no effect. Add it there, or remove the block.", "Ingress", t.Schema.Name)
		}
	}
	for _, t := range n.Egresses() {
		n.traffic(t.Tos(), t.Ports())
		if len(types) > 0 && !slices.Contains(types, any("Egress")) {
			n.warn(t.Header, "No effect", "policy_types has no %q, so the block %s has no effect. Add it there, or remove the block.", "Egress", t.Schema.Name)
		}
	}
}

func (n networkPolicy) traffic(peers []blocks.Peer, ports []blocks.PolicyPort) {
	for _, p := range peers {
		pods, namespaces, addresses := p.PodSelector(), p.NamespaceSelector(), p.IPBlock()
		labelSelector{n.report, pods}.check()
		labelSelector{n.report, namespaces}.check()
		n.addresses(addresses)
		switch {
		case !pods.Present() && !namespaces.Present() && !addresses.Present() && !n.failed:
			n.fail(p.Header, "Missing required block", "%s selects nothing. Add pod_selector {}, namespace_selector {} or ip_block = { cidr = \"…\" }; for no restriction, leave the block out.", p.Title())
		case addresses.Present() && (pods.Present() || namespaces.Present()):
			n.fail(addresses.Header, "Conflicting arguments", "%s is either of addresses or of Pods. Write two blocks.", p.Title())
		}
	}
	for _, p := range ports {
		last, ok := p.EndPort().Lookup()
		if !ok {
			continue
		}
		if first, number := p.Port().Value().(int64); !number || last < first {
			n.fail(p.EndPort().Range(), "Invalid value", "end_port ends a range of ports that begins with port, a lower number. Correct it, or remove it.")
		}
	}
}
