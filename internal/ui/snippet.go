package ui

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// snippetLines is the most lines of source that a finding shows.
const snippetLines = 7

// snippet prints the source around a finding, its subject underlined on the
// line where it begins. Without the source it prints nothing.
func (p *printer) snippet(indent int, around, subject hcl.Range, file *hcl.File) {
	if file == nil || subject.Start.Line < 1 {
		return
	}
	source, starts := p.sourceOf(file)
	if subject.End.Line > subject.Start.Line && subject.End.Column == 1 {
		subject.End.Line-- // it ends with that line's break
	}
	first, last := snippetRange(around, subject)
	last = min(last, len(source))
	if first > last {
		return
	}
	gutter := max(3, len(fmt.Sprint(last)))
	p.blank()
	for n := first; n <= last; n++ {
		text := source[n-1]
		left, right := 0, 0
		if n == subject.Start.Line {
			left, right = subjectOn(text, subject.Start.Byte-starts[n-1], subject.End.Byte-starts[n-1])
		}
		p.sourceLine(indent, fmt.Sprintf("%*d", gutter, n), strings.TrimSuffix(text, "\r"), left, right)
	}
	if hidden := min(subject.End.Line, len(source)) - last; hidden > 0 {
		p.line(indent, faint.span(strings.Repeat(" ", gutter)+" | ... "+p.words.SayN(int64(hidden), "%d more line", "%d more lines")))
	}
}

// sourceOf is a file's lines and the bytes at which they start. Each file is cut
// once, however many findings there are in it.
func (p *printer) sourceOf(file *hcl.File) (lines []string, starts []int) {
	if known, ok := p.sources[file]; ok {
		return known.lines, known.starts
	}
	lines = strings.Split(string(file.Bytes), "\n")
	starts = make([]int, len(lines))
	for i := 1; i < len(lines); i++ {
		starts[i] = starts[i-1] + len(lines[i-1]) + 1
	}
	if p.sources == nil {
		p.sources = make(map[*hcl.File]sourceLines)
	}
	p.sources[file] = sourceLines{lines, starts}
	return lines, starts
}

// sourceLines is a file that snippets are taken from.
type sourceLines struct {
	lines  []string
	starts []int
}

// snippetRange chooses the lines to show: those around the subject if they are
// few, else the subject's own, not more than snippetLines of them.
func snippetRange(around, subject hcl.Range) (first, last int) {
	first, last = around.Start.Line, around.End.Line
	if first < 1 || first > subject.Start.Line || last < subject.End.Line || around == subject || last-first >= snippetLines {
		first, last = subject.Start.Line, max(subject.Start.Line, subject.End.Line)
	}
	return first, min(last, first+snippetLines-1)
}

// subjectOn finds the part of a line that belongs to the subject, given the
// subject's bytes counted from the line's start: without the spaces around it,
// and at least one byte, so that what is missing at a line's end is pointed at.
func subjectOn(text string, start, end int) (left, right int) {
	indentation := len(text) - len(strings.TrimLeft(text, " \t"))
	left = min(max(start, indentation), len(text))
	return left, max(min(end, len(strings.TrimRight(text, " \t\r"))), left+1)
}

// sourceLine prints one line of source and below it the underline of the bytes
// from left to right, if there are any. Long lines are shown from where the
// subject is.
func (p *printer) sourceLine(indent int, number, text string, left, right int) {
	start, end := min(left, len(text)), min(right, len(text))
	before := clean(expandTabs(text[:start]))
	marked := clean(expandTabs(text[start:end]))
	after := clean(expandTabs(text[end:]))
	room := p.room(indent + len(number) + 3)
	if w := width(before); right > left && w+min(width(marked), room/2) > room {
		before = "…" + cutLeft(before, w-room/3)
	}
	underlined := plain
	if right > left {
		underlined = bold
	}
	code := line{plain.span(before), underlined.span(marked), plain.span(after)}.cut(room)
	p.line(indent, append(line{faint.span(number + " | ")}, code...)...)
	if right <= left {
		return
	}
	length := max(1, min(width(marked), room-width(before)))
	mark := strings.Repeat(" ", width(before))
	p.line(indent, faint.span(strings.Repeat(" ", len(number))+" | "), plain.span(mark), bad.span(strings.Repeat("^", length)))
}

// sourceSnippet is the source around a finding in its JSON form.
type sourceSnippet struct {
	StartLine int      `json:"start_line"`
	Lines     []string `json:"lines"`
}

// snippetOf is the source at a place; nil where it is not at hand.
func snippetOf(around, subject hcl.Range, file *hcl.File) *sourceSnippet {
	if file == nil || subject.Start.Line < 1 {
		return nil
	}
	lines := strings.Split(string(file.Bytes), "\n")
	first, last := snippetRange(around, subject)
	if last = min(last, len(lines)); first > last {
		return nil
	}
	return &sourceSnippet{first, lines[first-1 : last]}
}
