// Package typeset fits text into columns: it is cleaned of what a terminal would obey,
// measured, wrapped and folded.
//
//	for _, l := range typeset.Wrap(text, 80) {
package typeset

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Clean makes text safe to print on one line: control characters, among them
// those that turn the direction of writing, and bytes that are no UTF-8 become
// escape sequences that can be read. Clean text stays as it is.
func Clean(text string) string {
	if isClean(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[0])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case IsControl(r) && r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case IsControl(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	return b.String()
}

func isClean(text string) bool {
	for i, r := range text {
		if IsControl(r) || r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

// IsControl reports whether a terminal may take r for something else than a
// character to show.
func IsControl(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	default:
		return unicode.Is(unicode.Bidi_Control, r)
	}
}

// Width is the number of columns that clean text takes.
func Width(text string) int {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return ansi.StringWidth(text)
		}
	}
	return len(text)
}

// Cut cuts clean text after as many columns as it may take, at least one character, which may
// be wide. It looks at no more of the text than that.
func Cut(text string, columns int) (head, rest string) {
	for at, width := 0, 0; at < len(text); {
		character, w := ansi.FirstGraphemeCluster(text[at:], ansi.GraphemeWidth)
		if width += w; width > columns && at > 0 {
			return text[:at], text[at:]
		}
		at += len(character)
	}
	return text, ""
}

const tabWidth = 4

// ExpandTabs writes spaces for tabs.
func ExpandTabs(text string) string {
	return strings.ReplaceAll(text, "\t", strings.Repeat(" ", tabWidth))
}

// UpperFirst starts text with a capital, as a sentence does. One that begins with a name, such
// as a file's, keeps it as it is, and so does Chinese, which has no capitals.
func UpperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || beginsWithName(text) || strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// beginsWithName reports whether the first word of a text is none of a sentence, by its signs.
func beginsWithName(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return first == "wl" || strings.ContainsFunc(strings.TrimRight(first, ".,;"), func(r rune) bool {
		return !unicode.IsLower(r) && r != '\''
	})
}

// LowerFirst starts text with a small letter, as the middle of a sentence does.
func LowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToLower(r)) + text[size:]
}

// PadLeft fills clean text up with spaces to n columns.
func PadLeft(text string, n int) string {
	if gap := n - Width(text); gap > 0 {
		return strings.Repeat(" ", gap) + text
	}
	return text
}
