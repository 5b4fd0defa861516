package ui

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/typeset"
)

// snippetLines is the most lines of source that a finding shows.
const snippetLines = 7

// Snippet prints the source around a place, its subject underlined on the line
// where it begins. It returns false, and prints nothing, where the source is not at
// hand.
func (p *Printer) Snippet(indent int, around, subject object.Range) bool {
	file := p.files[subject.File]
	if file == nil {
		return false
	}
	if subject.StartLine < 1 {
		return true
	}
	source, starts := p.sourceOf(file)
	if subject.EndLine > subject.StartLine && subject.EndColumn == 1 {
		subject.EndLine-- // it ends with that line's break
	}
	first, last := snippetRange(around, subject)
	last = min(last, len(source))
	if first > last {
		return true
	}
	gutter := max(3, len(fmt.Sprint(last)))
	p.Blank()
	for n := first; n <= last; n++ {
		text := source[n-1]
		left, right := 0, 0
		if n == subject.StartLine {
			left, right = subjectOn(text, subject.StartByte-starts[n-1], subject.EndByte-starts[n-1])
		}
		p.sourceLine(indent, fmt.Sprintf("%*d", gutter, n), strings.TrimSuffix(text, "\r"), left, right)
	}
	if hidden := min(subject.EndLine, len(source)) - last; hidden > 0 {
		p.Line(indent, Faint.Span(strings.Repeat(" ", gutter)+" | ... "+p.Words.SayN(int64(hidden), "%d more line", "%d more lines")))
	}
	return true
}

// sourceOf is a file's lines and the bytes at which they start. Each file is cut
// once, however many findings there are in it.
func (p *Printer) sourceOf(file *hcl.File) (lines []string, starts []int) {
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
func snippetRange(around, subject object.Range) (first, last int) {
	first, last = around.StartLine, around.EndLine
	if first < 1 || first > subject.StartLine || last < subject.EndLine || around == subject || last-first >= snippetLines {
		first, last = subject.StartLine, max(subject.StartLine, subject.EndLine)
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
func (p *Printer) sourceLine(indent int, number, text string, left, right int) {
	start, end := min(left, len(text)), min(right, len(text))
	before := typeset.Clean(typeset.ExpandTabs(text[:start]))
	marked := typeset.Clean(typeset.ExpandTabs(text[start:end]))
	after := typeset.Clean(typeset.ExpandTabs(text[end:]))
	room := p.Room(indent + len(number) + 3)
	if w := typeset.Width(before); right > left && w+min(typeset.Width(marked), room/2) > room {
		before = "…" + typeset.CutLeft(before, w-room/3)
	}
	underlined := Plain
	if right > left {
		underlined = Bold
	}
	code := Line{Plain.Span(before), underlined.Span(marked), Plain.Span(after)}.Cut(room)
	p.Line(indent, append(Line{Faint.Span(number + " | ")}, code...)...)
	if right <= left {
		return
	}
	length := max(1, min(typeset.Width(marked), room-typeset.Width(before)))
	mark := strings.Repeat(" ", typeset.Width(before))
	p.Line(indent, Faint.Span(strings.Repeat(" ", len(number))+" | "), Plain.Span(mark), Bad.Span(strings.Repeat("^", length)))
}

// Source is the source at a place, as JSON has it.
type Source struct {
	StartLine int      `json:"start_line"`
	Lines     []string `json:"lines"`
}

// SnippetOf is the source at a place; nil where it is not at hand.
func SnippetOf(around, subject object.Range, file *hcl.File) *Source {
	if file == nil || subject.StartLine < 1 {
		return nil
	}
	lines := strings.Split(string(file.Bytes), "\n")
	first, last := snippetRange(around, subject)
	if last = min(last, len(lines)); first > last {
		return nil
	}
	return &Source{first, lines[first-1 : last]}
}
