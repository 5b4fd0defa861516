package plans

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/internal/ui/typeset"
)

// markdownLimit is how long a comment on GitHub may be, in characters. Here it
// counts bytes, of which there are never fewer.
const markdownLimit = 65_536

const (
	maxCode = 200   // bytes of one value outside a block
	maxRow  = 240   // columns of one line within a block
	maxPart = 8_000 // bytes of one block
)

// code makes a code span of a text: on one line, and with a fence that nothing
// in it can close.
func code(text string) string {
	text = shorten(typeset.Clean(text), maxCode)
	if text == "" {
		return "` `"
	}
	fence := strings.Repeat("`", longestRun(text)+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// codes are code spans, one after the other.
func codes(texts []string) string {
	spans := make([]string, len(texts))
	for i, t := range texts {
		spans[i] = code(t)
	}
	return strings.Join(spans, ", ")
}

// prose writes a sentence of wl's own as it is. One that holds anything that
// Markdown, or GitHub behind it, could take for more than words is written as
// code.
func prose(text string) string {
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == ' ', strings.ContainsRune(",;()'", r), unicode.Is(unicode.Han, r), strings.ContainsRune("，；：。（）、", r):
		case strings.ContainsRune(".:-", r) && i > 0 && (r == '-' || i+1 == len(text) || text[i+1] == ' '):
		default:
			return code(text)
		}
	}
	return text
}

// fenced makes a code block of lines, each of which is one line whatever is in
// it. Lines that make the block too long are left out, and counted.
func fenced(language string, lines []string) string {
	size, longest := 0, 2
	for i, l := range lines {
		l = typeset.Fold(typeset.Clean(typeset.ExpandTabs(l)), maxRow)
		if size += len(l) + 1; size > maxPart {
			lines = append(lines[:i:i], "  ... "+plural.Count(len(lines)-i, "more line"))
			break
		}
		lines[i] = l
		longest = max(longest, longestRun(l))
	}
	fence := strings.Repeat("`", longest+1)
	return fence + language + "\n" + strings.Join(lines, "\n") + "\n" + fence + "\n"
}

// folded is Markdown that is shown when it is opened. The title is
// wl's own.
func folded(title, body string) string {
	return fmt.Sprintf("<details><summary>%s</summary>\n\n%s\n</details>\n", title, body)
}

// longestRun is the length of the longest run of backticks.
func longestRun(text string) int {
	longest, run := 0, 0
	for _, c := range []byte(text) {
		if c != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// shorten cuts clean text to n bytes, at a character.
func shorten(text string, n int) string {
	if len(text) <= n {
		return text
	}
	cut := 0
	for i := range text {
		if i > n-len("…") {
			break
		}
		cut = i
	}
	return text[:cut] + "…"
}
