package ui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

// printer collects lines and writes them at once, so that what is printed is
// whole or not there, and a failing writer is noticed.
type printer struct {
	b       bytes.Buffer
	width   int
	color   bool
	verbose bool
	words   *words.Words
	files   map[string]*hcl.File
	sources map[*hcl.File]sourceLines // those that snippets were taken from
}

func newPrinter(o Options) *printer {
	p := &printer{width: o.Width, color: o.Color, verbose: o.Verbose, words: words.In(o.Language), files: o.Files}
	if p.width <= 0 {
		p.width = defaultWidth
	}
	return p
}

// line prints one line, however long it is.
func (p *printer) line(indent int, spans ...span) {
	l := append(line{{plain, strings.Repeat(" ", indent)}}, spans...)
	p.b.WriteString(l.render(p.color))
	p.b.WriteByte('\n')
}

func (p *printer) blank() { p.b.WriteByte('\n') }

// room is the number of columns that are left beside an indentation, never
// uselessly few.
func (p *printer) room(indent int) int { return max(p.width-indent, 20) }

// text prints a text in lines that fit; none where the text is empty.
func (p *printer) text(indent int, s style, text string) { p.labelled(indent, span{}, s, text) }

// labelled prints a text that a label in another style introduces.
func (p *printer) labelled(indent int, label span, s style, text string) {
	if text == "" {
		return
	}
	lead := label.text
	gap := after(lead)
	lead += gap
	for i, l := range wrap(lead+text, p.room(indent)) {
		if rest, ok := strings.CutPrefix(l, lead); i == 0 && ok && lead != "" {
			p.line(indent, label, span{plain, gap}, s.span(rest))
		} else {
			p.line(indent, s.span(l))
		}
	}
}

// after is what stands between a label and its text: a colon of Chinese is as wide as
// one with its space.
func after(label string) string {
	if label == "" || strings.HasSuffix(label, "：") {
		return ""
	}
	return " "
}

// lineWith prints a line and a remark: behind it where there is room, else
// on a line of its own below.
func (p *printer) lineWith(indent int, l, remark line) {
	switch {
	case len(remark) == 0:
		p.line(indent, l...)
	case l.width()+2+remark.width() <= p.room(indent):
		p.line(indent, join(l, remark)...)
	default:
		p.line(indent, l...)
		p.line(indent+4, remark...)
	}
}

func (p *printer) writeTo(w io.Writer) error {
	if _, err := w.Write(p.b.Bytes()); err != nil {
		return fmt.Errorf("cannot write the output: %w", err)
	}
	return nil
}

// writeJSON writes a value as JSON, a line break at its end: indented, or on
// one line. Characters that a terminal would obey are escaped; "<" and its
// like are not.
func writeJSON(w io.Writer, v any, indent string) error {
	raw, err := encodeJSON(v)
	if err != nil {
		return err
	}
	return writeIndented(w, raw, indent)
}

// writeFacts is writeJSON for what holds facts: what they say is with them.
func writeFacts(w io.Writer, v any, indent string, o Options) error {
	raw, err := encodeJSON(v)
	if err != nil {
		return err
	}
	if raw, err = words.In(o.Language).Annotate(raw, o.snippetAt); err != nil {
		return fmt.Errorf("cannot encode the output as JSON: %w", err)
	}
	return writeIndented(w, append(raw, '\n'), indent)
}

// snippetAt is the source of a problem, where it is at hand.
func (o Options) snippetAt(origin json.RawMessage) map[string]any {
	var r object.Range
	if json.Unmarshal(origin, &r) != nil {
		return nil
	}
	at := hclRange(r)
	if s := snippetOf(at, at, o.Files[r.File]); s != nil {
		return map[string]any{"snippet": s}
	}
	return nil
}

func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("cannot encode the output as JSON: %w", err)
	}
	return b.Bytes(), nil
}

func writeIndented(w io.Writer, raw []byte, indent string) error {
	if indent != "" {
		var b bytes.Buffer
		if err := json.Indent(&b, raw, "", indent); err != nil {
			return fmt.Errorf("cannot encode the output as JSON: %w", err)
		}
		raw = b.Bytes()
	}
	if _, err := w.Write(escapeControls(raw)); err != nil {
		return fmt.Errorf("cannot write the output: %w", err)
	}
	return nil
}

// escapeControls escapes what encoding/json leaves as it is in strings. Line
// breaks stand only between JSON's tokens and stay.
func escapeControls(text []byte) []byte {
	if bytes.IndexFunc(text, func(r rune) bool { return isControl(r) && r != '\n' }) < 0 {
		return text
	}
	var b bytes.Buffer
	for _, r := range string(text) {
		if isControl(r) && r != '\n' {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.Bytes()
}
