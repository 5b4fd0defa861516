package plans

import (
	"io"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/changes"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// writeText renders a plan for people: the clusters, the changes by risk, and a summary
// at the end. Clusters with the same changes are shown together.
func writeText(w io.Writer, whole *plan.Plan, o ui.Options) error {
	v := view.Of(whole, o.Verbose)
	p := text{changes.Printer{Printer: ui.NewPrinter(o)}, v}
	title := p.Words.Say("Stack %s", v.Stack.Name)
	if v.Destroy {
		title = p.Words.Say("Destroy stack %s", v.Stack.Name)
	}
	p.Line(0, ui.Bold.Span(title))
	if missing := said.Incomplete(v.Gaps, p.Words); missing != "" && len(v.Clusters) > 1 {
		p.Labelled(0, ui.Bad.Span(p.Words.Say("Incomplete:")), ui.Plain, missing+p.Words.Say("."))
	}
	if v.Targets != nil {
		p.Labelled(0, ui.Caution.Span(p.Words.Say("Partial:")), ui.Plain, p.Words.Say("only %s, including dependencies. Nothing else is changed.", p.Words.List(v.Targets)))
	}
	for _, g := range v.Groups {
		p.group(g)
		if len(v.Groups) > 1 {
			p.verdict(g.Totals)
			p.Blank()
		}
	}
	p.verdict(v.Totals)
	return p.Flush(w)
}

// text prints a plan.
type text struct {
	changes.Printer
	view *view.Plan
}

// group prints what would be done on each of some clusters.
func (p text) group(g view.Group) {
	p.clusters(g)
	p.Text(0, ui.Plain, p.Words.Ended(said.SameChanges(g, true, p.Words)))
	p.Blank()
	for _, problem := range g.Problems {
		p.Problem(ui.Bad.Span(p.Words.Say("Error:")), problem)
	}
	for _, warning := range g.Warnings {
		p.Problem(ui.Caution.Span(p.Words.Say("Warning:")), warning)
	}
	for _, s := range g.Sections {
		p.section(s)
	}
	p.additions(g.Additions)
	p.approximations(g.Approximations)
	p.rolloutPending(g.RolloutPending)
	p.replacedPods(g.ReplacedPods)
	p.missing(g.Missing)
	if p.Verbose && !g.Again {
		for _, c := range g.Clusters {
			p.behind(c)
		}
	}
}

// clusters prints a line about each cluster; of those that have had theirs,
// the names in one.
func (p text) clusters(g view.Group) {
	if g.Again {
		all := make([]string, len(g.Clusters))
		for i, c := range g.Clusters {
			all[i] = c.Cluster
		}
		p.Labelled(0, ui.Plain.Span(p.Words.Say("On")), ui.Bold, p.Words.List(all))
		return
	}
	names, contexts := 0, 0
	for _, c := range g.Clusters {
		names, contexts = max(names, typeset.Width(typeset.Clean(c.Cluster))), max(contexts, typeset.Width(typeset.Clean(c.Context)))
	}
	for _, c := range g.Clusters {
		label := p.Words.Say("Cluster") + " "
		name := ui.Line{ui.Plain.Span(label), ui.Bold.Span(c.Cluster)}.Pad(typeset.Width(label) + names)
		var about []ui.Line
		if c.Context != "" {
			about = append(about, ui.Line{ui.Faint.Span(p.Words.Say("context %s", c.Context))}.Pad(typeset.Width(p.Words.Say("context %s", ""))+contexts))
		}
		if c.ServerVersion != "" {
			about = append(about, ui.Line{ui.Faint.Span("Kubernetes " + c.ServerVersion)})
		}
		if c.Server != "" {
			about = append(about, ui.Line{ui.Faint.Span(c.Server)})
		}
		p.LineWith(0, name, ui.Join(about...))
	}
}

// verdict prints the last word on some clusters: the sum of the changes, or
// that there are none.
func (p text) verdict(t view.Totals) {
	if t.Changed > 0 {
		p.Labelled(0, ui.Bold.Span(p.Words.Say("Plan:")), ui.Plain, said.Total(t, p.Words))
	} else {
		p.Text(0, ui.Bold, said.Nothing(p.view, t, p.Words))
	}
	if t.Problems > 0 {
		p.Text(0, ui.Bad, p.Words.Say("The plan is incomplete: see the errors above."))
	}
}

// additions prints what people have added to objects by hand.
func (p text) additions(additions []view.Addition) {
	if len(additions) == 0 {
		return
	}
	p.Line(0, ui.Bold.Span(p.Words.Say("Additions")))
	column, lost := changes.Column(additions, func(a view.Addition) object.Ref { return a.Object }), false
	for _, a := range additions {
		p.Object(ui.Caution.Span("+ "+p.Words.Say("added")), changes.Object{Ref: a.Object, Address: a.Address, Origin: a.Origin}, column)
		p.Added(a.Content())
		lost = lost || a.Lost
	}
	p.Text(changes.Indent, ui.Faint, said.AdditionNote(lost, p.Words))
	p.Blank()
}

// approximations prints once for each reason why changes are approximate.
func (p text) approximations(reasons []view.Approximation) {
	for _, r := range reasons {
		p.Text(0, ui.Faint, said.Approximate(r, p.Words.Text(r.Reason), p.Words))
	}
	if len(reasons) > 0 {
		p.Blank()
	}
}

// rolloutPending names the workloads that apply waits for again.
func (p text) rolloutPending(refs []object.Ref) {
	if len(refs) == 0 {
		return
	}
	p.Line(0, ui.Bold.Span(p.Words.Say("Unfinished rollouts")))
	for _, r := range refs {
		p.Line(2, ui.Caution.Span("... "+p.Words.Say("wait")), ui.Plain.Span("   "), ui.Bold.Span(r.String()))
	}
	p.Text(changes.Indent, ui.Plain, p.Words.Say("The object matches the configuration, but its last rollout has not finished. Apply waits for it."))
	p.Blank()
}

// replacedPods prints the Pods that apply deletes for rollouts to come forward.
func (p text) replacedPods(all []plan.ReplacedPods) {
	if len(all) == 0 {
		return
	}
	p.Line(0, ui.Bold.Span(p.Words.Say("Pods to be replaced")))
	for _, r := range all {
		p.Text(2, ui.Plain, said.ReplacedPods(r, said.Plainly(p.Words)))
	}
	p.Blank()
}

// missing names what the state knows and the cluster does not.
func (p text) missing(refs []object.Ref) {
	if len(refs) == 0 {
		return
	}
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.String()
	}
	p.Labelled(0, ui.Caution.Span(p.Words.Say("Note:")), ui.Plain, p.Words.Say("%s: deleted, or without the stack's label. Apply removes it from the state and does not touch the cluster.", p.Words.List(names)))
	p.Blank()
}

// behind prints, for those who ask for everything, what the plan rests on.
func (p text) behind(c plan.ClusterPlan) {
	w := p.Words
	p.Text(0, ui.Faint, w.Say("%s: %s unchanged; asked the server for %s, %s and %s.", c.Cluster, w.SayN(int64(c.Unchanged), "%d object", "%d objects"),
		w.SayN(int64(c.Requests.Lists), "%d list", "%d lists"), w.SayN(int64(c.Requests.Gets), "%d object", "%d objects"), w.SayN(int64(c.Requests.DryRuns), "%d dry-run", "%d dry-runs")))
	if n := len(c.Unrecorded); n > 0 {
		p.Text(0, ui.Faint, w.SayN(int64(n), "%[2]s: %[1]d object unchanged but not recorded in the state; the next apply records them.",
			"%[2]s: %[1]d objects unchanged but not recorded in the state; the next apply records them.", c.Cluster))
	}
	p.Blank()
}
