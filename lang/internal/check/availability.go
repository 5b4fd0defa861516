package check

import (
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// autoscale is what decides on the number of a workload's Pods, being checked.
type autoscale struct {
	*report
	blocks.Autoscale
	item *module.Item
}

// check finds another who decides on it, and that there is nothing to go by.
func (a autoscale) check() {
	if !a.Present() {
		return
	}
	if a.item.Workload().Replicas().Given() {
		a.fail(a.item.Workload().Replicas().Range(), "Conflicting arguments", "%s has autoscale, which sets the number of Pods. Remove replicas or autoscale.", a.item.Title())
	}
	low, hasLow := a.MinReplicas().Lookup()
	high, hasHigh := a.MaxReplicas().Lookup()
	if hasLow && hasHigh && low > high {
		a.fail(a.MaxReplicas().Range(), "Invalid value", "max_replicas (%s) must not be less than min_replicas (%s). Raise the first or lower the second.", shown(a.MaxReplicas()), shown(a.MinReplicas()))
	}
	cpu, memory := a.CPUUtilization(), a.MemoryUtilization()
	if cpu.Present() {
		a.requested(cpu, "cpu", blocks.Container.CPU)
	}
	if memory.Present() {
		a.requested(memory, "memory", blocks.Container.Memory)
	}
	scaledToZero := len(a.Objects()) > 0 || len(a.Externals()) > 0
	if low == 0 && hasLow && !scaledToZero && !a.item.Failed {
		a.fail(a.MinReplicas().Range(), "Invalid value", "min_replicas can be 0 only with an object or external metric, since Pods that are not there have no load. Raise it, or add such a metric.")
	}
	a.metrics()
	for _, rules := range []blocks.ScalingRules{a.Behavior().ScaleUp(), a.Behavior().ScaleDown()} {
		if rules.Present() && rules.SelectPolicy().Value() == "Disabled" && len(rules.Policies()) > 0 {
			a.warn(rules.SelectPolicy().Range(), "No effect", `With select_policy = "Disabled", nothing is scaled in this direction, and the policies have no effect. Remove them.`)
		}
	}
}

// metrics checks what the number of Pods follows.
func (a autoscale) metrics() {
	sources := 0
	for _, source := range a.Blocks() {
		m := blocks.ResourceMetric{Block: source} // has every target that some source has
		switch source.Schema.Name {
		case "resource", "container_resource", "pods", "object", "external":
		default:
			continue
		}
		sources++
		labelSelector{a.report, blocks.PodsMetric{Block: source}.Selector()}.check()
		targets := 0
		for _, name := range []string{"average_utilization", "average_value", "value"} {
			if _, known := source.Schema.Attribute(name); known && source.Get(name) != nil {
				targets++
			}
		}
		if targets != 1 && !a.item.Failed {
			a.fail(source.Header, "Invalid value", "%s has %d targets, but needs exactly one of %s. Write one of them.", source.Title(), targets, message.List{Items: targetsOf(source), Between: ", ", Last: " and "})
		}
		if quotaOf := map[string]func(blocks.Container) blocks.Quota{"cpu": blocks.Container.CPU, "memory": blocks.Container.Memory}[source.Label]; source.Schema.Name == "resource" && m.AverageUtilization().Present() && quotaOf != nil {
			a.requested(m.AverageUtilization(), source.Label, quotaOf)
		}
		if source.Schema.Name == "container_resource" {
			a.container(a.item, blocks.ContainerResource{Block: source}.Container())
		}
	}
	if sources == 0 && !a.CPUUtilization().Present() && !a.MemoryUtilization().Present() {
		a.fail(a.Header, "Missing required argument", "autoscale has no target utilization. Add cpu_utilization = 80, for example, or memory_utilization, or a block of another metric.")
	}
}

// targetsOf are the targets that a metric can have.
func targetsOf(source *decode.Block) []string {
	var names []string
	for _, name := range []string{"average_utilization", "average_value", "value"} {
		if _, known := source.Schema.Attribute(name); known {
			names = append(names, name)
		}
	}
	return names
}

// requested warns of containers that make a utilization unknown: it is a share
// of what all of them request.
func (a autoscale) requested(utilization decode.Argument[int64], resource string, quotaOf func(blocks.Container) blocks.Quota) {
	for _, container := range a.item.Workload().Containers() {
		if quota := quotaOf(container); !quota.Request().Present() && !quota.Limit().Present() {
			a.warn(utilization.Range(), "Unknown utilization", "%s requests no %s, so its utilization is not known and nothing is scaled. Add %s = { request = … } to it.",
				container.Title(), resource, resource)
		}
	}
}

// budget is a workload's disruption budget, being checked.
type budget struct {
	*report
	blocks.DisruptionBudget
	item   *module.Item
	scaled bool
}

// check wants a budget to say one thing, and warns of one that keeps nodes from
// ever being drained.
func (b budget) check() {
	if !b.Present() {
		return
	}
	low, high := b.MinAvailable(), b.MaxUnavailable()
	labelSelector{b.report, b.Selector()}.check()
	if !low.Present() && !high.Present() && b.item.Failed {
		return // what it has may be what failed
	}
	if low.Present() == high.Present() {
		b.fail(b.Header, "Invalid value", "disruption_budget needs either min_available or max_unavailable. Write one of them.")
		return
	}
	of := b.item.Workload().Replicas()
	if scale := b.item.Workload().Advanced().Autoscale(); scale.Present() {
		of = scale.MinReplicas()
	}
	replicas, known := of.Lookup()
	switch {
	case isZero(high):
		b.warn(high.Range(), "Never evicted", "max_unavailable is 0, so no Pod can be evicted and nodes with its Pods cannot be drained. Raise it.")
	case low.Present() && known && replicas > 0 && !b.scaled:
		least, err := intstr.GetScaledValueFromIntOrPercent(intOrString(low.Value()), int(replicas), true)
		if err == nil && int64(least) >= replicas {
			b.warn(low.Range(), "Never evicted", "min_available allows no eviction of the %s Pods of %s, so their nodes cannot be drained. Lower it, or raise the number of Pods.", shown(of), b.item.Title())
		}
	}
}
