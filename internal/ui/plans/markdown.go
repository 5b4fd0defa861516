package plans

import (
	"fmt"
	"io"
	"strings"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Markdown is for comments on pull requests.
const Markdown = markdown.Format

// writeMarkdown renders a plan as a comment on a pull request: what will happen
// and how risky it is in the first line, then the changes, riskiest first, with
// their fields folded. It is never longer than such a comment may be: what
// matters least is left out first, and the text says so. The last line is a
// hidden marker by which a program finds the comment again.
func writeMarkdown(w io.Writer, p *plan.Plan, o ui.Options) error {
	tail := marker(p) + "\n"
	return ui.Write(w, []byte(markdownOf(p, p.Stack.Name, o, markdown.Limit-len(tail))+tail))
}

// markdownOf is a plan in Markdown, in at most so many bytes, under the name that its stack
// is to have there.
func markdownOf(p *plan.Plan, name string, o ui.Options, room int) string {
	v := view.Of(p, o.Verbose)
	d := &markdownDocument{words: words.In(o.Language), files: o.Files, verbose: o.Verbose}
	for _, g := range v.Groups {
		d.group(g, len(v.Groups) > 1)
	}
	head := firstLine(v, name, d.words) + "\n\n" + clusterList(v, d.words)
	return head + d.fit(room-len(head))
}

// marker is the hidden comment at the end of a plan in Markdown. It is the same for
// every plan of the same selection of a stack's clusters, and no line before it begins as
// it does.
func marker(p *plan.Plan) string {
	return markdown.Marker("plan", p.Stack, p.Selection)
}

// firstLine returns what will happen and how risky it is.
func firstLine(v *view.Plan, name string, w *words.Words) string {
	stack, what := said.ShortTitle(v, markdown.Code(name), w), said.Total(v.Totals, w)
	switch {
	case v.Totals.Changed == 0:
		what = said.Nothing(v, v.Totals, w)
	case v.Past != nil:
		return "### " + stack + ": " + w.Ended(said.Done(v.Totals, w))
	}
	if missing := said.Incomplete(v.Gaps, w); missing != "" {
		what = strings.TrimSpace("**" + w.Say("Incomplete: %s.", missing) + "** " + what)
	}
	switch targets := markdown.Codes(v.Targets[:min(len(v.Targets), maxClusters)]); {
	case v.Alone:
		what = w.Say("**Partial: only** %s**.**", targets) + " " + what
	case v.Targets != nil:
		what = w.Say("**Partial: only** %s**, including dependencies.**", targets) + " " + what
	}
	if level := said.Level(v.Worst, w); level != "" {
		what += " **" + level + "**"
	}
	return "### " + stack + ": " + what
}

// maxClusters bounds how many clusters are named one by one.
const maxClusters = 30

// maxRows bounds the table of clusters.
const maxRows = 100

// clusterList names the clusters: more than a few in a table.
func clusterList(v *view.Plan, w *words.Words) string {
	if rows := v.Rows(); len(rows) > 0 {
		return clusterTable(rows, w)
	}
	var b strings.Builder
	for _, c := range v.Clusters {
		b.WriteString("- " + w.Say("cluster %s", markdown.Code(c.Cluster)))
		if c.Wave != "" {
			b.WriteString(w.Say(", wave %s", markdown.Code(c.Wave)))
		}
		if c.Context != "" {
			b.WriteString(w.Say(", context %s", markdown.Code(c.Context)))
		}
		if c.ServerVersion != "" {
			b.WriteString(w.Say(", Kubernetes %s", markdown.Code(c.ServerVersion)))
		}
		if c.Revision != nil {
			b.WriteString(": " + markdown.Prose(said.Revision(*c.Revision, w)))
		}
		if view.Unplanned(c) {
			b.WriteString(w.Say(": **could not be planned**"))
		} else if len(c.Changes) == 0 {
			b.WriteString(w.Say(": no changes"))
		}
		b.WriteByte('\n')
	}
	return b.String() + "\n"
}

// clusterTable is a row for each cluster, with how many of which changes there are.
func clusterTable(rows []view.Row, w *words.Words) string {
	counts := said.Counts(rows, w)
	waves := view.Waves(rows)
	titles, line := []string{w.Say("Cluster")}, "|---|"
	if waves {
		titles, line = append(titles, w.Say("Wave")), line+"---|"
	}
	titles, line = append(titles, w.Say("Context"), "Kubernetes"), line+"---|---|"
	for _, c := range counts {
		titles, line = append(titles, typeset.UpperFirst(strings.ToLower(c.Title))), line+"--:|"
	}
	text := markdown.Row(append(titles, "")) + line + "---|\n"
	for _, r := range rows[:min(len(rows), maxRows)] {
		text += clusterRow(r, waves, counts, w)
	}
	if rest := len(rows) - maxRows; rest > 0 {
		text += "\n" + w.SayN(int64(rest), "and %d more cluster", "and %d more clusters") + "\n"
	}
	return text + "\n"
}

func clusterRow(r view.Row, waves bool, counts []said.Count, w *words.Words) string {
	cells := []string{markdown.CodeCell(r.Cluster)}
	if waves {
		cells = append(cells, markdown.CodeCell(r.Wave))
	}
	cells = append(cells, markdown.CodeCell(r.Context), markdown.CodeCell(r.ServerVersion))
	for _, c := range counts {
		n := c.Of(r.Totals)
		cells = append(cells, strings.TrimPrefix(fmt.Sprint(n), "0"))
	}
	return markdown.Row(append(cells, clusterNote(r, w)))
}

// clusterNote is what else is said of a cluster.
func clusterNote(r view.Row, w *words.Words) string {
	note, grave := said.Note(r, w)
	note = markdown.Bold(note, grave)
	if r.Revision != nil {
		note = strings.TrimSpace(markdown.Cell(said.Revision(*r.Revision, w)) + " " + note)
	}
	return note
}

// groupTitle introduces what is done on some clusters.
func groupTitle(g view.Group, w *words.Words) string {
	names := make([]string, 0, len(g.Clusters))
	for i, c := range g.Clusters {
		if i == maxClusters {
			break
		}
		names = append(names, c.Cluster)
	}
	title := "#### " + markdown.Codes(names)
	if rest := len(g.Clusters) - len(names); rest > 0 {
		title = w.Say("%s and %d more", title, rest)
	}
	if text := said.SameChanges(g, false, w); text != "" {
		title += ": " + text
	}
	return title + "\n\n"
}
