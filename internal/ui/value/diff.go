package value

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Op is what became of a line.
type Op byte

// What becomes of a line, and what stands in a folded diff for lines that it does not
// show.
const (
	Kept Op = ' '
	Gone Op = '-'
	New  Op = '+'

	Unchanged Op = '.' // so many lines that are far from a change
	More      Op = '>' // so many lines, the last ones
)

// Line is a line of a diff, or so many that are not shown.
type Line struct {
	Op    Op
	Text  string
	Lines int
}

// Diff compares two texts line by line. The library, which wl fmt uses as
// well, leaves out what is the same around its chunks: that is filled in again.
func Diff(before, after []string) []Line {
	var lines []Line
	keep := func(end int) {
		for _, text := range before[:end] {
			lines = append(lines, Line{Op: Kept, Text: text})
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
			op := Op(text[0])
			lines = append(lines, Line{Op: op, Text: text[1:]})
			if op != New {
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

// Changes is what changes between two values of several lines: everything, or where
// most is set at most so many lines, of those that are near a change. It is nil
// where only the line break at the end changes.
func Changes(before, after any, most int) []Line {
	diff := Diff(Lines(before), Lines(after))
	keep := keepAround(diff, 2)
	if !slices.Contains(keep, true) {
		return nil
	}
	if most == 0 {
		return diff
	}
	var shown []Line
	printed, hidden := 0, 0
	skip := func() {
		if hidden > 0 {
			shown = append(shown, Line{Op: Unchanged, Lines: hidden})
		}
		hidden = 0
	}
	for i, l := range diff {
		if !keep[i] {
			hidden++
			continue
		}
		skip()
		if printed >= most && len(diff)-i > 1 {
			return append(shown, Line{Op: More, Lines: len(diff) - i})
		}
		shown = append(shown, l)
		printed++
	}
	skip()
	return shown
}

// keepAround marks the lines of a diff that are within n lines of a change.
func keepAround(diff []Line, n int) []bool {
	keep := make([]bool, len(diff))
	for i, l := range diff {
		if l.Op == Kept {
			continue
		}
		for k := max(0, i-n); k <= min(len(diff)-1, i+n); k++ {
			keep[k] = true
		}
	}
	return keep
}
