package ui

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Lines writes text as it is laid out, nothing wrapped, with what a terminal
// would obey escaped in each of its lines. Tabs stay.
func Lines(w io.Writer, text string) error {
	var b strings.Builder
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		for i, part := range strings.Split(l, "\t") {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(typeset.Clean(part))
		}
		b.WriteByte('\n')
	}
	return Write(w, []byte(b.String()))
}

// Say writes a sentence on one line, cleaned.
func Say(w io.Writer, format string, args ...any) error {
	return Write(w, []byte(typeset.Clean(fmt.Sprintf(format, args...))+"\n"))
}

// Write writes what was rendered.
func Write(w io.Writer, rendered []byte) error {
	if _, err := w.Write(rendered); err != nil {
		return fact.NewError(err, words.OutputNotWritten, nil)
	}
	return nil
}

// EraseLines goes back to the first of the drawn lines and clears the screen
// from there. A terminal that has become narrower has broken the lines anew.
func EraseLines(drawn []int, columns int) string {
	rows := 0
	for _, w := range drawn {
		rows += max(1, (w+columns-1)/columns)
	}
	if rows == 0 {
		return ""
	}
	return "\r" + ansi.CursorUp(rows) + ansi.EraseScreenBelow
}
