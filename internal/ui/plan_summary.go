package ui

import (
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// planTotals counts what a plan does.
type planTotals struct {
	create, update, replace, adopt, delete, blocked int
	restarts                                        int64
	outages, rolloutPending, problems, dropped      int
	changed, unplanned                              int // clusters with changes, and those of which nothing is known
	again                                           int // of those to create: deleted by another client
	additions                                       []plan.Addition
}

func totalsOf(clusters []plan.ClusterPlan) planTotals {
	var t planTotals
	for _, c := range clusters {
		t.rolloutPending += len(c.RolloutPending)
		t.problems += len(c.Problems)
		t.dropped += len(c.Dropped)
		t.additions = append(t.additions, c.Additions...)
		if unplanned(c) {
			t.unplanned++
		}
		if len(c.Changes) > 0 {
			t.changed++
		}
		for _, change := range c.Changes {
			t.add(change)
		}
	}
	return t
}

func (t *planTotals) add(c plan.Change) {
	switch c.Action {
	case plan.Create:
		t.create++
		if c.Gone {
			t.again++
		}
	case plan.Update:
		t.update++
	case plan.Replace, plan.Rerun:
		t.replace++
	case plan.Adopt:
		t.adopt++
	case plan.Delete:
		t.delete++
	case plan.Blocked:
		t.blocked++
		return // nothing happens to its Pods
	}
	if c.Impact != nil {
		t.restarts += c.Impact.Restarts
		if c.Impact.Outage {
			t.outages++
		}
	}
}

// verdict prints the last word on some clusters: the sum of the changes, or
// that there are none.
func (p *printer) verdict(pl *plan.Plan, clusters []plan.ClusterPlan) {
	t := totalsOf(clusters)
	if t.changed > 0 {
		p.labelled(0, bold.span(p.words.Say("Plan:")), plain, t.sentence(len(clusters), p.words))
	} else {
		p.text(0, bold, t.nothing(pl, len(clusters), p.words))
	}
	if t.problems > 0 {
		p.text(0, bad, p.words.Say("The plan is incomplete: see the errors above."))
	}
}

// nothing returns, for clusters on which nothing changes, that this is so, as
// far as it is known.
func (t planTotals) nothing(pl *plan.Plan, clusters int, w *words.Words) string {
	switch {
	case t.problems > 0:
		return ""
	case t.rolloutPending > 0:
		return w.SayN(int64(t.rolloutPending), "Nothing to change, but %d rollout is not finished. Apply waits for it.", "Nothing to change, but %d rollouts are not finished. Apply waits for it.")
	case pl.Destroy:
		return w.Say("Nothing to destroy. The stack has no objects.")
	case len(t.additions) > 0:
		return w.Say("No changes, but %s (see Additions).", addedCount(t.additions, w))
	case targetsOf(pl) != nil:
		return w.Say("No changes to the targeted blocks.")
	case t.dropped > 0:
		return w.SayN(int64(t.dropped), "No changes, but the server drops %d field that the configuration sets.", "No changes, but the server drops %d fields that the configuration sets.")
	case clusters == 1:
		return w.Say("No changes. The cluster matches the configuration.")
	default:
		return w.Say("No changes. The clusters match the configuration.")
	}
}

// unplanned reports whether nothing is known of what would be done on a cluster.
func unplanned(c plan.ClusterPlan) bool { return len(c.Problems) > 0 && len(c.Changes) == 0 }

// targetsOf are the addresses to which a plan is restricted.
func targetsOf(pl *plan.Plan) []string {
	for _, c := range pl.Clusters {
		if len(c.Targets) > 0 {
			return c.Targets
		}
	}
	return nil
}

// incomplete returns what a plan does not cover; empty where it is whole.
func incomplete(pl *plan.Plan, w *words.Words) string {
	missing, partly, all := 0, 0, len(pl.Clusters)
	for _, c := range pl.Clusters {
		switch {
		case unplanned(c):
			missing++
		case len(c.Problems) > 0:
			partly++
		}
	}
	switch {
	case missing > 0 && all == 1:
		return w.Say("the cluster could not be planned")
	case missing > 0:
		return w.Say("%d of %d clusters could not be planned", missing, all)
	case partly > 0 && all == 1:
		return w.Say("the cluster could be planned only in part")
	case partly > 0:
		return w.Say("%d of %d clusters could be planned only in part", partly, all)
	}
	return ""
}

// sentence returns what is planned on so many clusters.
func (t planTotals) sentence(clusters int, w *words.Words) string {
	what := t.actions(w)
	if clusters > 1 {
		what = w.SayN(int64(t.changed), "%[2]s on %[1]d cluster", "%[2]s on %[1]d clusters", what)
		if rest := clusters - t.changed - t.unplanned; rest > 0 {
			what += w.Say("; no changes on %d", rest)
		}
		if t.unplanned > 0 {
			what += w.Say("; not planned on %d", t.unplanned)
		}
	}
	said := []string{w.Ended(what)}
	if t.restarts > 0 {
		said = append(said, w.SayN(t.restarts, "%d Pod restarts.", "%d Pods restart."))
	}
	if t.outages > 0 {
		said = append(said, w.SayN(int64(t.outages), "%d workload goes down.", "%d workloads go down."))
	}
	if t.rolloutPending > 0 {
		said = append(said, w.SayN(int64(t.rolloutPending), "%d earlier rollout is not finished.", "%d earlier rollouts are not finished."))
	}
	return w.Sentences(append(said, w.Ended(addedCount(t.additions, w)))...)
}

// actions counts what is planned, by what is done.
func (t planTotals) actions(w *words.Words) string {
	var parts []string
	count := func(n int, said string) {
		if n > 0 {
			parts = append(parts, said)
		}
	}
	if t.again > 0 {
		count(t.create, w.Say("%d to create (%d again: drift)", t.create, t.again))
	} else {
		count(t.create, w.Say("%d to create", t.create))
	}
	count(t.update, w.Say("%d to update", t.update))
	count(t.replace, w.Say("%d to replace", t.replace))
	count(t.adopt, w.Say("%d to adopt", t.adopt))
	count(t.delete, w.Say("%d to delete", t.delete))
	count(t.blocked, w.Say("%d blocked", t.blocked))
	return w.Commas(parts)
}
