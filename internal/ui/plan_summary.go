package ui

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/plural"
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
		p.labelled(0, bold.span("Plan:"), plain, t.sentence(len(clusters)))
	} else {
		p.text(0, bold, t.nothing(pl, len(clusters)))
	}
	if t.problems > 0 {
		p.text(0, bad, "The plan is incomplete: see the errors above.")
	}
}

// nothing returns, for clusters on which nothing changes, that this is so, as
// far as it is known.
func (t planTotals) nothing(pl *plan.Plan, clusters int) string {
	switch {
	case t.problems > 0:
		return ""
	case t.rolloutPending > 0:
		return fmt.Sprintf("Nothing to change, but %s not finished. Apply waits for it.", plural.Agree(t.rolloutPending, "rollout", "is", "are"))
	case pl.Destroy:
		return "Nothing to destroy. The stack has no objects."
	case len(t.additions) > 0:
		return "No changes, but " + addedCount(t.additions) + " (see Additions)."
	case targetsOf(pl) != nil:
		return "No changes to the targeted blocks."
	case t.dropped > 0:
		return fmt.Sprintf("No changes, but the server drops %s that the configuration sets.", plural.Count(t.dropped, "field"))
	case clusters == 1:
		return "No changes. The cluster matches the configuration."
	default:
		return "No changes. The clusters match the configuration."
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
func incomplete(pl *plan.Plan) string {
	missing, partly := 0, 0
	for _, c := range pl.Clusters {
		switch {
		case unplanned(c):
			missing++
		case len(c.Problems) > 0:
			partly++
		}
	}
	which := func(n int) string {
		if len(pl.Clusters) == 1 {
			return "the cluster"
		}
		return fmt.Sprintf("%d of %d clusters", n, len(pl.Clusters))
	}
	switch {
	case missing > 0:
		return which(missing) + " could not be planned"
	case partly > 0:
		return which(partly) + " could be planned only in part"
	}
	return ""
}

// sentence returns what is planned on so many clusters.
func (t planTotals) sentence(clusters int) string {
	var b strings.Builder
	b.WriteString(t.actions())
	if clusters > 1 {
		b.WriteString(" on " + plural.Count(t.changed, "cluster"))
		if rest := clusters - t.changed - t.unplanned; rest > 0 {
			fmt.Fprintf(&b, "; no changes on %d", rest)
		}
		if t.unplanned > 0 {
			fmt.Fprintf(&b, "; not planned on %d", t.unplanned)
		}
	}
	b.WriteString(".")
	if t.restarts > 0 {
		fmt.Fprintf(&b, " %s.", plural.Agree(t.restarts, "Pod", "restarts", "restart"))
	}
	if t.outages > 0 {
		fmt.Fprintf(&b, " %s down.", plural.Agree(t.outages, "workload", "goes", "go"))
	}
	if t.rolloutPending > 0 {
		fmt.Fprintf(&b, " %s not finished.", plural.Agree(t.rolloutPending, "earlier rollout", "is", "are"))
	}
	if added := addedCount(t.additions); added != "" {
		b.WriteString(" " + added + ".")
	}
	return b.String()
}

// actions counts what is planned, by what is done.
func (t planTotals) actions() string {
	create := "to create"
	if t.again > 0 {
		create = fmt.Sprintf("to create (%d again: drift)", t.again)
	}
	var parts []string
	for _, a := range []struct {
		n    int
		what string
	}{{t.create, create}, {t.update, "to update"}, {t.replace, "to replace"}, {t.adopt, "to adopt"}, {t.delete, "to delete"}, {t.blocked, "blocked"}} {
		if a.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", a.n, a.what))
		}
	}
	return strings.Join(parts, ", ")
}
