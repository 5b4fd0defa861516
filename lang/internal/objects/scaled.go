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
	replicas := object.PathOf("spec", "replicas")
	for _, scaler := range c.order {
		target, scales := object.ScaleTargetOf(scaler.manifest)
		if !scales {
			continue
		}
		for _, m := range c.order {
			if !target.Is(m.manifest.Ref) {
				continue
			}
			if m.manifest.ReplicasImplied {
				m.manifest = kubeschema.Without(m.manifest, replicas)
				m.manifest.ReplicasImplied = false
			} else if set, _ := replicas.At(m.manifest.Content); set != nil && !slices.Contains(m.manifest.Lifecycle.IgnoreFields, replicas) {
				c.diags = diag.AppendWanted(c.diags, diag.Warning(diag.Range(m.manifest.SourceOf(replicas)), "Replicas of an autoscaler",
					"%s sets the number of Pods, which %s at %s decides on: as soon as it scales, the plan shows a conflict. Remove the number here.",
					m.manifest.Address, scaler.manifest.Address, syntax.Place(scaler.header)), m.manifest.IgnoredWarnings)
			}
		}
	}
}
