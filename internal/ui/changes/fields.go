package changes

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// Fields prints what changes within an object. What its fields have in common has been
// printed already.
func (p Printer) Fields(of view.Content) {
	for _, g := range of.Groups {
		p.group(g, of)
	}
	if of.More > 0 {
		p.Line(Indent, ui.Faint.Span("... "+p.Words.SayN(int64(of.More), "%d more field (-v shows them)", "%d more fields (-v shows them)")))
	}
}

// Outputs prints what the outputs become that the state keeps; the path of each is its name.
func (p Printer) Outputs(outputs []plan.FieldChange) {
	if len(outputs) == 0 {
		return
	}
	p.Line(0, ui.Bold.Span(p.Words.Say("Outputs")))
	p.Fields(view.Fold(outputs, p.Verbose))
	p.Blank()
}

func (p Printer) group(g view.FieldGroup, of view.Content) {
	if whole := heading(g.Parent.Join(g.Fields[0].Name)); len(g.Fields) == 1 && p.fitsOneLine(whole, g.Fields[0]) {
		p.field(Indent, whole, g.Fields[0], of)
		return
	}
	indent := Indent
	if !g.Parent.IsRoot() {
		p.Line(Indent, heading(g.Parent)...)
		indent += 2
	}
	labels, column := make([]ui.Line, len(g.Fields)), 0
	for i, f := range g.Fields {
		labels[i] = ui.Line{ui.Plain.Span(f.Name.String())}
		if w := labels[i].Width(); w <= maxLabel {
			column = max(column, w)
		}
	}
	for i, f := range g.Fields {
		p.field(indent, labels[i].Pad(column), f, of)
	}
}

// heading shows the path of a group's parent, or of a field that stands alone;
// the part that all workloads' paths begin with is faint.
func heading(path object.Path) ui.Line {
	for _, common := range []object.Path{object.PathOf("spec", "template", "spec"), object.PathOf("spec", "jobTemplate", "spec", "template", "spec")} {
		if rest, ok := path.Within(common); ok && !rest.IsRoot() {
			return ui.Line{ui.Faint.Span(common.String() + "."), ui.Plain.Span(rest.String())}
		}
	}
	return ui.Line{ui.Plain.Span(path.String())}
}

// field prints one change: on one line where it fits, the values below the
// name where it does not, as a diff where they have several lines.
func (p Printer) field(indent int, label ui.Line, f view.Field, of view.Content) {
	symbol, s := fieldSymbol(f.Op)
	head := append(ui.Line{s.Span(symbol), ui.Plain.Span(" ")}, label...)
	remark := said.Remarks(f, of, p.Words)
	if f.Shape == view.Reordered {
		remark = ui.Join(ui.Line{ui.Faint.Span(p.Words.Say("(order)"))}, remark)
	}
	before, after := said.Values(f, p.Words)
	onOne := ui.Join(head, arrow(f.Op, before, after))
	switch {
	case f.Shape != view.Block && onOne.Width() <= p.Room(indent):
		p.fieldLine(indent, onOne, remark, f)
	case f.Shape == view.Block, f.Shape == view.Composite:
		p.fieldLine(indent, head, remark, f)
		p.lines(f)
	default:
		p.fieldLine(indent, head, remark, f)
		p.longValues(f.Op, before, after)
	}
}

// fitsOneLine reports whether a field that stands alone can be shown beside its
// whole path; else the path stands above it, as it does above several.
func (p Printer) fitsOneLine(path ui.Line, f view.Field) bool {
	return path.Width()+4+arrow(f.Op, value.Inline(f.Before), value.Inline(f.After)).Width() <= p.Room(Indent)
}

// fieldLine prints a field's line with a remark and the line of the configuration
// that gives the value: below it where there is no room.
func (p Printer) fieldLine(indent int, l, remark ui.Line, f view.Field) {
	if f.Origin.File != "" {
		remark = ui.Join(remark, ui.Line{ui.Faint.Span(f.Origin.String())})
	}
	p.LineWith(indent, l, remark)
}

// arrow shows values on one line.
func arrow(op plan.FieldOp, before, after string) ui.Line {
	switch op {
	case plan.Add:
		return ui.Line{ui.Good.Span(after)}
	case plan.Remove:
		return ui.Line{ui.Bad.Span(before)}
	case plan.Take, plan.Release:
		return ui.Line{ui.Plain.Span(after)}
	default:
		return ui.Line{ui.Bad.Span(before), ui.Faint.Span(" -> "), ui.Good.Span(after)}
	}
}

func fieldSymbol(op plan.FieldOp) (string, ui.Style) {
	switch op {
	case plan.Add:
		return "+", ui.Good
	case plan.Remove:
		return "-", ui.Bad
	case plan.Take, plan.Release:
		return "=", ui.Faint
	default:
		return "~", ui.Caution
	}
}
