package ui

import (
	"hash/fnv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/internal/ui/typeset"
)

// lipgloss was not taken for these: its tables pad, cut and wrap each cell by
// themselves, whereas here a cell that has no room moves below its line, and every
// span is cleaned once. What it rests on, x/ansi, measures and styles.

// Style is how a piece of text looks where there is colour. Nothing is said by
// a style alone: every rendering reads the same without.
type Style uint8

// The styles.
const (
	Plain Style = iota
	Bold
	Faint
	Good
	Caution
	Bad
	Accent
	firstTint // and those behind it
)

// tints are the colours that tell names apart.
func tints() []ansi.Attr {
	return []ansi.Attr{
		ansi.AttrCyanForegroundColor, ansi.AttrGreenForegroundColor, ansi.AttrYellowForegroundColor, ansi.AttrBlueForegroundColor, ansi.AttrMagentaForegroundColor,
		ansi.AttrBrightCyanForegroundColor, ansi.AttrBrightGreenForegroundColor, ansi.AttrBrightYellowForegroundColor, ansi.AttrBrightBlueForegroundColor, ansi.AttrBrightMagentaForegroundColor,
	}
}

// Tint is the style of a name: the same one every time, and seldom that of another.
func Tint(name string) Style {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // it never fails
	return firstTint + Style(h.Sum32()%uint32(len(tints())))
}

// apply wraps text into the style's escape sequences.
func (s Style) apply(text string) string {
	if s >= firstTint {
		return ansi.NewStyle(tints()[s-firstTint]).Styled(text)
	}
	switch s {
	case Bold:
		return ansi.NewStyle(ansi.AttrBold).Styled(text)
	case Faint:
		return ansi.NewStyle(ansi.AttrFaint).Styled(text)
	case Good:
		return ansi.NewStyle(ansi.AttrGreenForegroundColor).Styled(text)
	case Caution:
		return ansi.NewStyle(ansi.AttrYellowForegroundColor).Styled(text)
	case Bad:
		return ansi.NewStyle(ansi.AttrRedForegroundColor).Styled(text)
	case Accent:
		return ansi.NewStyle(ansi.AttrCyanForegroundColor).Styled(text)
	default:
		return text
	}
}

// Span is a piece of clean text in one style. Only a style makes one, so that
// nothing unclean can be in it.
type Span struct {
	style Style
	text  string
}

// Span is a text, cleaned, in the style.
func (s Style) Span(text string) Span { return Span{s, typeset.Clean(text)} }

// Line is what stands on one line.
type Line []Span

// Width is the number of columns that the line takes.
func (l Line) Width() int {
	n := 0
	for _, s := range l {
		n += typeset.Width(s.text)
	}
	return n
}

// Pad returns the line filled up with spaces to n columns.
func (l Line) Pad(n int) Line {
	if gap := n - l.Width(); gap > 0 {
		return append(l[:len(l):len(l)], Span{Plain, strings.Repeat(" ", gap)})
	}
	return l
}

// Cut returns the line cut down to n columns, with "…" where text is missing.
func (l Line) Cut(n int) Line {
	if l.Width() <= n {
		return l
	}
	var kept Line
	for _, s := range l {
		w := typeset.Width(s.text)
		if w >= n {
			return append(kept, Span{s.style, ansi.Truncate(s.text, n, "…")})
		}
		kept = append(kept, s)
		n -= w
	}
	return kept
}

// Join puts lines side by side, two spaces between those that are not empty.
func Join(parts ...Line) Line {
	var joined Line
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		if len(joined) > 0 {
			joined = append(joined, Span{Plain, "  "})
		}
		joined = append(joined, p...)
	}
	return joined
}

// Render is the line as text: coloured, or without spaces at its end.
func (l Line) Render(color bool) string {
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
