package ui

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// clean makes text safe to print on one line: control characters, among them
// those that turn the direction of writing, and bytes that are no UTF-8 become
// escape sequences that can be read. Clean text stays as it is.
func clean(text string) string {
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
		case isControl(r) && r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case isControl(r):
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
		if isControl(r) || r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

// isControl reports whether a terminal may take r for something else than a
// character to show.
func isControl(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	default:
		return unicode.Is(unicode.Bidi_Control, r)
	}
}

// width is the number of columns that clean text takes.
func width(text string) int {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return ansi.StringWidth(text)
		}
	}
	return len(text)
}

// wrap breaks text into lines of at most n columns, at spaces and between
// Chinese characters only: what people copy out of it, a flag or a path, stays
// whole. Line breaks in the text stay; lines that are indented are taken for code and stay as they are.
func wrap(text string, n int) []string {
	var lines []string
	for _, paragraph := range splitLines(text) {
		if strings.HasPrefix(paragraph, " ") || strings.HasPrefix(paragraph, "\t") {
			lines = append(lines, clean(expandTabs(paragraph)))
			continue
		}
		lines = append(lines, wrapWords(strings.Fields(clean(paragraph)), n)...)
	}
	return lines
}

func wrapWords(words []string, n int) []string {
	var lines []string
	current, used := "", 0
	for _, word := range words {
		gap := " "
		for _, part := range parts(word) {
			w := width(part)
			if current != "" && used+len(gap)+w > n {
				lines = append(lines, current)
				current, used = "", 0
			}
			if current != "" {
				current, used = current+gap, used+len(gap)
			}
			current, used, gap = current+part, used+w, ""
		}
	}
	return append(lines, current)
}

// parts takes a word apart where its writing lets a line end: before a Chinese
// character, and behind one. Punctuation stays with what it closes.
func parts(word string) []string {
	var all []string
	start, behind := 0, false
	for i, r := range word {
		han := unicode.Is(unicode.Han, r)
		if i > start && (han || behind) && !closes(r) {
			all = append(all, word[start:i])
			start = i
		}
		behind = han || closes(r)
	}
	return append(all, word[start:])
}

// closes reports whether a Chinese line must not begin with r.
func closes(r rune) bool { return strings.ContainsRune("，。、；：？！）》」』”", r) }

// splitLines takes text apart at its line ends, whatever system they are of;
// a last line end starts no further line.
func splitLines(text string) []string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

const tabWidth = 4

func expandTabs(text string) string {
	return strings.ReplaceAll(text, "\t", strings.Repeat(" ", tabWidth))
}

// upperFirst starts text with a capital, as a sentence does.
func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// lowerFirst starts text with a small letter, as the middle of a sentence does.
func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToLower(r)) + text[size:]
}

// list returns "a", "a and b", "a, b and c".
func list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// padLeft fills clean text up with spaces to n columns.
func padLeft(text string, n int) string {
	if gap := n - width(text); gap > 0 {
		return strings.Repeat(" ", gap) + text
	}
	return text
}
