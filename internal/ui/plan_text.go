package ui

import (
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// PlanText renders a plan for people, from what its JSON form holds and nothing
// else: the clusters, the changes by risk, and a summary at the end. Clusters
// with the same changes are shown together.
func PlanText(w io.Writer, pl *plan.Plan, o Options) error {
	p := newPrinter(o)
	title := p.words.Say("Stack %s", pl.Stack.Name)
	if pl.Destroy {
		title = p.words.Say("Destroy stack %s", pl.Stack.Name)
	}
	p.line(0, bold.span(title))
	if missing := incomplete(pl, p.words); missing != "" && len(pl.Clusters) > 1 {
		p.labelled(0, bad.span(p.words.Say("Incomplete:")), plain, missing+p.words.Say("."))
	}
	if targets := targetsOf(pl); targets != nil {
		p.labelled(0, caution.span(p.words.Say("Partial:")), plain, p.words.Say("only %s, including dependencies. Nothing else is changed.", p.words.List(targets)))
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
	p.text(0, plain, p.words.Ended(g.sameCount(true, p.words)))
	p.blank()
	for _, problem := range commonProblems(group) {
		p.clusterProblem(bad.span(p.words.Say("Error:")), problem)
	}
	for _, warning := range slices.Concat(formerWarnings(stack, first.Former), clusterWarnings(first)) {
		p.clusterProblem(caution.span(p.words.Say("Warning:")), warning)
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
		p.labelled(0, plain.span(p.words.Say("On")), bold, p.words.List(all))
		return
	}
	names, contexts := 0, 0
	for _, c := range group {
		names, contexts = max(names, width(clean(c.Cluster))), max(contexts, width(clean(c.Context)))
	}
	for _, c := range group {
		label := p.words.Say("Cluster") + " "
		name := line{plain.span(label), bold.span(c.Cluster)}.pad(width(label) + names)
		var about []line
		if c.Context != "" {
			about = append(about, line{faint.span(p.words.Say("context %s", c.Context))}.pad(width(p.words.Say("context %s", ""))+contexts))
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
		p.text(0, faint, r.sentence(p.words.Text(r.reason), p.words))
	}
	if len(reasons) > 0 {
		p.blank()
	}
}

// approximation is a reason why so many changes are approximate.
type approximation struct {
	reason  fact.Fact
	changes int
}

func (a approximation) sentence(reason string, w *words.Words) string {
	return w.SayN(int64(a.changes), "%d change is approximate: %s. Defaults, admission and validation are not included.",
		"%d changes are approximate: %s. Defaults, admission and validation are not included.", reason)
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
	p.line(0, bold.span(p.words.Say("Unfinished rollouts")))
	for _, r := range refs {
		p.line(2, caution.span("... "+p.words.Say("wait")), plain.span("   "), bold.span(r.String()))
	}
	p.text(fieldIndent, plain, p.words.Say("The object matches the configuration, but its last rollout has not finished. Apply waits for it."))
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
	p.labelled(0, caution.span(p.words.Say("Note:")), plain, p.words.Say("%s: deleted, or without the stack's label. Apply removes it from the state and does not touch the cluster.", p.words.List(names)))
	p.blank()
}

// behind prints, for those who ask for everything, what the plan rests on.
func (p *printer) behind(c plan.ClusterPlan) {
	w := p.words
	p.text(0, faint, w.Say("%s: %s unchanged; asked the server for %s, %s and %s.", c.Cluster, w.SayN(int64(c.Unchanged), "%d object", "%d objects"),
		w.SayN(int64(c.Requests.Lists), "%d list", "%d lists"), w.SayN(int64(c.Requests.Gets), "%d object", "%d objects"), w.SayN(int64(c.Requests.DryRuns), "%d dry-run", "%d dry-runs")))
	if n := len(c.Unrecorded); n > 0 {
		p.text(0, faint, w.SayN(int64(n), "%[2]s: %[1]d object unchanged but not recorded in the state; the next apply records them.",
			"%[2]s: %[1]d objects unchanged but not recorded in the state; the next apply records them.", c.Cluster))
	}
	p.blank()
}
