package ui

import (
	"io"
	"strings"

	"github.com/workloadlang/wl/lang/explain"
)

// Explain renders the explanation of a block, an argument or the whole
// language, in the language that it is written in. As JSON it is the page
// itself.
func Explain(w io.Writer, page *explain.Page, l explain.Language, o Options) error {
	if o.Format == JSON {
		return writeJSON(w, explainRecord{FormatVersion: "1", Page: page}, "  ")
	}
	e := explainer{newPrinter(o), l}
	switch {
	case page.Form == explain.Everything:
		e.rows(0, page.Blocks)
		e.blank()
		e.text(0, faint, e.say("wl explain workload.container explains one of them.", "wl explain workload.container 说明其中一项。"))
	case len(page.Rows) > 0:
		e.line(0, join(line{bold.span(page.Path)}, line{faint.span(e.form(page.Row))})...)
		e.rows(2, page.Rows)
	default:
		e.page(page)
	}
	return e.writeTo(w)
}

// explainRecord is the JSON form of an explanation.
type explainRecord struct {
	FormatVersion string `json:"format_version"`
	*explain.Page
}

// explainer prints pages in one language.
type explainer struct {
	*printer
	language explain.Language
}

func (e *explainer) say(english, chinese string) string { return e.language.Pick(english, chinese) }

func (e *explainer) page(p *explain.Page) {
	e.line(0, join(line{bold.span(p.Path)}, line{faint.span(e.form(p.Row))})...)
	e.blank()
	e.text(2, plain, p.Description)
	e.blank()
	for _, f := range e.facts(p) {
		e.fact(f)
	}
	for _, list := range []struct {
		title string
		rows  []explain.Row
	}{{e.say("Arguments", "参数"), p.Arguments}, {e.say("Blocks", "块"), p.Blocks}} {
		if len(list.rows) > 0 {
			e.blank()
			e.line(0, bold.span(list.title))
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
	label := line{faint.span(f.label)}.pad(column)
	for _, text := range f.texts {
		for _, l := range wrap(text, e.room(2+column)) {
			e.line(2, append(label, plain.span(l))...)
			label = line{}.pad(column)
		}
	}
}

// rows prints rows as an aligned list, one line each; rows within rows are
// further in.
func (e *explainer) rows(indent int, rows []explain.Row) {
	names, kinds := 0, 0
	for _, r := range rows {
		names = max(names, width(e.name(r)))
		kinds = max(kinds, width(e.kind(r)))
	}
	names, kinds = min(names, 34), min(kinds, e.room(indent)/3)
	for _, r := range rows {
		l := line{accent.span(e.name(r))}.pad(names)
		if kinds > 0 {
			l = join(l, line{faint.span(e.kind(r))}.cut(kinds).pad(kinds))
		}
		e.line(indent, join(l, line{plain.span(r.Summary)}).cut(e.room(indent))...)
		e.rows(indent+2, r.Rows)
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
