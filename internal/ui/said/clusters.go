package said

import (
	"slices"

	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Few clusters are named one by one; of more it is counted how many there are, and said
// which are not among them where these are few.
const fewNamed = 3

// On names the clusters of a group, behind a label.
func On(g view.Group, v *view.Plan, w *words.Words) (label, names string) {
	in, others := make([]string, len(g.Clusters)), []string(nil)
	for i, c := range g.Clusters {
		in[i] = c.Cluster
	}
	for _, c := range v.Clusters {
		if !slices.Contains(in, c.Cluster) {
			others = append(others, c.Cluster)
		}
	}
	switch n := len(in); {
	case n <= fewNamed:
		return w.Say("On"), w.List(in)
	case len(others) == 0:
		return w.Say("On all %d clusters", n), " "
	case len(others) <= fewNamed && n > 2*fewNamed:
		return w.Say("On %d clusters:", n), w.Say("all but %s", w.List(others))
	default:
		return w.Say("On %d clusters:", n), w.List(in)
	}
}

// maxDiffering bounds how many kinds of effects are told apart, unless verbose.
const maxDiffering = 4

// Differing returns what becomes of the Pods on each of several clusters, where that
// differs: those with the same effects together.
func Differing(c view.Change, verbose bool, w Form) []string {
	var all []string
	for i, d := range c.Differing {
		if i == maxDiffering && !verbose {
			rest := 0
			for _, d := range c.Differing[i:] {
				rest += len(d.Clusters)
			}
			return append(all, w.Words.SayN(int64(rest), "and %d more cluster (-v shows them)", "and %d more clusters (-v shows them)"))
		}
		names := make([]string, len(d.Clusters))
		for k, name := range d.Clusters {
			names[k] = w.Name(name)
		}
		text := w.Words.Clauses(d.Effects)
		if text == "" {
			text = w.Words.Say("no Pod restarts")
		}
		all = append(all, w.Words.Say("%s: %s", w.Words.Commas(names), w.Sentence(text)))
	}
	return all
}

// Count is a column of a table of clusters.
type Count struct {
	Title string
	Of    func(view.Totals) int64
}

// Counts are the columns of a table of clusters: those in which a row has something.
func Counts(rows []view.Row, w *words.Words) []Count {
	all := []Count{
		{w.Say("CREATE"), func(t view.Totals) int64 { return int64(t.Create) }},
		{w.Say("UPDATE"), func(t view.Totals) int64 { return int64(t.Update) }},
		{w.Say("REPLACE"), func(t view.Totals) int64 { return int64(t.Replace) }},
		{w.Say("RERUN"), func(t view.Totals) int64 { return int64(t.Rerun) }},
		{w.Say("ADOPT"), func(t view.Totals) int64 { return int64(t.Adopt) }},
		{w.Say("DELETE"), func(t view.Totals) int64 { return int64(t.Delete) }},
		{w.Say("RELEASE"), func(t view.Totals) int64 { return int64(t.Release) }},
		{w.Say("RESTARTS"), func(t view.Totals) int64 { return t.Restarts }},
	}
	return slices.DeleteFunc(all, func(c Count) bool {
		return !slices.ContainsFunc(rows, func(r view.Row) bool { return c.Of(r.Totals) > 0 })
	})
}

// Note is what else a table says of a cluster; grave, where something is wrong.
func Note(r view.Row, w *words.Words) (text string, grave bool) {
	switch t := r.Totals; {
	case t.Unplanned > 0:
		return w.Say("could not be planned"), true
	case t.Problems > 0:
		return w.Say("planned only in part"), true
	case t.Blocked > 0:
		return w.Say("%d blocked", t.Blocked), true
	case t.Outages > 0:
		return w.SayN(int64(t.Outages), "%d workload goes down", "%d workloads go down"), true
	case t.RolloutPending > 0:
		return w.SayN(int64(t.RolloutPending), "%d rollout not finished", "%d rollouts not finished"), false
	case t.Changed == 0:
		return w.Say("no changes"), false
	}
	return "", false
}
