package ui

import (
	"bytes"
	"io"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Printer collects lines and writes them at once, so that what is printed is
// whole or not there, and a failing writer is noticed.
type Printer struct {
	Words   *words.Words
	Width   int  // in columns
	Verbose bool // everything, nothing folded

	b       bytes.Buffer
	color   bool
	files   map[string]*hcl.File
	sources map[*hcl.File]sourceLines // those that snippets were taken from
}

// NewPrinter returns a printer of what is rendered with the options.
func NewPrinter(o Options) *Printer {
	p := &Printer{Words: words.In(o.Language), Width: o.Width, Verbose: o.Verbose, color: o.Color, files: o.Files}
	if p.Width <= 0 {
		p.Width = defaultWidth
	}
	return p
}

// Line prints one line, however long it is.
func (p *Printer) Line(indent int, spans ...Span) {
	l := append(Line{{Plain, strings.Repeat(" ", indent)}}, spans...)
	p.b.WriteString(l.Render(p.color))
	p.b.WriteByte('\n')
}

// Blank prints an empty line.
func (p *Printer) Blank() { p.b.WriteByte('\n') }

// Room is the number of columns that are left beside an indentation, never
// uselessly few.
func (p *Printer) Room(indent int) int { return max(p.Width-indent, 20) }

// Text prints a text in lines that fit; none where the text is empty.
func (p *Printer) Text(indent int, s Style, text string) { p.Labelled(indent, Span{}, s, text) }

// Labelled prints a text that a label in another style introduces.
func (p *Printer) Labelled(indent int, label Span, s Style, text string) {
	if text == "" {
		return
	}
	lead := label.text
	gap := Gap(lead)
	lead += gap
	for i, l := range typeset.Wrap(lead+text, p.Room(indent)) {
		if rest, ok := strings.CutPrefix(l, lead); i == 0 && ok && lead != "" {
			p.Line(indent, label, Span{Plain, gap}, s.Span(rest))
		} else {
			p.Line(indent, s.Span(l))
		}
	}
}

// Gap is what stands between a label and its text: a colon of Chinese is as wide as
// one with its space.
func Gap(label string) string {
	if label == "" || strings.HasSuffix(label, "：") {
		return ""
	}
	return " "
}

// LineWith prints a line and a remark: behind it where there is room, else
// on a line of its own below.
func (p *Printer) LineWith(indent int, l, remark Line) {
	switch {
	case len(remark) == 0:
		p.Line(indent, l...)
	case l.Width()+2+remark.Width() <= p.Room(indent):
		p.Line(indent, Join(l, remark)...)
	default:
		p.Line(indent, l...)
		p.Line(indent+4, remark...)
	}
}

// Bytes is what was printed.
func (p *Printer) Bytes() []byte { return p.b.Bytes() }

// Flush writes what was printed.
func (p *Printer) Flush(w io.Writer) error { return Write(w, p.b.Bytes()) }
