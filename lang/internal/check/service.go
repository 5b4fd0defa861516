package check

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

func (c *checker) service(item *module.Item, s blocks.Service) {
	c.serviceType(s)
	c.metalLB(s)
	c.headless(s)
	taken, ports := make(map[string]hcl.Range), s.Ports()
	for _, p := range ports {
		if p.Label == "" && len(ports) > 1 {
			c.fail(p.Header, "Missing label", "%s has %d ports, so each needs a name, and this one has none. Write port \"<name>\" { … }.", s.Title(), len(ports))
		}
		if number, ok := p.Port().Lookup(); ok {
			c.unique(taken, fmt.Sprintf("service port %d/%s", number, p.Protocol().Value()), p.Block)
		}
		c.target(item, s, p)
	}
}

// target looks for a named port among the workload's containers.
func (c *checker) target(item *module.Item, s blocks.Service, p blocks.ServicePort) {
	name, named := p.TargetPort().Value().(string)
	if !named || s.Selector().Present() {
		return // a number needs no name, and other Pods' ports are not known
	}
	var known []string
	for _, container := range allContainers(item) {
		for _, port := range container.Ports() {
			if port.Label == name {
				return
			}
			if port.Label != "" {
				known = append(known, port.Label)
			}
		}
	}
	c.fail(p.TargetPort().Range(), "No such port", "No container of %s has a port %s.%s Add such a port to a container, or name another.",
		item.Title(), shown(p.TargetPort()), nearest.Sentence(name, known))
}

// serviceType refuses what has no meaning for a service's type.
func (c *checker) serviceType(s blocks.Service) {
	of := s.Type()
	kind := of.Value()
	if !of.Present() {
		return // that it failed has been said
	}
	if a := s.ExternalTrafficPolicy(); a.Present() && kind == "ClusterIP" {
		c.fail(a.Range(), "Not for this type of service", `external_traffic_policy needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
	for _, p := range s.Ports() {
		if a := p.NodePort(); a.Present() && kind == "ClusterIP" {
			c.fail(a.Range(), "Not for this type of service", `node_port needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
		}
	}
	if kind == "LoadBalancer" {
		if a, b := s.LoadBalancerClass(), s.LoadBalancer(); a.Present() && b.Present() && b.Type().Value() != "metallb" {
			c.fail(a.Range(), "Two load balancers", "load_balancer_class and load_balancer both name the implementation. Keep one of them.")
		}
		return
	}
	if a := s.LoadBalancerClass(); a.Present() {
		c.fail(a.Range(), "Not for this type of service", `load_balancer_class needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
	if b := s.LoadBalancer(); b.Present() {
		c.fail(b.Header, "Not for this type of service", `load_balancer needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
}

func (c *checker) metalLB(s blocks.Service) {
	b := s.LoadBalancer()
	if !b.Type().Present() || b.Type().Value() == "metallb" {
		return
	}
	for _, a := range []*decode.Attribute{b.AddressPool().Attribute(), b.Addresses().Attribute()} {
		if a != nil {
			c.fail(a.Range, "Only for MetalLB", `%s is only for MetalLB, but the type is %s. Remove it, or write type = "metallb".`, a.Schema.Name, shown(b.Type()))
		}
	}
}

func (c *checker) headless(s blocks.Service) {
	if !s.Headless().Value() {
		return
	}
	if kind := s.Type(); kind.Present() && kind.Value() != "ClusterIP" {
		c.fail(s.Headless().Range(), "Not for this type of service", `A headless service has no cluster IP, so its type must be "ClusterIP"; this is %s. Remove one of the two.`, shown(kind))
	}
	at := s.SessionAffinityBlock()
	switch {
	case at.Present():
		c.warn(at.Header, "No effect", "Kubernetes ignores session affinity on a headless service. Remove it.")
	case s.SessionAffinity().Value() == "ClientIP":
		c.warn(s.SessionAffinity().Range(), "No effect", "Kubernetes ignores session affinity on a headless service. Remove it.")
	}
}
