package check

import "github.com/workloadlang/wl/lang/internal/module"

// network checks names and ports of a Pod as a whole.
func (c *checker) network(item *module.Item) {
	if dns := item.Workload().Advanced().DNS(); dns.Policy().Value() == "None" && len(dns.Nameservers().Value()) == 0 {
		c.fail(dns.Policy().Range(), "Missing required argument", `policy = "None" uses only the name servers given here, and none is given. Add nameservers = ["…"].`)
	}
	if !item.Workload().Advanced().Network().HostNetwork().Value() {
		return
	}
	for _, container := range allContainers(item) {
		for _, p := range container.Ports() {
			number, known := p.ContainerPort().Lookup()
			if host, ok := p.HostPort().Lookup(); known && ok && host != number {
				c.fail(p.HostPort().Range(), "Conflicting arguments", "With host_network, port %d of the container is port %d of the node. Remove host_port, or set the same number.", number, number)
			}
		}
	}
}
