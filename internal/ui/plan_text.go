package ui

import (
	"fmt"
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/plan"
)

// PlanText renders a plan for people, from what its JSON form holds and nothing
// else: the clusters, the changes by risk, and a summary at the end. Clusters
// with the same changes are shown together.
func PlanText(w io.Writer, pl *plan.Plan, o Options) error {
	p := newPrinter(o)
	title := "Stack " + pl.Stack.Name
	if pl.Destroy {
		title = "Destroy stack " + pl.Stack.Name
	}
	p.line(0, bold.span(title))
	if missing := incomplete(pl); missing != "" && len(pl.Clusters) > 1 {
		p.labelled(0, bad.span("Incomplete:"), plain, missing+".")
	}
	if targets := targetsOf(pl); targets != nil {
		p.labelled(0, caution.span("Partial:"), plain, "only "+list(targets)+", including dependencies. Nothing else is changed.")
	}
	groups := groupClusters(pl.Clusters)
	for _, g := range groups {
		p.clusterGroup(g, pl.Stack.Name)
		if len(groups) > 1 {
			p.verdict(pl, g.clusters)
			p.blank()
		}
	}
	p.verdict(pl, pl.Clusters)
	return p.writeTo(w)
}

// clusterGroup prints what would be done on each of some clusters.
func (p *printer) clusterGroup(g clusterGroup, stack string) {
	group, first := g.clusters, g.clusters[0]
	p.clusterNames(group, g.again)
	if text := g.sameCount(); text != "" {
		if len(group) > 1 {
			text += " on each"
		}
		p.text(0, plain, upperFirst(text)+".")
	}
	p.blank()
	for _, problem := range commonProblems(group) {
		p.clusterProblem(bad.span("Error:"), problem)
	}
	for _, warning := range slices.Concat(formerWarnings(stack, first.Former), clusterWarnings(first)) {
		p.clusterProblem(caution.span("Warning:"), warning)
	}
	p.changes(first.Changes)
	p.additions(first.Additions)
	p.approximations(first.Changes)
	p.rolloutPending(first.RolloutPending)
	p.replacedPods(first.ReplacedPods)
	p.missingObjects(first.Missing)
	if p.verbose && !g.again {
		for _, c := range group {
			p.behind(c)
		}
	}
}

// clusterNames prints a line about each cluster; of those that have had theirs,
// the names in one.
func (p *printer) clusterNames(group []plan.ClusterPlan, again bool) {
	if again {
		all := make([]string, len(group))
		for i, c := range group {
			all[i] = c.Cluster
		}
		p.labelled(0, plain.span("On"), bold, list(all))
		return
	}
	names, contexts := 0, 0
	for _, c := range group {
		names, contexts = max(names, width(clean(c.Cluster))), max(contexts, width(clean(c.Context)))
	}
	for _, c := range group {
		name := line{plain.span("Cluster "), bold.span(c.Cluster)}.pad(len("Cluster ") + names)
		var about []line
		if c.Context != "" {
			about = append(about, line{faint.span("context " + c.Context)}.pad(len("context ")+contexts))
		}
		if c.ServerVersion != "" {
			about = append(about, line{faint.span("Kubernetes " + c.ServerVersion)})
		}
		if c.Server != "" {
			about = append(about, line{faint.span(c.Server)})
		}
		p.lineWith(0, name, join(about...))
	}
}

// clusterProblem prints what kept a plan from being whole, or is worth knowing
// of an object to which nothing is done.
func (p *printer) clusterProblem(label span, problem plan.Problem) {
	p.labelled(0, label, bold, p.words.Text(problem.Fact))
	if problem.Object != nil {
		p.text(2, plain, problem.Object.String())
	}
	p.place(2, problem)
	p.blank()
}

// approximations prints once for each reason why changes are approximate.
func (p *printer) approximations(changes []plan.Change) {
	reasons := approximate(changes)
	for _, r := range reasons {
		p.text(0, faint, fmt.Sprintf("%s approximate: %s. %s", plural.Agree(r.changes, "change", "is", "are"), p.words.Text(r.reason), notIncluded))
	}
	if len(reasons) > 0 {
		p.blank()
	}
}

const notIncluded = "Defaults, admission and validation are not included."

// approximation is a reason why so many changes are approximate.
type approximation struct {
	reason  fact.Fact
	changes int
}

func approximate(changes []plan.Change) []approximation {
	var all []approximation
	for _, c := range changes {
		if c.Approximate.IsZero() {
			continue
		}
		i := slices.IndexFunc(all, func(a approximation) bool { return a.reason.Equal(c.Approximate) })
		if i < 0 {
			i = len(all)
			all = append(all, approximation{reason: c.Approximate})
		}
		all[i].changes++
	}
	return all
}

// rolloutPending names the workloads that apply waits for again.
func (p *printer) rolloutPending(refs []object.Ref) {
	if len(refs) == 0 {
		return
	}
	p.line(0, bold.span("Unfinished rollouts"))
	for _, r := range refs {
		p.line(2, caution.span("... wait"), plain.span("   "), bold.span(r.String()))
	}
	p.text(fieldIndent, plain, "The object matches the configuration, but its last rollout has not finished. Apply waits for it.")
	p.blank()
}

// missingObjects names what the state knows and the cluster does not.
func (p *printer) missingObjects(refs []object.Ref) {
	if len(refs) == 0 {
		return
	}
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.String()
	}
	p.labelled(0, caution.span("Note:"), plain, list(names)+": deleted, or without the stack's label. Apply removes it from the state and does not touch the cluster.")
	p.blank()
}

// behind prints, for those who ask for everything, what the plan rests on.
func (p *printer) behind(c plan.ClusterPlan) {
	p.text(0, faint, fmt.Sprintf("%s: %s unchanged; asked the server for %s, %s and %s.", c.Cluster, plural.Count(c.Unchanged, "object"),
		plural.Count(c.Requests.Lists, "list"), plural.Count(c.Requests.Gets, "object"), plural.Count(c.Requests.DryRuns, "dry-run")))
	if n := len(c.Unrecorded); n > 0 {
		p.text(0, faint, fmt.Sprintf("%s: %s unchanged but not recorded in the state; the next apply records them.", c.Cluster, plural.Count(n, "object")))
	}
	p.blank()
}
