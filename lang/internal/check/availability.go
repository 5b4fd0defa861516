package check

import (
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// autoscale checks that the number of Pods has one master, who has something
// to go by.
func (c *checker) autoscale(item *module.Item) {
	b := item.Child("advanced", "autoscale")
	if b == nil {
		return
	}
	if item.Has("replicas") {
		c.fail(item.Get("replicas").Range, "Said twice", "%s has autoscale, which decides on the number of Pods. Remove replicas, or autoscale.", item.Title())
	}
	low, hasLow := b.Int("min_replicas")
	high, hasHigh := b.Int("max_replicas")
	if hasLow && hasHigh && low > high {
		c.fail(b.Get("max_replicas").Range, "Invalid value", "max_replicas (%s) must not be below min_replicas (%s). Raise the one or lower the other.", shown(b.Get("max_replicas")), shown(b.Get("min_replicas")))
	}
	measured := false
	for _, resource := range []string{"cpu", "memory"} {
		if a := b.Get(resource + "_utilization"); a != nil {
			measured = true
			c.requested(item, a, resource)
		}
	}
	if !measured {
		c.fail(b.Header, "Missing required argument", "autoscale does not say what load to go by. Add cpu_utilization = 80, for example, or memory_utilization.")
	}
}

// requested warns of containers that make a utilization unknown: it is a share
// of what all of them request.
func (c *checker) requested(item *module.Item, utilization *decode.Attribute, resource string) {
	for _, container := range item.Children("container") {
		quota := container.Child(resource)
		if quota == nil || quota.Get("request") == nil && quota.Get("limit") == nil {
			c.warn(utilization.Range, "Unknown load", "%s requests no %s, so its utilization cannot be known and nothing is scaled. Add %s = { request = … } to it.",
				container.Title(), resource, resource)
		}
	}
}

// budget checks that a disruption budget says one thing, and warns of one that
// keeps nodes from ever being drained.
func (c *checker) budget(item *module.Item) {
	b := item.Child("advanced", "disruption_budget")
	if b == nil {
		return
	}
	low, high := b.Get("min_available"), b.Get("max_unavailable")
	if (low == nil) == (high == nil) {
		c.fail(b.Header, "Invalid value", "disruption_budget needs either min_available or max_unavailable. Write one of them.")
		return
	}
	of, argument := item.Block, "replicas"
	if scale := item.Child("advanced", "autoscale"); scale != nil {
		of, argument = scale, "min_replicas"
	}
	replicas, known := of.Int(argument)
	switch {
	case high != nil && isZero(high):
		c.warn(high.Range, "Never evicted", "max_unavailable is 0, so no Pod may ever be evicted and no node with one drained. Raise it.")
	case low != nil && known && replicas > 0:
		least, err := intstr.GetScaledValueFromIntOrPercent(intOrString(low.Data), int(replicas), true)
		if err == nil && int64(least) >= replicas {
			c.warn(low.Range, "Never evicted", "min_available leaves none of the %s Pods of %s to evict, so no node with one can be drained. Lower it, or have more Pods.", shown(of.Get(argument)), item.Title())
		}
	}
}
