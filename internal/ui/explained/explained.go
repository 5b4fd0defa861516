// Package explained renders the explanations of the language, in the language that each
// is written in.
//
//	err := explained.Write(streams.Out, page, explain.Chinese, streams.Options(ui.Text))
package explained

import (
	"io"
	"strings"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/lang/explain"
)

// Write renders the explanation of a block, an argument or the whole
// language, in the language that it is written in. As JSON it is the page
// itself.
func Write(w io.Writer, page *explain.Page, l explain.Language, o ui.Options) error {
	if o.Format == ui.JSON {
		return ui.WriteJSON(w, explainRecord{FormatVersion: "1", Page: page}, "  ")
	}
	e := explainer{ui.NewPrinter(o), l}
	switch {
	case page.Form == explain.Everything:
		e.rows(0, page.Blocks)
		e.Blank()
		e.Text(0, ui.Faint, e.say("wl explain workload.container explains one of them.", "wl explain workload.container 说明其中一项。"))
	case len(page.Rows) > 0:
		e.Line(0, ui.Join(ui.Line{ui.Bold.Span(page.Path)}, ui.Line{ui.Faint.Span(e.form(page.Row))})...)
		e.rows(2, page.Rows)
	default:
		e.page(page)
	}
	return e.Flush(w)
}

// explainRecord is the JSON form of an explanation.
type explainRecord struct {
	FormatVersion string `json:"format_version"`
	*explain.Page
}

// explainer prints pages in one language.
type explainer struct {
	*ui.Printer
	language explain.Language
}

func (e *explainer) say(english, chinese string) string { return e.language.Pick(english, chinese) }

func (e *explainer) page(p *explain.Page) {
	e.Line(0, ui.Join(ui.Line{ui.Bold.Span(p.Path)}, ui.Line{ui.Faint.Span(e.form(p.Row))})...)
	e.Blank()
	if p.Description != "" { // definitions need not have one
		e.Text(2, ui.Plain, p.Description)
		e.Blank()
	}
	for _, f := range e.facts(p) {
		e.fact(f)
	}
	for _, list := range []struct {
		title string
		rows  []explain.Row
	}{{e.say("Arguments", "参数"), p.Arguments}, {e.say("Blocks", "块"), p.Blocks}} {
		if len(list.rows) > 0 {
			e.Blank()
			e.Line(0, ui.Bold.Span(list.title))
			e.rows(2, list.rows)
		}
	}
}

func (e *explainer) form(r explain.Row) string {
	switch r.Form {
	case explain.Argument:
		return e.say("argument", "参数")
	case explain.Object:
		return e.say("argument, an object", "参数（对象）")
	default:
		return e.say("block", "块")
	}
}

// labelledFact is a line of a page, or several, behind one label.
type labelledFact struct {
	label string
	texts []string
}

// fact prints a label and its texts in one column.
func (e *explainer) fact(f labelledFact) {
	const column = 12
	label := ui.Line{ui.Faint.Span(f.label)}.Pad(column)
	for _, text := range f.texts {
		for _, l := range typeset.Wrap(text, e.Room(2+column)) {
			e.Line(2, append(label, ui.Plain.Span(l))...)
			label = ui.Line{}.Pad(column)
		}
	}
}

// leastSummary is the least room beside a row's name in which its summary wraps.
const leastSummary = 24

// rows prints rows as an aligned list; rows within rows are further in.
func (e *explainer) rows(indent int, rows []explain.Row) {
	names, kinds := 0, 0
	for _, r := range rows {
		names = max(names, typeset.Width(e.name(r)))
		kinds = max(kinds, typeset.Width(e.kind(r)))
	}
	names, kinds = min(names, 34), min(kinds, e.Room(indent)/3)
	for _, r := range rows {
		l := ui.Line{ui.Accent.Span(e.name(r))}.Pad(names)
		column := names + 2
		if kinds > 0 {
			l = ui.Join(l, ui.Line{ui.Faint.Span(e.kind(r))}.Pad(kinds))
			column += kinds + 2
		}
		e.row(indent, column, l, r.Summary)
		e.rows(indent+2, r.Rows)
	}
}

// row prints what begins a row and, from a column on, its summary: below it where that has
// more room.
func (e *explainer) row(indent, column int, l ui.Line, summary string) {
	below := l.Width() > column-2
	if e.Width-indent-column < leastSummary {
		column, below = 4, true
	}
	if below {
		e.Line(indent, l...)
		l = ui.Line{}.Pad(column - 2)
	}
	for _, text := range typeset.Wrap(summary, e.Room(indent+column)) {
		e.Line(indent, ui.Join(l, ui.Line{ui.Plain.Span(text)})...)
		l = ui.Line{}.Pad(column - 2)
	}
}

// name is how a row is written, without what it holds.
func (e *explainer) name(r explain.Row) string {
	if r.Form == explain.Argument || r.Form == explain.Object {
		return r.Name
	}
	return strings.TrimSuffix(r.Written, " { … }")
}

func values(defaults []explain.ForKinds) []string {
	all := make([]string, len(defaults))
	for i, d := range defaults {
		all[i] = d.Value
	}
	return all
}

// kind is a row's type, whether it must be there, and its default.
func (e *explainer) kind(r explain.Row) string {
	switch {
	case r.Required && r.TypeName == "":
		return e.say("required", "必填")
	case r.Required:
		return r.TypeName + e.say(", required", "，必填")
	case len(r.Defaults) > 0:
		return r.TypeName + " = " + strings.Join(values(r.Defaults), " / ")
	default:
		return r.TypeName
	}
}
