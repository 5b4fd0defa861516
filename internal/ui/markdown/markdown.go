// Package markdown writes Markdown for comments on pull requests: whatever a text holds, it
// cannot pass for a part of the comment.
//
//	text := markdown.Row([]string{markdown.CodeCell(name), markdown.Cell(sentence)})
package markdown

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Format is the name of the form.
const Format ui.Format = "markdown"

// Limit is how long a comment on GitHub may be, in characters. Here it
// counts bytes, of which there are never fewer.
const Limit = 65_536

const (
	maxCode  = 200   // bytes of one value outside a block
	maxProse = 4_000 // bytes of one sentence, or some
	maxPart  = 8_000 // bytes of one block

	// MaxRow is how wide a line within a block is, in columns.
	MaxRow = 240
)

// Code makes a code span of a text: on one line, and with a fence that nothing
// in it can close.
func Code(text string) string {
	return span(Shorten(typeset.Clean(text), maxCode))
}

// Command makes a code span of a command: complete, however long it is.
func Command(text string) string { return span(typeset.Clean(text)) }

func span(text string) string {
	if text == "" {
		return "` `"
	}
	fence := strings.Repeat("`", longestRun(text)+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// Codes are code spans, one after the other.
func Codes(texts []string) string {
	spans := make([]string, len(texts))
	for i, t := range texts {
		spans[i] = Code(t)
	}
	return strings.Join(spans, ", ")
}

// Prose writes a sentence of wl's own as it is. One that holds anything that
// Markdown, or GitHub behind it, could take for more than words is written as
// code. As much of it is shown as one could read.
func Prose(text string) string {
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == ' ', strings.ContainsRune(",;()'", r), unicode.Is(unicode.Han, r), strings.ContainsRune("，；：。（）、", r):
		case strings.ContainsRune(".:-", r) && i > 0 && (r == '-' || i+1 == len(text) || text[i+1] == ' '):
		default:
			return span(Shorten(typeset.Clean(text), maxProse))
		}
	}
	return text
}

// Paragraph is a sentence, or some, as a paragraph behind a label, which is Markdown or "": as
// Prose where that leaves it whole, else as a block.
func Paragraph(label, text string, w *words.Words) string {
	prose := Prose(text)
	whole := prose == text || len(text) <= maxCode && !strings.Contains(text, "\n")
	switch {
	case text == "":
		return ""
	case whole && label == "":
		return prose + "\n\n"
	case whole:
		return label + ui.Gap(label) + prose + "\n\n"
	case label != "":
		label += "\n\n"
	}
	return label + Fenced("text", typeset.Wrap(text, 100), w) + "\n"
}

// Fenced makes a code block of lines, each of which is one line whatever is in
// it. Lines that make the block too long are left out, and counted.
func Fenced(language string, lines []string, w *words.Words) string {
	size, longest := 0, 2
	for i, l := range lines {
		l = typeset.Fold(typeset.Clean(typeset.ExpandTabs(l)), MaxRow, words.Length(w))
		if size += len(l) + 1; size > maxPart {
			lines = append(lines[:i:i], "  ... "+w.SayN(int64(len(lines)-i), "%d more line", "%d more lines"))
			break
		}
		lines[i] = l
		longest = max(longest, longestRun(l))
	}
	fence := strings.Repeat("`", longest+1)
	return fence + language + "\n" + strings.Join(lines, "\n") + "\n" + fence + "\n"
}

// Folded is Markdown that is shown when it is opened. The title is
// wl's own.
func Folded(title, body string) string {
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

// Shorten cuts clean text to n bytes, at a character.
func Shorten(text string, n int) string {
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

// Row is a row of a table.
func Row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

// Cell is a text within a table, where a bar would end it. A long one that is no prose is cut.
func Cell(text string) string {
	if text == "" || Prose(text) == text {
		return text
	}
	return CodeCell(text)
}

// CodeCell is a name within a table. A bar behind a backslash cannot be escaped there.
func CodeCell(name string) string {
	if name == "" {
		return ""
	}
	name = strings.ReplaceAll(name, `\|`, `\¦`)
	return strings.ReplaceAll(Code(name), "|", `\|`)
}

// Bold is a text in bold type, where it is to be.
func Bold(text string, is bool) string {
	if is {
		return marked(text, "**")
	}
	return text
}

// Emphasized is a text in italics.
func Emphasized(text string) string { return marked(text, "_") }

// marked is a text between marks. What ends it in Chinese is outside, for no space follows it:
// a mark behind punctuation, with a character at its other side, would end nothing.
func marked(text, mark string) string {
	within := strings.TrimRight(text, "。：")
	return mark + within + mark + text[len(within):]
}

// Selected is what a marker says of the selection of clusters.
func Selected(s plan.Selection) string {
	text := ""
	if len(s.Clusters) > 0 {
		text += " clusters=" + Identifiers(s.Clusters)
	}
	if s.Context != "" {
		text += " context=" + identifier(s.Context)
	}
	return text
}

// Identifiers are those of names whose order does not matter.
func Identifiers(names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	return identifier(slices.Compact(names)...)
}

// identifier stands for names in a marker. Of long ones it is a digest: those that differ
// only at their ends must not be the same.
func identifier(names ...string) string {
	escaped := make([]string, len(names))
	for i, name := range names {
		escaped[i] = strings.ReplaceAll(url.QueryEscape(name), "--", "-%2D")
	}
	text := strings.Join(escaped, ",")
	if len(text) > maxCode {
		return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text)))
	}
	return text
}

// Marker is the hidden comment by which a program finds again what a verb has written of a
// selection of a stack's clusters: it is the same every time.
func Marker(verb string, of object.Stack, s plan.Selection) string {
	return "<!-- wl:" + verb + " stack=" + identifier(of.Name) + " namespace=" + identifier(of.Namespace) + Selected(s) + " -->"
}
