package reports

import (
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// NotRollingBack tells on which clusters of a plan a failed apply is not rolled back, because it
// is not known whether it has failed; JSON tells it by the codes of the failures.
func NotRollingBack(w io.Writer, unknown []string, applied *plan.Plan, o ui.Options) error {
	if o.Format == ui.JSON || len(unknown) == 0 {
		return nil
	}
	said := words.In(o.Language)
	if len(applied.Clusters) == 1 {
		return ui.Say(w, "%s", said.Say("Nothing is rolled back, because it is not known whether the apply has failed."))
	}
	return ui.Say(w, "%s", said.Say("Nothing is rolled back on %s, because it is not known whether the apply has failed there.", said.List(unknown)))
}

// RollingBack tells on which clusters a failed apply is rolled back, and where everything
// stays as it is; JSON tells it by the plan and the events that follow.
func RollingBack(w io.Writer, back, applied *plan.Plan, o ui.Options) error {
	if o.Format == ui.JSON {
		return nil
	}
	said := words.In(o.Language)
	var failed, others []string
	for _, c := range applied.Clusters {
		if slices.ContainsFunc(back.Clusters, func(b plan.ClusterPlan) bool { return b.Cluster == c.Cluster }) {
			failed = append(failed, c.Cluster)
		} else {
			others = append(others, c.Cluster)
		}
	}
	if len(others) == 0 {
		return ui.Say(w, "%s", said.Say("Rolling back to the last good revision, because the apply has failed."))
	}
	return ui.Say(w, "%s", said.Sentences(
		said.Say("Rolling back to the last good revision on %s, because the apply has failed there.", said.List(failed)),
		said.Say("Nothing is rolled back on %s.", said.List(others))))
}
