package ui

import (
	"fmt"
	"io"
	"strings"
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
			b.WriteString(clean(part))
		}
		b.WriteByte('\n')
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("cannot write the output: %w", err)
	}
	return nil
}

// Say writes a sentence on one line, cleaned.
func Say(w io.Writer, format string, args ...any) error {
	if _, err := fmt.Fprintln(w, clean(fmt.Sprintf(format, args...))); err != nil {
		return fmt.Errorf("cannot write the output: %w", err)
	}
	return nil
}
