package plans

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// WriteHistory lists the revisions of a stack in the format that the options ask for. As
// JSON it is {"format_version": "1", "stack": …, "clusters": [{"revisions": […]}]}.
func WriteHistory(w io.Writer, stack string, h engine.History, o ui.Options) error {
	switch o.Format {
	case ui.JSON:
		return ui.WriteFacts(w, historyRecord{FormatVersion: "1", Stack: stack, Clusters: h.Clusters}, "  ", o)
	case Markdown:
		return writeMarkdownHistory(w, stack, h, o)
	}
	p := historyText{ui.NewPrinter(o)}
	p.Line(0, ui.Bold.Span(p.Words.Say("Stack %s", stack)))
	for _, c := range h.Clusters {
		p.cluster(c)
	}
	return p.Flush(w)
}

// historyRecord is the JSON form of a history.
type historyRecord struct {
	FormatVersion string                  `json:"format_version"`
	Stack         string                  `json:"stack"`
	Clusters      []engine.ClusterHistory `json:"clusters"`
}

// historyText prints a history.
type historyText struct{ *ui.Printer }

func (p historyText) cluster(c engine.ClusterHistory) {
	name := ui.Line{ui.Plain.Span(p.Words.Say("Cluster") + " "), ui.Bold.Span(c.Cluster)}
	if c.Context != "" {
		name = ui.Join(name, ui.Line{ui.Faint.Span(p.Words.Say("context %s", c.Context))})
	}
	p.Line(0, name...)
	switch {
	case !c.Error.IsZero():
		p.Labelled(2, ui.Bad.Span(p.Words.Say("Error:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.Error)))
	case len(c.Revisions) == 0:
		p.Text(2, ui.Plain, p.Words.Say("Nothing has been applied here yet. Run wl apply."))
	default:
		p.table(c.Revisions)
	}
	p.Blank()
}

// table prints a line for each revision.
func (p historyText) table(revisions []plan.Revision) {
	heads, rows := tableOf(revisions, p.Words)
	widths := make([]int, len(heads))
	for i, head := range heads {
		widths[i] = typeset.Width(head)
		for _, row := range rows {
			widths[i] = max(widths[i], typeset.Width(row[i]))
		}
	}
	p.row(heads, widths, ui.Faint)
	for _, row := range rows {
		p.row(row, widths, ui.Plain)
	}
}

// row prints one line of a table, the last cell below where there is no room for it.
func (p historyText) row(cells []string, widths []int, s ui.Style) {
	last := len(cells) - 1
	parts := make([]ui.Line, last)
	for i := range last {
		parts[i] = ui.Line{s.Span(cells[i])}.Pad(widths[i])
	}
	line, rest := ui.Join(parts...), ui.Line{s.Span(cells[last])}
	if cells[last] == "" || line.Width()+2+rest.Width() <= p.Room(2) {
		p.Line(2, ui.Join(line, rest)...)
		return
	}
	p.Line(2, line...)
	p.Text(6, s, cells[last])
}

// tableOf are the heads and the cells of the table of revisions; the runs are a column where
// there are some.
func tableOf(revisions []plan.Revision, w *words.Words) (heads []string, rows [][]string) {
	heads = []string{w.Say("REVISION"), w.Say("WHEN"), w.Say("WHO"), w.Say("COMMIT"), w.Say("RUN"), w.Say("OPERATION"), w.Say("OUTCOME"), w.Say("CHANGES")}
	for _, r := range revisions {
		cells := []string{
			strconv.FormatInt(r.Number, 10), said.Instant(r.Started), r.Who, said.ShortCommit(r.Commit), runOf(r, w), said.Operation(r, w), said.Outcome(r.Outcome, w), said.Changed(r, w),
		}
		for i := range cells {
			cells[i] = typeset.Clean(cells[i])
		}
		rows = append(rows, cells)
	}
	const run = 4
	if !slices.ContainsFunc(rows, func(cells []string) bool { return cells[run] != "" }) {
		heads = slices.Delete(heads, run, run+1)
		for i := range rows {
			rows[i] = slices.Delete(rows[i], run, run+1)
		}
	}
	return heads, rows
}

// runOf names the run of which a revision is a part, or outside of which it was made.
func runOf(r plan.Revision, w *words.Words) string {
	if r.OutsideRun != "" {
		return w.Say("outside %s", r.OutsideRun)
	}
	return r.Run
}

// writeMarkdownHistory lists the revisions as tables.
func writeMarkdownHistory(w io.Writer, stack string, h engine.History, o ui.Options) error {
	said := words.In(o.Language)
	text := "### " + markdown.Code(stack) + "\n\n"
	for _, c := range h.Clusters {
		text += "- " + said.Say("cluster %s", markdown.Code(c.Cluster))
		if c.Context != "" {
			text += said.Say(", context %s", markdown.Code(c.Context))
		}
		text += "\n\n"
		switch {
		case !c.Error.IsZero():
			text += "**" + said.Say("Error") + "** " + markdown.Prose(said.Text(c.Error)) + "\n\n"
		case len(c.Revisions) == 0:
			text += said.Say("Nothing has been applied here yet. Run wl apply.") + "\n\n"
		default:
			text += markdownTable(c.Revisions, said) + "\n"
		}
	}
	return ui.Write(w, []byte(text))
}

func markdownTable(revisions []plan.Revision, w *words.Words) string {
	heads, rows := tableOf(revisions, w)
	text := markdown.Row(heads) + "|" + strings.Repeat(" --- |", len(heads)) + "\n"
	for _, cells := range rows {
		for i, c := range cells {
			cells[i] = markdown.Cell(c)
		}
		text += markdown.Row(cells)
	}
	return text
}
