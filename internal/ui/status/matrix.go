package status

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/said"
)

// matrix prints many clusters: a line for each with the status of every workload or, where
// these have no room, how many have which; then in full those that are not as they should
// be, of which only what is not.
func (p text) matrix(clusters []engine.ClusterStatus) {
	p.Blank()
	table := p.about(clusters)
	cells := p.workloadColumns(clusters)
	if !p.fits(table, cells) {
		cells = p.countColumns(clusters)
	}
	p.Table(0, slices.Concat(table[:2], cells, table[2:]))
	p.Blank()
	p.opened = true
	for _, c := range clusters {
		if wrong(c) {
			p.cluster(opened(c))
		}
	}
	p.together(ui.Caution.Span(p.Words.Say("Behind:")), clusters, func(c engine.ClusterStatus) fact.Fact { return c.Behind })
	p.together(ui.Faint.Span(p.Words.Say("Note:")), clusters, func(c engine.ClusterStatus) fact.Fact { return c.OtherCommit })
	p.total(clusters)
}

// wrong reports whether something is to be said of a cluster for which its line has no room.
func wrong(c engine.ClusterStatus) bool {
	return c.Report == nil || !c.Report.Healthy() || !c.Report.Note.IsZero()
}

// about are the columns beside the workloads: the name first.
func (p text) about(clusters []engine.ClusterStatus) []ui.Column {
	names, revisions, notes := p.column(p.Words.Say("CLUSTER")), p.column(p.Words.Say("REVISION")), p.column("")
	revisions.Right, revisions.Optional = true, true
	for _, c := range clusters {
		names.Cells = append(names.Cells, ui.Line{ui.Bold.Span(c.Cluster)})
		revision := "-"
		if c.Report != nil && c.Report.Serial > 0 {
			revision = strconv.FormatInt(c.Report.Serial, 10)
		}
		revisions.Cells = append(revisions.Cells, ui.Line{ui.Plain.Span(revision)})
		notes.Cells = append(notes.Cells, p.note(c))
	}
	return []ui.Column{names, revisions, notes}
}

func (p text) column(title string) ui.Column {
	return ui.Column{Cells: []ui.Line{{ui.Faint.Span(title)}}}
}

// note is what is said of a cluster beside its workloads.
func (p text) note(c engine.ClusterStatus) ui.Line {
	var notes []ui.Line
	add := func(s ui.Style, there bool, text string) {
		if there {
			notes = append(notes, ui.Line{s.Span(text)})
		}
	}
	r := c.Report
	if r == nil {
		return ui.Line{ui.Bad.Span(p.Words.Say("no answer"))}
	}
	add(ui.Caution, r.Serial == 0 && len(r.Terminating) == 0, p.Words.Say("nothing applied"))
	add(ui.Caution, c.Behind.Code == engine.BehindRun, p.Words.Say("behind"))
	add(ui.Faint, !c.OtherCommit.IsZero(), p.Words.Say("commit %s", said.ShortCommit(r.Commit)))
	add(ui.Bad, len(r.Missing) > 0, p.Words.Say("%d missing", len(r.Missing)))
	unready := len(unhealthy(r.Awaited))
	add(ui.Caution, unready > 0, p.Words.SayN(int64(unready), "%d object not ready", "%d objects not ready"))
	return ui.Join(notes...)
}

// workloadColumns has a column for each workload: its word, and its numbers.
func (p text) workloadColumns(clusters []engine.ClusterStatus) []ui.Column {
	refs := workloadsOf(clusters)
	columns := make([]ui.Column, len(refs))
	for i, ref := range refs {
		columns[i] = p.column(titleOf(ref, refs))
		for _, c := range clusters {
			columns[i].Cells = append(columns[i].Cells, p.cell(c, ref))
		}
	}
	return columns
}

// workloadsOf are those of all clusters, in their order.
func workloadsOf(clusters []engine.ClusterStatus) []object.Ref {
	var refs []object.Ref
	for _, c := range clusters {
		if c.Report == nil {
			continue
		}
		for _, w := range c.Report.Workloads {
			if !slices.Contains(refs, w.Object) {
				refs = append(refs, w.Object)
			}
		}
	}
	slices.SortFunc(refs, func(a, b object.Ref) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.String(), b.String()))
	})
	return refs
}

// titleOf is a workload's name, in full where another has the same.
func titleOf(ref object.Ref, among []object.Ref) string {
	same := slices.DeleteFunc(slices.Clone(among), func(r object.Ref) bool { return r.Name != ref.Name })
	if len(same) > 1 {
		return ref.String()
	}
	return ref.Name
}

func (p text) cell(c engine.ClusterStatus, ref object.Ref) ui.Line {
	if c.Report == nil {
		return ui.Line{ui.Faint.Span("-")}
	}
	i := slices.IndexFunc(c.Report.Workloads, func(w apply.WorkloadStatus) bool { return w.Object == ref })
	if i < 0 {
		return ui.Line{ui.Faint.Span("-")}
	}
	s := c.Report.Workloads[i].Status
	word := rollouts.Style(s).Span(rollouts.Word(p.Words, s.Word))
	if ready, _, _ := rollouts.Columns(ref, s); ready != "-" {
		return ui.Line{word, ui.Plain.Span(" " + ready)}
	}
	return ui.Line{word}
}

// fits reports whether there is room for these columns beside the clusters' names: what is
// beside them can be left out, or stand below.
func (p text) fits(table, cells []ui.Column) bool {
	width := 0
	for _, c := range append(table[:1:1], cells...) {
		width += c.Width() + 2
	}
	return width <= p.Room(0)
}

// countColumns has a column for each word that a workload has: how many have it.
func (p text) countColumns(clusters []engine.ClusterStatus) []ui.Column {
	counts := make([]map[rollout.Word]int, len(clusters))
	style := map[rollout.Word]ui.Style{}
	for i, c := range clusters {
		counts[i] = map[rollout.Word]int{}
		if c.Report == nil {
			continue
		}
		for _, w := range c.Report.Workloads {
			counts[i][w.Status.Word]++
			style[w.Status.Word] = rollouts.Style(w.Status)
		}
	}
	var columns []ui.Column
	for _, word := range []rollout.Word{
		rollout.Running, rollout.Ready, rollout.Completed, rollout.Started, rollout.Executing, rollout.Waiting, rollout.Stopped, rollout.Deleting, rollout.NotReady, rollout.Abnormal,
	} {
		s, there := style[word]
		if !there {
			continue
		}
		column := p.column(strings.ToUpper(rollouts.Word(p.Words, word)))
		column.Right = true
		for i := range clusters {
			if n := counts[i][word]; n > 0 {
				column.Cells = append(column.Cells, ui.Line{s.Span(strconv.Itoa(n))})
			} else {
				column.Cells = append(column.Cells, ui.Line{ui.Faint.Span("-")})
			}
		}
		columns = append(columns, column)
	}
	return columns
}

// opened is of a cluster what is not as it should be.
func opened(c engine.ClusterStatus) engine.ClusterStatus {
	if c.Report == nil {
		return c
	}
	r := *c.Report
	r.Workloads, r.Awaited = unhealthy(r.Workloads), unhealthy(r.Awaited)
	c.Report = &r
	return c
}

func unhealthy(all []apply.WorkloadStatus) []apply.WorkloadStatus {
	return slices.DeleteFunc(slices.Clone(all), func(w apply.WorkloadStatus) bool { return w.Status.Healthy() })
}

// together prints what is said of clusters, with a label: those of which it is the same on
// one line.
func (p text) together(label ui.Span, clusters []engine.ClusterStatus, of func(engine.ClusterStatus) fact.Fact) {
	var facts []fact.Fact
	names := map[int][]string{}
	for _, c := range clusters {
		about := of(c)
		if about.IsZero() {
			continue
		}
		i := slices.IndexFunc(facts, about.Equal)
		if i < 0 {
			i = len(facts)
			facts = append(facts, about)
		}
		names[i] = append(names[i], c.Cluster)
	}
	for i, f := range facts {
		p.Labelled(0, label, ui.Plain, p.Words.Say("%s: %s", p.Words.Commas(names[i]), p.Words.Text(f)))
	}
}

// total counts the clusters by how they stand.
func (p text) total(clusters []engine.ClusterStatus) {
	var fine, other, behind, without, silent int
	for _, c := range clusters {
		switch {
		case c.Report == nil:
			silent++
		case !c.Behind.IsZero():
			behind++
		case c.Report.Serial == 0 && len(c.Report.Terminating) == 0:
			without++
		case c.Healthy():
			fine++
		default:
			other++
		}
	}
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{
		{fine, p.Words.Say("%d as configured", fine)}, {other, p.Words.Say("%d not as configured", other)},
		{behind, p.Words.Say("%d behind", behind)}, {without, p.Words.Say("%d not applied", without)}, {silent, p.Words.Say("%d without an answer", silent)},
	} {
		if part.n > 0 {
			parts = append(parts, part.text)
		}
	}
	p.Text(0, ui.Bold, p.Words.SayN(int64(len(clusters)), "%d cluster: %s.", "%d clusters: %s.", p.Words.Commas(parts)))
}
