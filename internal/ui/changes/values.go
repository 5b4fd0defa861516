package changes

import (
	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// longValues shows values that do not fit beside their name: below it, in one
// line if they fit there, else each in a line of its own, folded.
func (p Printer) longValues(op plan.FieldOp, before, after string) {
	room := p.Room(valueIndent)
	if l := arrow(op, before, after); l.Width() <= room {
		p.Line(valueIndent, l...)
		return
	}
	if !p.Verbose && op == plan.Modify {
		before, after = typeset.FoldPair(typeset.Clean(before), typeset.Clean(after), room-2, words.Length(p.Words))
	}
	if op.KeepsValue() {
		p.longValue(value.Kept, after)
		return
	}
	if op != plan.Add {
		p.longValue(value.Gone, before)
	}
	if op != plan.Remove {
		p.longValue(value.New, after)
	}
}

// longValue shows one value: folded, or in full over several lines.
func (p Printer) longValue(op value.Op, text string) {
	text = typeset.Clean(text)
	room := p.Room(valueIndent) - 2
	if !p.Verbose {
		p.diffLine(value.Line{Op: op, Text: typeset.Fold(text, room, words.Length(p.Words))})
		return
	}
	for _, l := range typeset.SplitLines(ansi.Hardwrap(text, room, true)) {
		p.diffLine(value.Line{Op: op, Text: l})
	}
}

// lines shows what changes between values of several lines.
func (p Printer) lines(f view.Field) {
	most := maxBlock
	if p.Verbose {
		most = 0
	}
	lines := f.Lines(most)
	if lines == nil {
		p.Line(valueIndent, ui.Faint.Span(p.Words.Say("only the line break at the end changes")))
	}
	for _, l := range lines {
		switch l.Op {
		case value.Unchanged:
			p.Line(valueIndent+2, ui.Faint.Span("... "+p.Words.SayN(int64(l.Lines), "%d unchanged line", "%d unchanged lines")))
		case value.More:
			p.Line(valueIndent+2, ui.Faint.Span("... "+p.Words.SayN(int64(l.Lines), "%d more line (-v shows them)", "%d more lines (-v shows them)")))
		default:
			p.diffLine(l)
		}
	}
}

func (p Printer) diffLine(l value.Line) {
	text, s := typeset.Clean(typeset.ExpandTabs(l.Text)), ui.Faint
	switch l.Op {
	case value.Gone:
		s = ui.Bad
	case value.New:
		s = ui.Good
	}
	if !p.Verbose {
		text = typeset.Fold(text, p.Room(valueIndent)-2, words.Length(p.Words))
	}
	p.Line(valueIndent, s.Span(string(l.Op)+" "+text))
}
