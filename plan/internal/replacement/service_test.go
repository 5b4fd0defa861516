package replacement

import (
	"testing"

	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/plan"
)

// A new Service has what the configuration sets of the old one: all else the server chooses anew.
func TestLossesOfServices(t *testing.T) {
	for name, c := range map[string]struct {
		live, content string // of the spec
		address       bool
		ports         int64
	}{
		"all set":               {"clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1]", "clusterIP: 10.0.0.1", false, 0},
		"nothing set":           {"clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1]", "ports: []", true, 0},
		"a second family":       {"clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1']", "clusterIP: 10.0.0.1", true, 0},
		"both families set":     {"clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1']", "clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1']", false, 0},
		"headless":              {"clusterIP: None, clusterIPs: [None]", "ports: []", false, 0},
		"an address to balance": {"clusterIP: None, loadBalancerIP: 192.0.2.1", "clusterIP: None", true, 0},
		"which is set":          {"clusterIP: None, loadBalancerIP: 192.0.2.1", "clusterIP: None, loadBalancerIP: 192.0.2.1", false, 0},
		"a node port":           {"type: NodePort, ports: [{port: 80, protocol: TCP, nodePort: 30001}]", "type: NodePort, ports: [{port: 80}]", false, 1},
		"which stays":           {"type: NodePort, ports: [{port: 80, protocol: TCP, nodePort: 30001}]", "type: NodePort, ports: [{port: 80, nodePort: 30001}]", false, 0},
		"which becomes another": {"type: NodePort, ports: [{port: 80, protocol: TCP, nodePort: 30001}]", "type: NodePort, ports: [{port: 80, nodePort: 30002}]", false, 0},
		"of another protocol":   {"type: NodePort, ports: [{port: 80, protocol: UDP, nodePort: 30001}, {port: 80, protocol: TCP, nodePort: 30002}]", "type: NodePort, ports: [{port: 80}]", false, 1},
		"of a port that goes":   {"type: NodePort, ports: [{port: 80, nodePort: 30001}]", "type: NodePort, ports: [{port: 81}]", false, 0},
		"of a type without":     {"type: NodePort, ports: [{port: 80, nodePort: 30001}]", "ports: [{port: 80}]", false, 0},
		"balanced":              {"type: LoadBalancer, ports: [{port: 80, nodePort: 30001}]", "type: LoadBalancer, ports: [{port: 80}]", false, 1},
		"balanced without":      {"type: LoadBalancer, ports: [{port: 80, nodePort: 30001}]", "type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]", false, 0},
		"health":                {"type: LoadBalancer, healthCheckNodePort: 30009", "type: LoadBalancer, externalTrafficPolicy: Local", false, 1},
		"health that is set":    {"type: LoadBalancer, healthCheckNodePort: 30009", "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30009", false, 0},
		"health no more":        {"type: LoadBalancer, healthCheckNodePort: 30009", "type: LoadBalancer", false, 0},
	} {
		service := func(spec string) (content map[string]any) {
			raw, err := yaml.YAMLToJSON([]byte("spec: {" + spec + "}"))
			if err == nil {
				err = json.Unmarshal(raw, &content)
			}
			if err != nil {
				t.Fatal(err)
			}
			return content
		}
		address, ports := false, int64(0)
		for _, f := range ofService(service(c.live), service(c.content), false) {
			if address = address || f.Code == plan.WarnAddressChanges; f.Code == plan.WarnNodePortsChange {
				ports = f.Args["ports"].(int64)
			}
		}
		if address != c.address || ports != c.ports {
			t.Errorf("%s: the address changes: %v, and %d ports", name, address, ports)
		}
	}
}
