package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// lipgloss was not taken for these: its tables pad, cut and wrap each cell by
// themselves, whereas here a cell that has no room moves below its line, and every
// span is cleaned once. What it rests on, x/ansi, measures and styles.

// style is how a piece of text looks where there is colour. Nothing is said by
// a style alone: every rendering reads the same without.
type style uint8

const (
	plain style = iota
	bold
	faint
	good
	caution
	bad
	accent
)

// apply wraps text into the style's escape sequences.
func (s style) apply(text string) string {
	switch s {
	case bold:
		return ansi.NewStyle(ansi.AttrBold).Styled(text)
	case faint:
		return ansi.NewStyle(ansi.AttrFaint).Styled(text)
	case good:
		return ansi.NewStyle(ansi.AttrGreenForegroundColor).Styled(text)
	case caution:
		return ansi.NewStyle(ansi.AttrYellowForegroundColor).Styled(text)
	case bad:
		return ansi.NewStyle(ansi.AttrRedForegroundColor).Styled(text)
	case accent:
		return ansi.NewStyle(ansi.AttrCyanForegroundColor).Styled(text)
	default:
		return text
	}
}

// span is a piece of clean text in one style. The functions below make spans,
// so that nothing unclean can be in one.
type span struct {
	style style
	text  string
}

func (s style) span(text string) span { return span{s, clean(text)} }

// line is what stands on one line.
type line []span

func (l line) width() int {
	n := 0
	for _, s := range l {
		n += width(s.text)
	}
	return n
}

// pad returns the line filled up with spaces to n columns.
func (l line) pad(n int) line {
	if gap := n - l.width(); gap > 0 {
		return append(l[:len(l):len(l)], span{plain, strings.Repeat(" ", gap)})
	}
	return l
}

// cut returns the line cut down to n columns, with "…" where text is missing.
func (l line) cut(n int) line {
	if l.width() <= n {
		return l
	}
	var kept line
	for _, s := range l {
		w := width(s.text)
		if w >= n {
			return append(kept, span{s.style, ansi.Truncate(s.text, n, "…")})
		}
		kept = append(kept, s)
		n -= w
	}
	return kept
}

// join puts lines side by side, two spaces between those that are not empty.
func join(parts ...line) line {
	var joined line
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		if len(joined) > 0 {
			joined = append(joined, span{plain, "  "})
		}
		joined = append(joined, p...)
	}
	return joined
}

func (l line) render(color bool) string {
	var b strings.Builder
	for _, s := range l {
		if color && s.text != "" {
			b.WriteString(s.style.apply(s.text))
		} else {
			b.WriteString(s.text)
		}
	}
	if !color {
		return strings.TrimRight(b.String(), " ")
	}
	return b.String()
}
