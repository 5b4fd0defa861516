package ui

import (
	"strings"

	"github.com/workloadlang/wl/internal/ui/typeset"
)

// narrowest is how wide a line is in any case: wide characters have to fit.
const narrowest = 4

// Wrap returns the line in lines of at most n columns, those after the first indented. It
// is broken where texts are, and what is wider than a line by itself, such as a long name,
// anywhere.
func (l Line) Wrap(n, indent int) []Line {
	if l.Width() <= n {
		return []Line{l}
	}
	n = max(n, narrowest)
	indent = min(indent, n/2)
	var lines []Line
	current, used := Line{}, 0
	next := func() {
		lines = append(lines, current)
		current, used = Line{Plain.Span(strings.Repeat(" ", indent))}, indent
	}
	for _, piece := range l.pieces() {
		w := typeset.Width(piece.text)
		blank := strings.TrimSpace(piece.text) == ""
		if used+w > n && (blank || used > indent || len(lines) == 0 && used > 0) {
			next()
		}
		if blank && len(lines) > 0 && used <= indent {
			continue // a line does not begin with what stood between two
		}
		for used+w > n {
			head, rest := typeset.Cut(piece.text, n-used)
			current = append(current, Span{piece.style, head})
			piece.text, w = rest, w-typeset.Width(head)
			next()
		}
		current, used = append(current, piece), used+w
	}
	if len(lines) > 0 && used <= indent {
		return lines
	}
	return append(lines, current)
}

// pieces are the line's words and what stands between them, each in its style.
func (l Line) pieces() []Span {
	var all []Span
	for _, s := range l {
		for rest := s.text; rest != ""; {
			at := strings.IndexByte(rest, ' ')
			if at == 0 {
				at = len(rest) - len(strings.TrimLeft(rest, " "))
				all, rest = append(all, Span{s.style, rest[:at]}), rest[at:]
				continue
			}
			if at < 0 {
				at = len(rest)
			}
			for _, part := range typeset.Parts(rest[:at]) {
				all = append(all, Span{s.style, part})
			}
			rest = rest[at:]
		}
	}
	return all
}
