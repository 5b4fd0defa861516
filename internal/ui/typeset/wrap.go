package typeset

import (
	"strings"
	"unicode"
)

// Wrap breaks text into lines of at most n columns, at spaces and between
// Chinese characters only: what people copy out of it, a flag or a path, stays
// whole. Line breaks in the text stay; lines that are indented are taken for code and stay as they are.
func Wrap(text string, n int) []string {
	var lines []string
	for _, paragraph := range SplitLines(text) {
		if strings.HasPrefix(paragraph, " ") || strings.HasPrefix(paragraph, "\t") {
			lines = append(lines, Clean(ExpandTabs(paragraph)))
			continue
		}
		lines = append(lines, wrapWords(strings.Fields(Clean(paragraph)), n)...)
	}
	return lines
}

func wrapWords(words []string, n int) []string {
	var lines []string
	current, used := "", 0
	for _, word := range words {
		gap := " "
		for _, part := range Parts(word) {
			w := Width(part)
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

// Parts takes a word apart where its writing lets a line end: before a Chinese
// character, and behind one. Punctuation stays with what it closes.
func Parts(word string) []string {
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

// SplitLines takes text apart at its line ends, whatever system they are of;
// a last line end starts no further line.
func SplitLines(text string) []string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
