package check

import (
	"net/netip"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// service is a service of a workload, being checked.
type service struct {
	*report
	blocks.Service
	item *module.Item
}

func (s service) check() {
	s.ofType()
	s.addresses()
	s.metalLB()
	s.headless()
	s.ranges(s.LoadBalancerSourceRanges())
	numbers, ports := newDistinct(s.report, message.New(" A service has one port of a number and protocol.")), s.Ports()
	onNodes := newDistinct(s.report, message.New(" A node has one port of a number and protocol."))
	if len(ports) == 0 && !s.Headless().Value() && s.Type().Value() != "ExternalName" && !s.item.Failed {
		s.fail(s.Header, "Missing required block", "%s has no port block. Add port \"name\" { … }; only a headless service and one of type \"ExternalName\" can be without.", s.Title())
	}
	for _, p := range ports {
		if p.Label == "" && len(ports) > 1 {
			s.fail(p.Header, "Missing label", "%s has %d ports, so each needs a name, and this one has none. Write port \"<name>\" { … }.", s.Title(), len(ports))
		}
		if number, ok := p.Port().Lookup(); ok {
			numbers.add(message.New("service port %d/%s", number, p.Protocol().Value()), p.Block)
		}
		if number, ok := p.NodePort().Lookup(); ok {
			onNodes.add(message.New("node port %d/%s", number, p.Protocol().Value()), p.Block)
		}
		s.target(p)
	}
}

// target looks for a named port among the workload's containers.
func (s service) target(p blocks.ServicePort) {
	name, named := p.TargetPort().Value().(string)
	if !named || s.Selector().Present() || s.Type().Value() == "ExternalName" {
		return // a number needs no name, and other Pods' ports are not known
	}
	var known []string
	for _, container := range allContainers(s.item) {
		for _, port := range container.Ports() {
			if port.Label == name {
				return
			}
			if port.Label != "" {
				known = append(known, port.Label)
			}
		}
	}
	s.fail(p.TargetPort().Range(), "No such port", "No container of %s has a port %s.%s Add such a port to a container, or name another.",
		s.item.Title(), shown(p.TargetPort()), nearest.Sentence(name, known))
}

// typesOf are the types of service that know an argument; nil where all do.
func typesOf(argument string) []string {
	switch argument {
	case "external_traffic_policy", "node_port":
		return []string{"NodePort", "LoadBalancer"}
	case "load_balancer", "load_balancer_class", "load_balancer_source_ranges", "allocate_load_balancer_node_ports", "health_check_node_port":
		return []string{"LoadBalancer"}
	case "cluster_ip", "cluster_ips", "ip_families", "ip_family_policy", "selector":
		return []string{"ClusterIP", "NodePort", "LoadBalancer"}
	case "external_name":
		return []string{"ExternalName"}
	}
	return nil
}

// ofType refuses what has no meaning for a service's type.
func (s service) ofType() {
	if !s.Type().Present() {
		return // that it failed has been said
	}
	for _, row := range s.Schema.Attributes {
		if a := s.Get(row.Name); a != nil && (row.Name != "external_traffic_policy" || !s.ExternalIPs().Present()) {
			s.needsType(row.Name, a.Range)
		}
	}
	for _, p := range s.Ports() {
		if a := p.NodePort(); a.Present() {
			s.needsType("node_port", a.Range())
		}
	}
	if b := s.LoadBalancer(); b.Present() {
		s.needsType("load_balancer", b.Header)
		if a := s.LoadBalancerClass(); a.Present() && s.Type().Value() == "LoadBalancer" && b.Type().Value() != "metallb" {
			s.fail(a.Range(), "Two load balancers", "load_balancer_class and load_balancer both name the implementation. Keep one of them.")
		}
	}
	if s.Type().Value() == "ExternalName" && !s.ExternalName().Present() && !s.item.Failed {
		s.fail(s.Type().Range(), "Missing required argument", "%s stands for a name outside the cluster, and has none. Add external_name = \"…\", or change the type.", s.Title())
	}
	if a := s.HealthCheckNodePort(); a.Present() && s.ExternalTrafficPolicy().Value() != "Local" && s.Type().Value() == "LoadBalancer" {
		s.fail(a.Range(), "Conflicting arguments", `health_check_node_port needs external_traffic_policy = "Local". Add that, or remove health_check_node_port.`)
	}
}

func (s service) needsType(argument string, at hcl.Range) {
	types := typesOf(argument)
	if types == nil || slices.Contains(types, s.Type().Value()) {
		return
	}
	quoted := make([]string, len(types))
	for i, t := range types {
		quoted[i] = strconv.Quote(t)
	}
	s.fail(at, "Not for this type of service", "%s needs type = %s; this is %s. Remove it, or change the type.", argument,
		message.List{Items: quoted, Between: ", ", Last: " or "}, shown(s.Type()))
}

// addresses holds the addresses inside the cluster to their families.
func (s service) addresses() {
	one, several, families := s.ClusterIP(), s.ClusterIPs(), s.IPFamilies()
	if one.Present() && several.Present() && len(several.Value()) > 0 && several.Value()[0] != one.Value() {
		s.fail(several.Range(), "Conflicting arguments", "The first of cluster_ips must be cluster_ip. Keep one of the two arguments.")
	}
	if s.Headless().Value() && (one.Present() || several.Present()) {
		s.fail(s.Headless().Range(), "Conflicting arguments", "A headless service has no address inside the cluster. Remove headless, or the address.")
	}
	given := make([]any, 0, 2)
	for i, text := range several.Value() {
		family := familyOf(text)
		if family != "" && slices.Contains(given, any(family)) {
			s.fail(several.ElementRange(i), "Invalid value", "Both of cluster_ips are %s addresses, but there can be one of each IP family. Remove one of them.", family)
			return
		}
		given = append(given, family)
	}
	if one.Present() && len(given) == 0 {
		given = append(given, familyOf(one.Value()))
	}
	for i, family := range families.Value() {
		if i > 0 && family == families.Value()[0] {
			s.fail(families.ElementRange(i), "Invalid value", "ip_families has %q twice. Remove one.", family)
			return
		}
		if i < len(given) && given[i] != "" && given[i] != family {
			s.fail(families.ElementRange(i), "Conflicting arguments", "Address %d of the service is an %s address, but ip_families has %s there. Change one of the two.", i+1, given[i], family)
		}
	}
	if policy := s.IPFamilyPolicy(); policy.Value() == "SingleStack" && (len(families.Value()) > 1 || len(given) > 1) {
		s.fail(policy.Range(), "Conflicting arguments", `ip_family_policy = "SingleStack" allows one IP family, and the service has two. Write "PreferDualStack" or "RequireDualStack", or remove one.`)
	}
}

// familyOf is the family of an address; empty where it is none, which has been
// reported.
func familyOf(text any) string {
	s, _ := text.(string)
	address, err := netip.ParseAddr(s)
	switch {
	case err != nil:
		return ""
	case address.Is4():
		return "IPv4"
	}
	return "IPv6"
}

func (s service) metalLB() {
	b := s.LoadBalancer()
	if !b.Type().Present() || b.Type().Value() == "metallb" {
		return
	}
	for _, a := range []*decode.Attribute{b.AddressPool().Attribute(), b.Addresses().Attribute()} {
		if a != nil {
			s.fail(a.Range, "Only for MetalLB", `%s is only for MetalLB, but the type is %s. Remove it, or write type = "metallb".`, a.Schema.Name, shown(b.Type()))
		}
	}
}

func (s service) headless() {
	if !s.Headless().Value() {
		return
	}
	if kind := s.Type(); kind.Present() && kind.Value() != "ClusterIP" {
		s.fail(s.Headless().Range(), "Not for this type of service", `A headless service has no cluster IP, so its type must be "ClusterIP"; this is %s. Remove one of the two.`, shown(kind))
	}
	at := s.SessionAffinityBlock()
	switch {
	case at.Present():
		s.warn(at.Header, "No effect", "Kubernetes ignores session affinity on a headless service. Remove it.")
	case s.SessionAffinity().Value() == "ClientIP":
		s.warn(s.SessionAffinity().Range(), "No effect", "Kubernetes ignores session affinity on a headless service. Remove it.")
	}
}
