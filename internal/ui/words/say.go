package words

import (
	"fmt"
	"slices"
	"strings"
)

// What renderers write themselves (headings, labels, summaries) has no code: it is
// written in English where it is shown, and its Chinese is found by the English, as
// gettext does. golang.org/x/text/message would do the same, but writes numbers with
// separators, which a port or a line must not have.

// Say is a text of a renderer's own, with arguments as of fmt.Sprintf that are in the
// language already.
func (w *Words) Say(english string, args ...any) string {
	format := english
	if w.language == Chinese {
		if text, known := w.phrases[english]; known {
			format = text
		}
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// SayN is Say with one of two forms, by a number that is the first argument of both:
// SayN(2, "%d cluster", "%d clusters"). The first finds the Chinese.
func (w *Words) SayN(n int64, one, many string, args ...any) string {
	args = append([]any{n}, args...)
	if n == 1 || w.language == Chinese {
		return w.Say(one, args...)
	}
	return w.Say(many, args...)
}

// List returns "a", "a and b", "a, b and c".
func (w *Words) List(items []string) string {
	last := len(items) - 1
	switch {
	case last < 1:
		return strings.Join(items, "")
	case w.language == Chinese:
		return strings.Join(items[:last], "、") + " 和 " + items[last]
	}
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// Commas joins clauses, of which none is the last.
func (w *Words) Commas(items []string) string {
	if w.language == Chinese {
		return strings.Join(items, "，")
	}
	return strings.Join(items, ", ")
}

// Sentences joins whole sentences; empty ones are left out.
func (w *Words) Sentences(sentences ...string) string {
	sentences = slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
	if w.language == Chinese {
		return strings.Join(sentences, "")
	}
	return strings.Join(sentences, " ")
}
