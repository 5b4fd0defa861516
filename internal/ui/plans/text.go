package plans

import (
	"io"
	"slices"
	"strconv"

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
	p.Line(0, ui.Bold.Span(said.Title(v, v.Stack.Name, p.Words)))
	if missing := said.Incomplete(v.Gaps, p.Words); missing != "" && len(v.Clusters) > 1 {
		p.Labelled(0, ui.Bad.Span(p.Words.Say("Incomplete:")), ui.Plain, missing+p.Words.Say("."))
	}
	if v.Targets != nil {
		p.Labelled(0, ui.Caution.Span(p.Words.Say("Partial:")), ui.Plain, said.Restriction(v, p.Words))
	}
	rows := v.Rows()
	p.clusterTable(rows)
	for _, g := range v.Groups {
		if len(rows) > 0 && g.Quiet() && !p.Verbose {
			continue // the table has said so
		}
		p.group(g)
		if told := g.Totals.Changed == 0 && (g.Rest || g.Totals.Problems > 0); len(v.Groups) > 1 && !told {
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
	p.Outputs(g.Outputs)
	p.additions(g.Additions)
	p.approximations(g.Approximations)
	p.rolloutPending(g.RolloutPending)
	p.replacedPods(g.ReplacedPods)
	p.missing(g.Missing)
	p.Labelled(0, ui.Caution.Span(p.Words.Say("Note:")), ui.Plain, said.Kept(g.Kept, p.Words))
	p.Labelled(0, ui.Caution.Span(p.Words.Say("Note:")), ui.Plain, said.KeptData(g.KeptData, p.Words))
	if p.Verbose && !g.Again {
		for _, c := range g.Clusters {
			p.behind(c)
		}
	}
}

// clusters prints a line about each cluster; of those that have had theirs,
// the names in one.
func (p text) clusters(g view.Group) {
	if g.Again || len(p.view.Rows()) > 0 {
		p.on(g)
		return
	}
	names, waves, contexts := 0, 0, 0
	for _, c := range g.Clusters {
		names, waves = max(names, typeset.Width(typeset.Clean(c.Cluster))), max(waves, typeset.Width(typeset.Clean(c.Wave)))
		contexts = max(contexts, typeset.Width(typeset.Clean(c.Context)))
	}
	for _, c := range g.Clusters {
		label := p.Words.Say("Cluster") + " "
		name := ui.Line{ui.Plain.Span(label), ui.Bold.Span(c.Cluster)}.Pad(typeset.Width(label) + names)
		p.LineWith(0, name, ui.Join(p.about(c, waves, contexts)...))
		if c.Revision != nil {
			p.Text(2, ui.Faint, said.Revision(*c.Revision, p.Words))
		}
	}
}

// about is what is said of a cluster beside its name, with room for waves and contexts of some widths.
func (p text) about(c plan.ClusterPlan, waves, contexts int) (about []ui.Line) {
	if c.Wave != "" {
		about = append(about, ui.Line{ui.Plain.Span(p.Words.Say("wave %s", c.Wave))}.Pad(typeset.Width(p.Words.Say("wave %s", ""))+waves))
	}
	if c.Context != "" {
		about = append(about, ui.Line{ui.Faint.Span(p.Words.Say("context %s", c.Context))}.Pad(typeset.Width(p.Words.Say("context %s", ""))+contexts))
	}
	if c.ServerVersion != "" {
		about = append(about, ui.Line{ui.Faint.Span("Kubernetes " + c.ServerVersion)})
	}
	if c.Server != "" {
		about = append(about, ui.Line{ui.Faint.Span(c.Server)})
	}
	return about
}

// on names clusters that have had a line of their own.
func (p text) on(g view.Group) {
	label, names := said.On(g, p.view, p.Words)
	p.Labelled(0, ui.Plain.Span(label), ui.Bold, names)
	for _, c := range g.Clusters {
		if c.Revision != nil && !g.Again {
			p.Labelled(2, ui.Plain.Span(c.Cluster+p.Words.Say(":")), ui.Faint, said.Revision(*c.Revision, p.Words))
		}
	}
}

// clusterTable prints a line for each cluster: how many of which changes there are, and
// what is wrong. Contexts for which there is no room stand below.
func (p text) clusterTable(rows []view.Row) {
	if len(rows) == 0 {
		return
	}
	w := p.Words
	named := func(title string, s ui.Style, text func(view.Row) string) ui.Column {
		return columnOf(rows, title, func(r view.Row) ui.Line { return ui.Line{s.Span(text(r))} })
	}
	columns := []ui.Column{named(w.Say("CLUSTER"), ui.Bold, func(r view.Row) string { return r.Cluster })}
	if view.Waves(rows) {
		columns = append(columns, named(w.Say("WAVE"), ui.Plain, func(r view.Row) string { return r.Wave }))
	}
	contexts := len(columns)
	for _, about := range []ui.Column{
		named(w.Say("CONTEXT"), ui.Plain, func(r view.Row) string { return r.Context }),
		named("KUBERNETES", ui.Plain, func(r view.Row) string { return r.ServerVersion }),
		named(w.Say("SERVER"), ui.Faint, func(r view.Row) string { return r.Server }),
	} {
		about.Optional = true
		columns = append(columns, about)
	}
	for _, count := range said.Counts(rows, w) {
		columns = append(columns, countColumn(rows, count))
	}
	p.Blank()
	if omitted := p.Table(0, append(columns, p.noteColumn(rows))); slices.Contains(omitted, contexts) {
		p.contexts(rows)
	}
	p.Blank()
}

func (p text) noteColumn(rows []view.Row) ui.Column {
	return columnOf(rows, "", func(r view.Row) ui.Line {
		note, grave := said.Note(r, p.Words)
		if grave {
			return ui.Line{ui.Bad.Span(note)}
		}
		return ui.Line{ui.Faint.Span(note)}
	})
}

func columnOf(rows []view.Row, title string, cell func(view.Row) ui.Line) ui.Column {
	c := ui.Column{Cells: []ui.Line{{ui.Faint.Span(title)}}}
	for _, r := range rows {
		c.Cells = append(c.Cells, cell(r))
	}
	return c
}

func countColumn(rows []view.Row, count said.Count) ui.Column {
	c := columnOf(rows, count.Title, func(r view.Row) ui.Line {
		if n := count.Of(r.Totals); n > 0 {
			return ui.Line{ui.Plain.Span(strconv.FormatInt(n, 10))}
		}
		return ui.Line{ui.Faint.Span("-")}
	})
	c.Right = true
	return c
}

// contexts names those of the clusters, for those who ask for everything.
func (p text) contexts(rows []view.Row) {
	if !p.Verbose {
		p.Text(0, ui.Faint, p.Words.Say("(-v shows the contexts)"))
		return
	}
	for _, r := range rows {
		p.Labelled(2, ui.Plain.Span(r.Cluster+p.Words.Say(":")), ui.Faint, p.Words.Say("context %s", r.Context))
	}
}

// verdict prints the last word on some clusters: the sum of the changes, or
// that there are none.
func (p text) verdict(t view.Totals) {
	switch {
	case t.Changed == 0:
		p.Text(0, ui.Bold, said.Nothing(p.view, t, p.Words))
	case p.view.Past != nil:
		p.Labelled(0, ui.Bold.Span(p.Words.Say("Changes:")), ui.Plain, p.Words.Ended(said.Done(t, p.Words)))
	default:
		p.Labelled(0, ui.Bold.Span(p.Words.Say("Plan:")), ui.Plain, said.Total(t, p.Words))
	}
	switch {
	case t.Problems == 0:
	case p.view.Past != nil:
		p.Text(0, ui.Bad, p.Words.Say("The history is incomplete: see the errors above."))
	default:
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
	p.Labelled(0, ui.Caution.Span(p.Words.Say("Note:")), ui.Plain, p.Words.Say("%s: deleted, never created, or without the stack's label. Apply removes it from the state and does not touch the cluster.", p.Words.List(names)))
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
