package ui

import (
	"io"

	"github.com/workloadlang/wl/plan"
)

// PlanJSON writes a plan's JSON form (docs/plan-json.md): indented, and the
// same bytes for the same plan and language.
func PlanJSON(w io.Writer, p *plan.Plan, o Options) error {
	whole := *p
	whole.Clusters = make([]plan.ClusterPlan, len(p.Clusters))
	for i, c := range p.Clusters {
		if c.Changes == nil {
			c.Changes = []plan.Change{} // an empty list, not null
		}
		whole.Clusters[i] = c
	}
	return writeFacts(w, whole, "  ", o)
}

// Plan renders a plan in the format that the options ask for.
func Plan(w io.Writer, p *plan.Plan, o Options) error {
	switch o.Format {
	case JSON:
		return PlanJSON(w, p, o)
	case Markdown:
		return PlanMarkdown(w, p, o)
	default:
		return PlanText(w, p, o)
	}
}
