package check

import (
	"fmt"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

func (c *checker) service(item *module.Item, s *decode.Block) {
	c.serviceType(s)
	c.metalLB(s)
	c.headless(s)
	taken := make(map[string]*decode.Block)
	ports := s.Children("port")
	for _, p := range ports {
		if p.Label == "" && len(ports) > 1 {
			c.fail(p.Header, "Missing label", "%s has %d ports, which Kubernetes tells apart by their names, and this one has none. Write port \"<name>\" { … }.", s.Title(), len(ports))
		}
		if number, ok := p.Int("port"); ok {
			c.unique(taken, fmt.Sprintf("service port %d/%s", number, p.String("protocol")), p)
		}
		c.target(item, s, p)
	}
}

// target looks for a named port among the workload's containers.
func (c *checker) target(item *module.Item, s, p *decode.Block) {
	name := p.String("target_port")
	if name == "" || s.Get("selector") != nil {
		return // a number needs no name, and other Pods' ports are not known
	}
	var known []string
	for _, container := range allContainers(item) {
		for _, port := range container.Children("port") {
			if port.Label == name {
				return
			}
			if port.Label != "" {
				known = append(known, port.Label)
			}
		}
	}
	c.fail(p.Get("target_port").Range, "No such port", "No container of %s has a port %s.%s Add such a port to a container, or name another.",
		item.Title(), shown(p.Get("target_port")), diag.DidYouMean(name, known))
}

// serviceType refuses what has no meaning for a service's type.
func (c *checker) serviceType(s *decode.Block) {
	kind, of := s.String("type"), s.Get("type")
	if of == nil {
		return // that it failed has been said
	}
	if a := s.Get("external_traffic_policy"); a != nil && kind == "ClusterIP" {
		c.fail(a.Range, "Not for this type of service", `external_traffic_policy needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
	for _, p := range s.Children("port") {
		if a := p.Get("node_port"); a != nil && kind == "ClusterIP" {
			c.fail(a.Range, "Not for this type of service", `node_port needs type = "NodePort" or "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
		}
	}
	if kind == "LoadBalancer" {
		if a, b := s.Get("load_balancer_class"), s.Child("load_balancer"); a != nil && b != nil && b.String("type") != "metallb" {
			c.fail(a.Range, "Two load balancers", "load_balancer_class and load_balancer both name the implementation. Keep one of them.")
		}
		return
	}
	if a := s.Get("load_balancer_class"); a != nil {
		c.fail(a.Range, "Not for this type of service", `load_balancer_class needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
	if b := s.Child("load_balancer"); b != nil {
		c.fail(b.Header, "Not for this type of service", `load_balancer needs type = "LoadBalancer"; this is %s. Remove it, or change the type.`, shown(of))
	}
}

func (c *checker) metalLB(s *decode.Block) {
	b := s.Child("load_balancer")
	if b == nil || b.Get("type") == nil || b.String("type") == "metallb" {
		return
	}
	for _, name := range []string{"address_pool", "addresses"} {
		if a := b.Get(name); a != nil {
			c.fail(a.Range, "Only for MetalLB", `%s says what MetalLB does, but the type is %s. Remove it, or write type = "metallb".`, name, shown(b.Get("type")))
		}
	}
}

func (c *checker) headless(s *decode.Block) {
	if !s.Bool("headless") {
		return
	}
	if kind := s.Get("type"); kind != nil && kind.Data != "ClusterIP" {
		c.fail(s.Get("headless").Range, "Not for this type of service", `A headless service has no address of its own, so its type must be "ClusterIP"; this is %s. Remove one of the two.`, shown(kind))
	}
	at := s.Child("session_affinity")
	switch {
	case at != nil:
		c.warn(at.Header, "No effect", "Kubernetes ignores session affinity on a headless service. Remove it.")
	case s.String("session_affinity") == "ClientIP":
		c.warn(s.Get("session_affinity").Range, "No effect", "Kubernetes ignores session affinity on a headless service. Remove it.")
	}
}
