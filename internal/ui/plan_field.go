package ui

import (
	"slices"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

const (
	fieldIndent = 6
	valueIndent = 10 // of values that stand below their field's name
	maxLabel    = 34 // columns that names may take before their values move
	maxFields   = 40 // of one change, unless verbose
	maxBlock    = 16 // lines of one value, unless verbose
)

// common is what is true of all fields of an object, and is said once.
type common struct {
	cause       plan.Cause // that all of them share
	approximate bool       // defaults are not included
}

// fields prints field changes, grouped by what they belong to. What they have in
// common has been printed already.
func (p *printer) fields(fields []plan.FieldChange, all common) {
	groups := groupFields(fields)
	rest := 0
	for _, g := range groups {
		rest += len(g.fields)
	}
	printed := 0
	for _, g := range groups {
		if !p.verbose && printed > 0 && printed+len(g.fields) > maxFields {
			p.line(fieldIndent, faint.span("... "+p.words.SayN(int64(rest), "%d more field (-v shows them)", "%d more fields (-v shows them)")))
			return
		}
		p.fieldGroup(g, all)
		printed, rest = printed+len(g.fields), rest-len(g.fields)
	}
}

func (p *printer) fieldGroup(g *fieldGroup, all common) {
	if whole := heading(g.parent.Join(g.names[0])); len(g.fields) == 1 && p.fitsOneLine(whole, g.fields[0]) {
		p.field(fieldIndent, whole, g.fields[0], all)
		return
	}
	indent := fieldIndent
	if !g.parent.IsRoot() {
		p.line(fieldIndent, heading(g.parent)...)
		indent += 2
	}
	labels, column := make([]line, len(g.names)), 0
	for i, name := range g.names {
		labels[i] = line{plain.span(name.String())}
		if w := labels[i].width(); w <= maxLabel {
			column = max(column, w)
		}
	}
	for i, f := range g.fields {
		p.field(indent, labels[i].pad(column), f, all)
	}
}

// field prints one change: on one line where it fits, the values below the
// name where it does not, as a diff where they have several lines.
func (p *printer) field(indent int, label line, f plan.FieldChange, all common) {
	symbol, s := fieldSymbol(f.Op)
	head := append(line{s.span(symbol), plain.span(" ")}, label...)
	remark := join(all.opRemark(f, p.words), join(ownerRemark(f, p.verbose, p.words), causeRemark(f.Cause, all.cause, p.words)))
	f.Before, f.After = withoutKeys(f.Path, f.Before), withoutKeys(f.Path, f.After)
	before, after := inline(f.Before), inline(f.After)
	several := isBlock(f.Before) || isBlock(f.After)
	foldable := several || isComposite(f.Before) || isComposite(f.After)
	switch {
	case f.Sensitive:
		before, after, several, foldable = sensitive, sensitive, false, false
	case f.Unknown:
		after, several, foldable = p.words.Say("(known after apply)"), false, false
	case f.Op == plan.Take, f.Op == plan.Release:
		several, foldable = false, false
	case isReordered(f.Before, f.After):
		before, after, foldable = order(f.Before), order(f.After), false
		remark = join(line{faint.span(p.words.Say("(order)"))}, remark)
	}
	onOne := join(head, arrow(f.Op, before, after))
	switch {
	case !several && onOne.width() <= p.room(indent):
		p.fieldLine(indent, onOne, remark, f)
	case foldable:
		p.fieldLine(indent, head, remark, f)
		p.blockDiff(f)
	default:
		p.fieldLine(indent, head, remark, f)
		p.longValues(f.Op, before, after)
	}
}

// fitsOneLine reports whether a field that stands alone can be shown beside its
// whole path; else the path stands above it, as it does above several.
func (p *printer) fitsOneLine(path line, f plan.FieldChange) bool {
	return path.width()+4+arrow(f.Op, inline(f.Before), inline(f.After)).width() <= p.room(fieldIndent)
}

// fieldLine prints a field's line with a remark and the line of the configuration
// that gives the value: below it where there is no room.
func (p *printer) fieldLine(indent int, l, remark line, f plan.FieldChange) {
	if f.Origin.File != "" {
		remark = join(remark, line{faint.span(f.Origin.String())})
	}
	p.lineWith(indent, l, remark)
}

// arrow shows values on one line.
func arrow(op plan.FieldOp, before, after string) line {
	switch op {
	case plan.Add:
		return line{good.span(after)}
	case plan.Remove:
		return line{bad.span(before)}
	case plan.Take, plan.Release:
		return line{plain.span(after)}
	default:
		return line{bad.span(before), faint.span(" -> "), good.span(after)}
	}
}

// longValues shows values that do not fit beside their name: below it, in one
// line if they fit there, else each in a line of its own, folded.
func (p *printer) longValues(op plan.FieldOp, before, after string) {
	room := p.room(valueIndent)
	if l := arrow(op, before, after); l.width() <= room {
		p.line(valueIndent, l...)
		return
	}
	if !p.verbose && op == plan.Modify {
		before, after = foldPair(clean(before), clean(after), room-2)
	}
	if op == plan.Take || op == plan.Release {
		p.longValue(lineKept, after)
		return
	}
	if op != plan.Add {
		p.longValue(lineGone, before)
	}
	if op != plan.Remove {
		p.longValue(lineNew, after)
	}
}

// longValue shows one value: folded, or in full over several lines.
func (p *printer) longValue(op lineOp, text string) {
	text = clean(text)
	room := p.room(valueIndent) - 2
	if !p.verbose {
		p.diffLine(diffLine{op, fold(text, room)})
		return
	}
	for _, l := range splitLines(ansi.Hardwrap(text, room, true)) {
		p.diffLine(diffLine{op, l})
	}
}

// blockDiff shows what changes between values of several lines.
func (p *printer) blockDiff(f plan.FieldChange) {
	diff := diffLines(blockLines(f.Before), blockLines(f.After))
	keep := keepAround(diff, 2)
	if !slices.Contains(keep, true) {
		p.line(valueIndent, faint.span(p.words.Say("only the line break at the end changes")))
		return
	}
	printed, hidden := 0, 0
	for i, l := range diff {
		if !p.verbose && !keep[i] {
			hidden++
			continue
		}
		p.unchangedLines(hidden)
		hidden = 0
		if !p.verbose && printed >= maxBlock && len(diff)-i > 1 {
			p.line(valueIndent+2, faint.span("... "+p.words.SayN(int64(len(diff)-i), "%d more line (-v shows them)", "%d more lines (-v shows them)")))
			return
		}
		p.diffLine(l)
		printed++
	}
	p.unchangedLines(hidden)
}

func (p *printer) unchangedLines(n int) {
	if n > 0 {
		p.line(valueIndent+2, faint.span("... "+p.words.SayN(int64(n), "%d unchanged line", "%d unchanged lines")))
	}
}

func (p *printer) diffLine(l diffLine) {
	text, s := clean(expandTabs(l.text)), faint
	switch l.op {
	case lineGone:
		s = bad
	case lineNew:
		s = good
	}
	if !p.verbose {
		text = fold(text, p.room(valueIndent)-2)
	}
	p.line(valueIndent, s.span(string(l.op)+" "+text))
}

func fieldSymbol(op plan.FieldOp) (string, style) {
	switch op {
	case plan.Add:
		return "+", good
	case plan.Remove:
		return "-", bad
	case plan.Take, plan.Release:
		return "=", faint
	default:
		return "~", caution
	}
}

// opRemark returns what happens to a field where its sign alone does not.
func (all common) opRemark(f plan.FieldChange, w *words.Words) line {
	switch f.Op {
	case plan.Remove:
		if all.approximate {
			return line{faint.span(w.Say("(removed or back to its default)"))}
		}
	case plan.Take, plan.Release:
		return line{faint.span(w.Say("(value unchanged; %s)", ownership(f, w)))}
	}
	return nil
}

// causeRemark returns why a field changes, where the reason is not simply that
// the configuration says so, nor one that was given for all fields.
func causeRemark(c, shared plan.Cause, w *words.Words) line {
	if c.Equal(shared) {
		return nil
	}
	switch c.Kind {
	case plan.Drift:
		return line{caution.span(w.Say("(drift: %s)", who(c, w)))}
	case plan.Conflict:
		return line{caution.span(w.Say("(conflict: %s)", who(c, w)))}
	case plan.Added:
		return line{caution.span(w.Say("(added by %s)", who(c, w)))}
	case plan.Server:
		if c.Default {
			return line{faint.span(w.Say("(default)"))}
		}
		return line{faint.span(w.Say("(set by the server: default or admission)"))}
	}
	return nil
}

// who names the manager that changed a field and when it did.
func who(c plan.Cause, w *words.Words) string {
	name := c.Manager
	if name == "" {
		name = w.Say("another field manager")
	}
	if c.Time == "" {
		return name
	}
	return name + ", " + when(c.Time)
}

// when writes a time as people read it; what is no RFC 3339 stays as it is.
func when(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}
