package check

import (
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
	s.metalLB()
	s.headless()
	numbers, ports := newDistinct(s.report), s.Ports()
	for _, p := range ports {
		if p.Label == "" && len(ports) > 1 {
			s.fail(p.Header, "Missing label", "%s has %d ports, so each needs a name, and this one has none. Write port \"<name>\" { … }.", s.Title(), len(ports))
		}
		if number, ok := p.Port().Lookup(); ok {
			numbers.add(message.New("service port %d/%s", number, p.Protocol().Value()), p.Block)
		}
		s.target(p)
	}
}

// target looks for a named port among the workload's containers.
func (s service) target(p blocks.ServicePort) {
	name, named := p.TargetPort().Value().(string)
	if !named || s.Selector().Present() {
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

// ofType refuses what has no meaning for a service's type.
func (s service) ofType() {
	of := s.Type()
	kind := of.Value()
	if !of.Present() {
		return // that it failed has been said
	}
	if a := s.ExternalTrafficPolicy(); a.Present() && kind == "ClusterIP" {
		s.fail(a.Range(), "Not for this type of service", `external_traffic_policy needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
	for _, p := range s.Ports() {
		if a := p.NodePort(); a.Present() && kind == "ClusterIP" {
			s.fail(a.Range(), "Not for this type of service", `node_port needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
		}
	}
	if kind == "LoadBalancer" {
		if a, b := s.LoadBalancerClass(), s.LoadBalancer(); a.Present() && b.Present() && b.Type().Value() != "metallb" {
			s.fail(a.Range(), "Two load balancers", "load_balancer_class and load_balancer both name the implementation. Keep one of them.")
		}
		return
	}
	if a := s.LoadBalancerClass(); a.Present() {
		s.fail(a.Range(), "Not for this type of service", `load_balancer_class needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
	if b := s.LoadBalancer(); b.Present() {
		s.fail(b.Header, "Not for this type of service", `load_balancer needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
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
