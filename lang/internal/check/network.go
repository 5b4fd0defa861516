package check

import "github.com/workloadlang/wl/lang/internal/module"

// network checks names and ports of a Pod as a whole.
func (c *checker) network(item *module.Item) {
	if dns := item.Child("advanced", "dns"); dns != nil && dns.String("policy") == "None" {
		if servers := dns.Get("nameservers"); servers == nil || len(servers.Data.([]any)) == 0 {
			c.fail(dns.Get("policy").Range, "Missing required argument", `policy = "None" asks only the name servers given here, and there are none. Add nameservers = ["…"].`)
		}
	}
	network := item.Child("advanced", "network")
	if network == nil || !network.Bool("host_network") {
		return
	}
	for _, container := range allContainers(item) {
		for _, p := range container.Children("port") {
			number, known := p.Int("container_port")
			if host, ok := p.Int("host_port"); known && ok && host != number {
				c.fail(p.Get("host_port").Range, "Contradiction", "With host_network, port %d of the container is port %d of the node. Remove host_port, or write the same number.", number, number)
			}
		}
	}
}
