package check

import (
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// autoscale checks that the number of Pods has one master, who has something
// to go by.
func (c *checker) autoscale(item *module.Item) {
	b := item.Workload().Advanced().Autoscale()
	if !b.Present() {
		return
	}
	if item.Workload().Replicas().Given() {
		c.fail(item.Workload().Replicas().Range(), "Conflicting arguments", "%s has autoscale, which sets the number of Pods. Remove replicas or autoscale.", item.Title())
	}
	low, hasLow := b.MinReplicas().Lookup()
	high, hasHigh := b.MaxReplicas().Lookup()
	if hasLow && hasHigh && low > high {
		c.fail(b.MaxReplicas().Range(), "Invalid value", "max_replicas (%s) must not be less than min_replicas (%s). Raise the first or lower the second.", shown(b.MaxReplicas()), shown(b.MinReplicas()))
	}
	cpu, memory := b.CPUUtilization(), b.MemoryUtilization()
	if cpu.Present() {
		c.requested(item, cpu, "cpu", blocks.Container.CPU)
	}
	if memory.Present() {
		c.requested(item, memory, "memory", blocks.Container.Memory)
	}
	if !cpu.Present() && !memory.Present() {
		c.fail(b.Header, "Missing required argument", "autoscale has no target utilization. Add cpu_utilization = 80, for example, or memory_utilization.")
	}
}

// requested warns of containers that make a utilization unknown: it is a share
// of what all of them request.
func (c *checker) requested(item *module.Item, utilization decode.Argument[int64], resource string, quotaOf func(blocks.Container) blocks.Quota) {
	for _, container := range item.Workload().Containers() {
		if quota := quotaOf(container); !quota.Request().Present() && !quota.Limit().Present() {
			c.warn(utilization.Range(), "Unknown utilization", "%s requests no %s, so its utilization is not known and nothing is scaled. Add %s = { request = … } to it.",
				container.Title(), resource, resource)
		}
	}
}

// budget checks that a disruption budget says one thing, and warns of one that
// keeps nodes from ever being drained.
func (c *checker) budget(item *module.Item) {
	b := item.Workload().Advanced().DisruptionBudget()
	if !b.Present() {
		return
	}
	low, high := b.MinAvailable(), b.MaxUnavailable()
	if low.Present() == high.Present() {
		c.fail(b.Header, "Invalid value", "disruption_budget needs either min_available or max_unavailable. Write one of them.")
		return
	}
	of := item.Workload().Replicas()
	if scale := item.Workload().Advanced().Autoscale(); scale.Present() {
		of = scale.MinReplicas()
	}
	replicas, known := of.Lookup()
	switch {
	case isZero(high):
		c.warn(high.Range(), "Never evicted", "max_unavailable is 0, so no Pod can be evicted and nodes with its Pods cannot be drained. Raise it.")
	case low.Present() && known && replicas > 0:
		least, err := intstr.GetScaledValueFromIntOrPercent(intOrString(low.Value()), int(replicas), true)
		if err == nil && int64(least) >= replicas {
			c.warn(low.Range(), "Never evicted", "min_available allows no eviction of the %s Pods of %s, so their nodes cannot be drained. Lower it, or raise the number of Pods.", shown(of), item.Title())
		}
	}
}
