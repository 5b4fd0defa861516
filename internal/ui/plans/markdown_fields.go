package plans

import (
	"strings"

	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// maxBlock is how many lines of one value are shown, unless everything is.
const maxBlock = 32

// contentLines writes what changes within an object as the lines of a diff.
func contentLines(of view.Content, w *words.Words) []string {
	d := fieldDiff{content: of, words: w}
	for _, g := range of.Groups {
		if !g.Parent.IsRoot() {
			d.lines = append(d.lines, "@@ "+g.Parent.String()+" @@")
		}
		for _, f := range g.Fields {
			d.field(f)
		}
	}
	if of.More > 0 {
		d.add(value.Kept, "... "+w.SayN(int64(of.More), "%d more field", "%d more fields"))
	}
	if text := said.Unchanged(of.Unchanged, w); text != "" {
		d.add(value.Kept, "... "+text)
	}
	return d.lines
}

func tagged(op value.Op, texts []string) []string {
	lines := make([]string, len(texts))
	for i, t := range texts {
		lines[i] = string(op) + " " + t
	}
	return lines
}

// fieldDiff collects the lines of a diff.
type fieldDiff struct {
	content view.Content
	lines   []string
	words   *words.Words
}

func (d *fieldDiff) add(op value.Op, text string) {
	d.lines = append(d.lines, string(op)+" "+text)
}

func (d *fieldDiff) field(f view.Field) {
	remark := said.Remarks(f, d.content, d.words).Render(false)
	if f.Shape == view.Reordered {
		remark = strings.TrimSpace(d.words.Say("(order)") + " " + remark)
	}
	if remark != "" {
		remark = "  " + remark
	}
	if f.Shape == view.Block || f.Shape == view.Composite {
		d.block(f, remark)
	} else {
		d.values(f, remark)
	}
}

// values shows values of one line each.
func (d *fieldDiff) values(f view.Field, remark string) {
	name := f.Name.String()
	before, after := said.Values(f, d.words)
	switch f.Op {
	case plan.Add:
		d.add(value.New, name+": "+after+remark)
	case plan.Remove:
		d.add(value.Gone, name+": "+before+remark)
	case plan.Take, plan.Release:
		d.add(value.Kept, name+": "+after+remark)
	default:
		before, after = typeset.FoldPair(typeset.Clean(before), typeset.Clean(after), max(markdown.MaxRow-typeset.Width(typeset.Clean(name+remark))-4, 40), words.Length(d.words))
		d.add(value.Gone, name+": "+before)
		d.add(value.New, name+": "+after+remark)
	}
}

// block shows what changes between values of several lines.
func (d *fieldDiff) block(f view.Field, remark string) {
	d.add(value.Kept, f.Name.String()+":"+remark)
	most := maxBlock
	if d.content.Verbose {
		most = 0
	}
	lines := f.Lines(most)
	if lines == nil {
		d.add(value.Kept, "  "+d.words.Say("only the line break at the end changes"))
	}
	for _, l := range lines {
		switch l.Op {
		case value.Unchanged:
			d.add(value.Kept, "  ... "+d.words.SayN(int64(l.Lines), "%d unchanged line", "%d unchanged lines"))
		case value.More:
			d.add(value.Kept, "  ... "+d.words.SayN(int64(l.Lines), "%d more line", "%d more lines"))
		default:
			d.add(l.Op, "  "+l.Text)
		}
	}
}
