package check

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// containers checks each container, and that the containers of one Pod do not
// take each other's ports, which the documentation warns of.
func (c *checker) containers(item *module.Item) {
	numbers, names, hosts, containers := make(map[string]listener), make(map[string]listener), make(map[string]hcl.Range), make(map[string]blocks.Container)
	for _, container := range allContainers(item) {
		if first, taken := containers[container.Label]; taken && first.Schema != container.Schema {
			c.fail(container.LabelRange, "Duplicate name", "%s is already declared at %s, and container names are unique within a Pod. Rename one of the two.", first.Title(), syntax.Place(first.Header))
		}
		containers[container.Label] = container
		c.container(item, container)
		c.lifecycle(item, container)
		c.environment(item, container)
		c.references(item, container)
		c.mounts(item, container)
		c.security(container)
		if container.Schema.Name == "init_container" && container.RestartPolicy().Value() != "Always" {
			continue // its ports are free again when the others start
		}
		for _, p := range container.Ports() {
			if number, ok := p.ContainerPort().Lookup(); ok {
				c.listens(numbers, fmt.Sprintf("port %d/%s", number, p.Protocol().Value()), listener{container, p})
			}
			if p.Label != "" {
				c.listens(names, fmt.Sprintf("port name %q", p.Label), listener{container, p})
			}
			if _, ok := p.HostPort().Lookup(); ok {
				c.unique(hosts, fmt.Sprintf("host port %s/%s", shown(p.HostPort()), p.Protocol().Value()), p.Block)
			}
		}
	}
}

// listener is a port with its container.
type listener struct {
	container blocks.Container
	port      blocks.ContainerPort
}

// listens refuses what two ports of a container cannot both have. Those of two
// containers can for Kubernetes, which does not look whether both listen.
func (c *checker) listens(taken map[string]listener, what string, l listener) {
	first, collides := taken[what]
	if !collides {
		taken[what] = l
		return
	}
	way := ""
	switch {
	case first.container == l.container:
	case c.KubernetesLimits:
		c.warn(l.port.Header, "Port conflict", "The %s is also used by %s at %s. The containers of a Pod share one network, and only one can listen on a port. Change one of the two.", what, first.container.Title(), syntax.Place(first.port.Header))
		return
	default:
		way = `, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits`
	}
	c.fail(l.port.Header, "Port conflict", "The %s is already used at %s. The containers of a Pod share one network. Change one of the two%s.", what, syntax.Place(first.port.Header), way)
}

// allContainers are the init containers and containers of a workload.
func allContainers(item *module.Item) []blocks.Container {
	return slices.Concat(item.Workload().InitContainers(), item.Workload().Containers())
}

func (c *checker) unique(taken map[string]hcl.Range, what string, p *decode.Block) {
	if first, ok := taken[what]; ok {
		c.fail(p.Header, "Port conflict", "The %s is already used at %s. The containers of a Pod share one network. Change one of the two.", what, syntax.Place(first))
		return
	}
	taken[what] = p.Header
}

func (c *checker) container(item *module.Item, b blocks.Container) {
	c.quota(b.CPU())
	c.quota(b.Memory())
	if gpu := b.GPU(); gpu.Present() {
		c.gpu(item, gpu)
	}
	if !b.CPU().Limit().Present() || !b.Memory().Limit().Present() {
		c.warn(b.Header, "No resource limits", "%s can use all CPU or memory of its node. Set cpu = { limit = … } and memory = { limit = … }.", b.Title())
	}
	if b.Privileged().Value() {
		c.warn(b.Privileged().Range(), "Privileged container", "%s has full access to its node. Remove privileged unless it is needed.", b.Title())
	}
	if image := b.Image(); image.Present() && !image.Sensitive() && floating(image.Value()) {
		c.warn(image.Range(), "Image without a fixed version", "The content of the image %q can change from one Pod to the next. Set a version or a digest.", image.Value())
	}
}

// gpu wants one of the quota's three forms.
func (c *checker) gpu(item *module.Item, gpu blocks.GPU) {
	forms := len(gpu.Blocks())
	if gpu.Count().Present() {
		forms++
	}
	if forms > 1 || forms == 0 && !item.Failed { // the form may be what failed
		c.fail(gpu.Header, "Invalid value", "gpu has %d kinds of quota, but must have exactly one of count, vgpu and mig. Write gpu = { count = 1 }, for example.", forms)
	}
}

func (c *checker) quota(quota blocks.Quota) {
	request, limit := quota.Request(), quota.Limit()
	if !request.Present() || !limit.Present() {
		return
	}
	low, errLow := resource.ParseQuantity(request.Value())
	high, errHigh := resource.ParseQuantity(limit.Value())
	if errLow == nil && errHigh == nil && low.Cmp(high) > 0 {
		name := quota.Schema.Name
		c.fail(request.Range(), "Request above limit", "%s.request (%s) must not exceed %s.limit (%s). Lower the request or raise the limit.", name, shown(request), name, shown(limit))
	}
}
