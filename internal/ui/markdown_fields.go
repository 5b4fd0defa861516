package ui

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// diffOf writes what changes within an object as the lines of a diff; of a new
// object, unless everything is asked for, what describes it.
func diffOf(c plan.Change, verbose bool, w *words.Words) []string {
	if !verbose {
		switch c.Action {
		case plan.Delete:
			return nil
		case plan.Create:
			d := fieldDiff{lines: tagged(lineNew, describeObject(c, w)), words: w}
			for _, g := range groupFields(admitted(c)) {
				d.group(g)
			}
			return d.lines
		}
	}
	var hidden int
	c.Fields, hidden = apparent(c, verbose)
	c.Fields = asStored(c.Fields)
	d := fieldDiff{common: common{sharedCause(c.Fields), !c.Approximate.IsZero()}, verbose: verbose, words: w}
	groups := groupFields(shownFields(c, verbose))
	rest := 0
	for _, g := range groups {
		rest += len(g.fields)
	}
	for i, g := range groups {
		if i > 0 && !verbose && d.fields+len(g.fields) > maxFields {
			d.add(lineKept, "... "+w.SayN(int64(rest), "%d more field", "%d more fields"))
			break
		}
		d.group(g)
		rest -= len(g.fields)
	}
	if text := unseen(hidden, w); text != "" {
		d.add(lineKept, "... "+text)
	}
	return d.lines
}

func tagged(op lineOp, texts []string) []string {
	lines := make([]string, len(texts))
	for i, t := range texts {
		lines[i] = string(op) + " " + t
	}
	return lines
}

// fieldDiff collects the lines of a diff.
type fieldDiff struct {
	common
	lines   []string
	fields  int
	verbose bool
	words   *words.Words
}

func (d *fieldDiff) add(op lineOp, text string) {
	d.lines = append(d.lines, string(op)+" "+text)
}

func (d *fieldDiff) group(g *fieldGroup) {
	if !g.parent.IsRoot() {
		d.lines = append(d.lines, "@@ "+g.parent.String()+" @@")
	}
	for i, f := range g.fields {
		d.field(g.names[i].String(), f)
		d.fields++
	}
}

func (d *fieldDiff) field(name string, f plan.FieldChange) {
	remark := join(d.opRemark(f, d.words), join(ownerRemark(f, d.verbose, d.words), causeRemark(f.Cause, d.cause, d.words))).render(false)
	before, after := withoutKeys(f.Path, f.Before), withoutKeys(f.Path, f.After)
	switch {
	case f.Sensitive:
		d.values(name, f.Op, sensitive, sensitive, remark)
	case f.Unknown:
		d.values(name, f.Op, inline(before), d.words.Say("(known after apply)"), remark)
	case f.Op == plan.Take, f.Op == plan.Release:
		d.values(name, f.Op, "", inline(after), remark)
	case isReordered(before, after):
		d.values(name, f.Op, order(before), order(after), strings.TrimSpace(d.words.Say("(order)")+" "+remark))
	case isBlock(before), isBlock(after), isComposite(before), isComposite(after):
		d.block(name, before, after, remark)
	default:
		d.values(name, f.Op, inline(before), inline(after), remark)
	}
}

// values shows values of one line each.
func (d *fieldDiff) values(name string, op plan.FieldOp, before, after, remark string) {
	if remark != "" {
		remark = "  " + remark
	}
	switch op {
	case plan.Add:
		d.add(lineNew, name+": "+after+remark)
	case plan.Remove:
		d.add(lineGone, name+": "+before+remark)
	case plan.Take, plan.Release:
		d.add(lineKept, name+": "+after+remark)
	default:
		before, after = foldPair(clean(before), clean(after), max(maxRow-width(clean(name+remark))-4, 40))
		d.add(lineGone, name+": "+before)
		d.add(lineNew, name+": "+after+remark)
	}
}

// block shows what changes between values of several lines.
func (d *fieldDiff) block(name string, before, after any, remark string) {
	if remark != "" {
		remark = "  " + remark
	}
	d.add(lineKept, name+":"+remark)
	diff := diffLines(blockLines(before), blockLines(after))
	keep := keepAround(diff, 2)
	if !slices.Contains(keep, true) {
		d.add(lineKept, "  "+d.words.Say("only the line break at the end changes"))
		return
	}
	printed, hidden := 0, 0
	for i, l := range diff {
		if !d.verbose && !keep[i] {
			hidden++
			continue
		}
		d.unchanged(hidden)
		hidden = 0
		if !d.verbose && printed >= 2*maxBlock && len(diff)-i > 1 {
			d.add(lineKept, "  ... "+d.words.SayN(int64(len(diff)-i), "%d more line", "%d more lines"))
			return
		}
		d.add(l.op, "  "+l.text)
		printed++
	}
	d.unchanged(hidden)
}

func (d *fieldDiff) unchanged(n int) {
	if n > 0 {
		d.add(lineKept, "  ... "+d.words.SayN(int64(n), "%d unchanged line", "%d unchanged lines"))
	}
}
