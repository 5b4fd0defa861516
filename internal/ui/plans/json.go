package plans

import (
	"io"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/plan"
)

// writeJSON writes a plan's JSON form (docs/plan-json.md): indented, and the
// same bytes for the same plan and language.
func writeJSON(w io.Writer, p *plan.Plan, o ui.Options) error {
	whole := *p
	whole.Clusters = make([]plan.ClusterPlan, len(p.Clusters))
	for i, c := range p.Clusters {
		if c.Changes == nil {
			c.Changes = []plan.Change{} // an empty list, not null
		}
		whole.Clusters[i] = c
	}
	return ui.WriteFacts(w, whole, "  ", o)
}
