package reports

import (
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Staying are the clusters where a failed apply is not rolled back, by why.
type Staying struct {
	Unknown     []string // it is not known whether it has failed
	Hindered    []string // only the access of whoever applies has failed
	CutOff      []string // it has lost its lock, or the state to another operation
	Unanswered  []string // the server did not answer any more
	Interrupted []string // it was interrupted after it had failed
}

// NotRollingBack tells on which clusters of a plan a failed apply is not rolled back, and why; JSON tells
// it by the codes of the failures.
func NotRollingBack(w io.Writer, staying Staying, applied *plan.Plan, o ui.Options) error {
	if o.Format == ui.JSON {
		return nil
	}
	said := words.In(o.Language)
	for _, s := range []struct {
		clusters     []string
		one, several string
	}{
		{staying.Unknown, said.Say("Nothing is rolled back, because it is not known whether the apply has failed."),
			said.Say("Nothing is rolled back on %s, because it is not known whether the apply has failed there.", said.List(staying.Unknown))},
		{staying.Hindered, said.Say("Nothing is rolled back, because only the access to the cluster has failed. Correct this, and run wl apply again."),
			said.Say("Nothing is rolled back on %s, because only the access has failed there. Correct this, and run wl apply again.", said.List(staying.Hindered))},
		{staying.CutOff, said.Say("Nothing is rolled back, because the apply has lost its lock, or another operation has written the state."),
			said.Say("Nothing is rolled back on %s, because the apply has lost its lock there, or another operation has written the state.", said.List(staying.CutOff))},
		{staying.Unanswered, said.Say("Nothing is rolled back, because the API server does not answer any more."),
			said.Say("Nothing is rolled back on %s, because the API server there does not answer any more.", said.List(staying.Unanswered))},
		{staying.Interrupted, said.Say("Nothing is rolled back, because the apply was interrupted."),
			said.Say("Nothing is rolled back on %s, because the apply was interrupted.", said.List(staying.Interrupted))},
	} {
		text := s.one
		switch {
		case len(s.clusters) == 0:
			continue
		case len(applied.Clusters) > 1:
			text = s.several
		}
		if err := ui.Say(w, "%s", text); err != nil {
			return err
		}
	}
	return nil
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
