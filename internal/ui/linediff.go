package ui

import (
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// lineOp is what became of a line: ' ' kept, '-' gone, '+' new.
type lineOp byte

const (
	lineKept lineOp = ' '
	lineGone lineOp = '-'
	lineNew  lineOp = '+'
)

type diffLine struct {
	op   lineOp
	text string
}

// diffLines compares two texts line by line. The library, which wl fmt uses as
// well, leaves out what is the same around its chunks: that is filled in again.
func diffLines(before, after []string) []diffLine {
	var lines []diffLine
	keep := func(end int) {
		for _, text := range before[:end] {
			lines = append(lines, diffLine{lineKept, text})
		}
		before = before[end:]
	}
	shown, inChunk := 0, false // lines of the text before that have been shown
	for text := range strings.Lines(string(diff.Diff("", joinLines(before), "", joinLines(after)))) {
		text = strings.TrimSuffix(text, "\n")
		switch start := 0; {
		case strings.HasPrefix(text, "@@ "):
			inChunk = true
			if _, err := fmt.Sscanf(text, "@@ -%d,", &start); err == nil && start > shown+1 {
				keep(start - 1 - shown)
				shown = start - 1
			}
		case !inChunk: // the names of the texts
		default:
			op := lineOp(text[0])
			lines = append(lines, diffLine{op, text[1:]})
			if op != lineNew {
				before, shown = before[1:], shown+1
			}
		}
	}
	keep(len(before))
	return lines
}

func joinLines(lines []string) []byte {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
	return []byte(b.String())
}

// keepAround marks the lines of a diff that are within n lines of a change.
func keepAround(diff []diffLine, n int) []bool {
	keep := make([]bool, len(diff))
	for i, l := range diff {
		if l.op == lineKept {
			continue
		}
		for k := max(0, i-n); k <= min(len(diff)-1, i+n); k++ {
			keep[k] = true
		}
	}
	return keep
}
