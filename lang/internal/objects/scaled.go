package objects

import (
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// scaled leaves the replicas of workloads that say nothing of them to what scales them in the
// same stack, as an autoscale block does: a default would be a conflict with it for good.
func (c *compiler) scaled() {
	for _, scaler := range c.order {
		target, scales := object.ScaleTargetOf(scaler.manifest)
		if !scales || scaler.manifest.Address != scaler.item.Address { // a block of the workload itself, which writes none
			continue
		}
		for _, m := range c.order {
			if target.Is(m.manifest.Ref) {
				c.leaveReplicas(m, scaler)
			}
		}
	}
}

// leaveReplicas leaves those of an object to what scales it, unless they are set there: then it warns.
func (c *compiler) leaveReplicas(m, scaler *made) {
	replicas := object.PathOf("spec", "replicas")
	if m.manifest.ReplicasImplied {
		m.manifest = kubeschema.Without(m.manifest, replicas)
		m.manifest.ReplicasImplied = false
		return
	}
	if set, _ := replicas.At(m.manifest.Content); set == nil || slices.Contains(m.manifest.Lifecycle.IgnoreFields, replicas) {
		return
	}
	c.diags = diag.AppendWanted(c.diags, diag.Warning(diag.Range(m.manifest.SourceOf(replicas)), "Replicas of an autoscaler",
		"%s sets the number of Pods, which %s at %s decides on: as soon as it scales, the plan shows a conflict. Remove the number here.",
		m.manifest.Address, scaler.manifest.Address, syntax.Place(scaler.header)), m.manifest.IgnoredWarnings)
}
