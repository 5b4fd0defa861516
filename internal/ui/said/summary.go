// Package said makes the sentences about a plan that every format has in common, of what
// package view shows of it: what is done in all, why an object is replaced, what goes
// with it.
//
//	said.Total(v, v.Totals, w) // 1 to create, 2 to update. 2 Pods restart.
//
// How they are laid out is each format's own.
package said

import (
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Total returns what is planned on some clusters.
func Total(t view.Totals, w *words.Words) string {
	what := actions(t, w)
	if t.Clusters > 1 {
		what = w.SayN(int64(t.Changed), "%[2]s on %[1]d cluster", "%[2]s on %[1]d clusters", what)
		if rest := t.Clusters - t.Changed - t.Unplanned; rest > 0 {
			what += w.Say("; no changes on %d", rest)
		}
		if t.Unplanned > 0 {
			what += w.Say("; not planned on %d", t.Unplanned)
		}
	}
	all := []string{w.Ended(what)}
	if t.Restarts > 0 && t.AtMost {
		all = append(all, w.SayN(t.Restarts, "At most %d Pod restarts.", "At most %d Pods restart."))
	} else if t.Restarts > 0 {
		all = append(all, w.SayN(t.Restarts, "%d Pod restarts.", "%d Pods restart."))
	}
	if t.Outages > 0 {
		all = append(all, w.SayN(int64(t.Outages), "%d workload goes down.", "%d workloads go down."))
	}
	if t.RolloutPending > 0 {
		all = append(all, w.SayN(int64(t.RolloutPending), "%d earlier rollout is not finished.", "%d earlier rollouts are not finished."))
	}
	return w.Sentences(append(all, w.Ended(outputs(t.Outputs, w)), w.Ended(added(t.Added, w)))...)
}

// outputs returns how many outputs change; empty where none does.
func outputs(n int, w *words.Words) string {
	if n == 0 {
		return ""
	}
	return w.SayN(int64(n), "%d output changes", "%d outputs change")
}

// actions counts what is planned, by what is done.
func actions(t view.Totals, w *words.Words) string {
	var parts []string
	count := func(n int, said string) {
		if n > 0 {
			parts = append(parts, said)
		}
	}
	if t.Again > 0 {
		count(t.Create, w.Say("%d to create (%d again: drift)", t.Create, t.Again))
	} else {
		count(t.Create, w.Say("%d to create", t.Create))
	}
	count(t.Update, w.Say("%d to update", t.Update))
	count(t.Replace, w.Say("%d to replace", t.Replace))
	count(t.Rerun, w.Say("%d to run again", t.Rerun))
	count(t.Adopt, w.Say("%d to adopt", t.Adopt))
	count(t.Delete, w.Say("%d to delete", t.Delete))
	count(t.Release, w.Say("%d to release", t.Release))
	count(t.Blocked, w.Say("%d blocked", t.Blocked))
	return w.Commas(parts)
}

// Nothing returns, for clusters of a plan on which nothing changes, that this is so,
// as far as it is known.
func Nothing(v *view.Plan, t view.Totals, w *words.Words) string {
	switch {
	case t.Problems > 0:
		return ""
	case t.RolloutPending > 0:
		return w.SayN(int64(t.RolloutPending), "Nothing to change, but %d rollout is not finished. Apply waits for it.", "Nothing to change, but %d rollouts are not finished. Apply waits for it.")
	case v.Past != nil:
		return w.Say("No object differs.")
	case v.Rollback && t.KeptData > 0:
		return w.SayN(int64(t.KeptData), "No changes, but %d Secret has other data than in the revision, which a rollback keeps.", "No changes, but %d Secrets have other data than in the revision, which a rollback keeps.")
	case v.Rollback:
		return w.Say("No changes. The cluster matches the revision.")
	case t.Outputs > 0 && t.Added == 0:
		return w.SayN(int64(t.Outputs), "No object changes, but %d output does (see Outputs). Apply writes it to the state.", "No object changes, but %d outputs do (see Outputs). Apply writes them to the state.")
	case v.Destroy:
		return w.Say("Nothing to destroy. The stack has no objects.")
	case t.Added > 0:
		return w.Sentences(w.Say("No changes, but %s (see Additions).", added(t.Added, w)), w.Ended(outputs(t.Outputs, w)))
	case v.Targets != nil:
		return w.Say("No changes to the targeted blocks.")
	case t.Dropped > 0:
		return w.SayN(int64(t.Dropped), "No changes, but the server drops %d field that the configuration sets.", "No changes, but the server drops %d fields that the configuration sets.")
	case t.RunsAlways > 0:
		return w.SayN(int64(t.RunsAlways), "No changes. %d Job runs with every apply.", "No changes. %d Jobs run with every apply.")
	case t.Clusters == 1:
		return w.Say("No changes. The cluster matches the configuration.")
	default:
		return w.Say("No changes. The clusters match the configuration.")
	}
}

// Incomplete returns what a plan does not cover; empty where it is whole.
func Incomplete(g view.Gaps, w *words.Words) string {
	switch {
	case g.Missing > 0 && g.Clusters == 1:
		return w.Say("the cluster could not be planned")
	case g.Missing > 0:
		return w.Say("%d of %d clusters could not be planned", g.Missing, g.Clusters)
	case g.Partly > 0 && g.Clusters == 1:
		return w.Say("the cluster could be planned only in part")
	case g.Partly > 0:
		return w.Say("%d of %d clusters could be planned only in part", g.Partly, g.Clusters)
	}
	return ""
}

// SameChanges returns how many changes the clusters of a group have in common (each: on
// each of them), or that what follows is one's alone; empty where that goes without
// saying.
func SameChanges(g view.Group, each bool, w *words.Words) string {
	n := g.Changes
	switch several := len(g.Clusters) > 1; {
	case n == 0:
		return ""
	case several && each && n == 1:
		return w.Say("the same change on each")
	case several && each:
		return w.Say("the same %d changes on each", n)
	case several && n == 1:
		return w.Say("the same change")
	case several:
		return w.Say("the same %d changes", n)
	case g.Rest:
		return w.SayN(int64(n), "%d change only here", "%d changes only here")
	}
	return ""
}

// Approximate returns why so many changes are approximate; the reason is in words
// already.
func Approximate(a view.Approximation, reason string, w *words.Words) string {
	return w.SayN(int64(a.Changes), "%d change is approximate: %s. Defaults, admission and validation are not included.",
		"%d changes are approximate: %s. Defaults, admission and validation are not included.", reason)
}

// AdditionNote returns what becomes of what was added by hand.
func AdditionNote(lost bool, w *words.Words) string {
	note := w.Say(`Not in the configuration. Apply keeps it; drift { additions = "remove" } in the stack block removes it.`)
	if lost {
		return w.Sentences(note, w.Say("What was added to an object that is replaced is lost."))
	}
	return note
}

// added returns how many fields were added by hand; empty where there are none.
func added(n int, w *words.Words) string {
	if n == 0 {
		return ""
	}
	return w.SayN(int64(n), "%d field was added by hand, not in the configuration", "%d fields were added by hand, not in the configuration")
}
