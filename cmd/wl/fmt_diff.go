package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/workloadlang/wl/lang"
)

// changes is the unified diff of what formatting changes in a file. Its lines are those that
// may be printed of both: which lines change is told also where what changes in them is not.
func changes(file string, source, formatted []byte) string {
	before, after := sourceLines(lang.Quotable(source, file)), sourceLines(lang.Quotable(formatted, file))
	var b strings.Builder
	removed, added := 0, 0 // lines of the hunk that are still to come
	for line := range strings.Lines(string(diff.Diff(file, source, file, formatted))) {
		var old, new int
		switch {
		case removed+added == 0:
			if n, _ := fmt.Sscanf(line, "@@ -%d,%d +%d,%d @@", &old, &removed, &new, &added); n == 4 {
				before, after = before.from(old), after.from(new)
			}
		case line[0] == '+':
			line, added = "+"+after.next(), added-1
		case line[0] == '-':
			line, removed = "-"+before.next(), removed-1
		case line[0] == ' ':
			line, removed, added = " "+before.next(), removed-1, added-1
			after.next()
		}
		b.WriteString(line)
	}
	return b.String()
}

// lines are those of a file, and which of them is next.
type lines struct {
	all [][]byte
	at  int
}

func sourceLines(source []byte) *lines { return &lines{all: bytes.SplitAfter(source, []byte("\n"))} }

// from returns the lines from a number on, the first of which is 1.
func (l *lines) from(number int) *lines { return &lines{l.all, number - 1} }

// next is the next line, with its end.
func (l *lines) next() string {
	if l.at++; l.at < 1 || l.at > len(l.all) {
		return "\n"
	}
	return strings.TrimSuffix(string(l.all[l.at-1]), "\n") + "\n"
}
