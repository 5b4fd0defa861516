// Package changes prints as text what becomes of objects: what plans and drift have in
// common.
//
//	p := changes.Printer{Printer: ui.NewPrinter(o)}
//	p.Object(mark, changes.Object{Ref: c.Object, Address: c.Address}, column)
//	p.Fields(c.Content())
package changes

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// Indent is where that stands which belongs to an object.
const Indent = 6

const (
	markColumn  = len("! blocked")
	valueIndent = 10 // of values that stand below their field's name
	maxLabel    = 34 // columns that names may take before their values move
	maxBlock    = 16 // lines of one value, unless verbose
)

// Printer prints changes.
type Printer struct{ *ui.Printer }

// Object is an object, with where it comes from.
type Object struct {
	Ref     object.Ref
	Address string
	Origin  object.Range
	Remark  string // empty where there is none
}

// Column is how many columns the names of objects take that stand below each other.
func Column[T any](all []T, name func(T) object.Ref) int {
	column := 0
	for _, one := range all {
		if w := typeset.Width(typeset.Clean(name(one).String())); w <= maxLabel {
			column = max(column, w)
		}
	}
	return column
}

// Object prints the line that names an object, behind a mark of what becomes of it. The
// name takes column columns, so that what follows stands below each other.
func (p Printer) Object(mark ui.Span, o Object, column int) {
	var source ui.Line
	if o.Address != "" {
		source = append(source, ui.Accent.Span(o.Address))
	}
	if o.Origin.File != "" {
		source = ui.Join(source, ui.Line{ui.Faint.Span(o.Origin.String())})
	}
	if o.Remark != "" {
		source = ui.Join(source, ui.Line{ui.Faint.Span(o.Remark)})
	}
	p.LineWith(2, ui.Join(ui.Line{mark}.Pad(markColumn), ui.Line{ui.Bold.Span(o.Ref.String())}.Pad(column)), source)
}

// Added prints what was added to an object; who has, once, where it was one.
func (p Printer) Added(added view.Content) {
	if added.Shared.Kind != "" {
		p.Text(Indent, ui.Caution, p.Words.Say("Added by %s.", said.Who(added.Shared, p.Words)))
	}
	p.Fields(added)
}

// Problem prints what kept a plan from being whole, or is worth knowing of an object to
// which nothing is done.
func (p Printer) Problem(label ui.Span, problem plan.Problem) {
	p.Labelled(0, label, ui.Bold, p.Words.Text(problem.Fact))
	if problem.Object != nil {
		p.Text(2, ui.Plain, problem.Object.String())
	}
	p.Place(2, problem)
	p.Blank()
}

// Place prints where a problem is, and its detail.
func (p Printer) Place(indent int, problem plan.Problem) {
	where := problem.Path.String()
	if problem.Origin.File != "" {
		if where != "" {
			where = p.Words.Say("%s at %s", where, problem.Origin)
		} else {
			where = problem.Origin.String()
		}
	}
	p.Text(indent, ui.Faint, where)
	if p.Snippet(indent, problem.Origin, problem.Origin) {
		p.Blank()
	}
	p.Text(indent, ui.Plain, p.Words.Detail(problem.Fact))
}
