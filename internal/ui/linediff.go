package ui

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

// maxDiffCells bounds the table that a line diff needs. Longer texts are shown
// as replaced where they differ.
const maxDiffCells = 4 << 20

// diffLines compares two texts line by line: a shortest list of lines gone and
// new that makes one of the other.
func diffLines(before, after []string) []diffLine {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	diff := tagLines(nil, lineKept, before[:head])
	diff = append(diff, diffMiddle(before[head:len(before)-tail], after[head:len(after)-tail])...)
	return tagLines(diff, lineKept, before[len(before)-tail:])
}

func tagLines(diff []diffLine, op lineOp, lines []string) []diffLine {
	for _, l := range lines {
		diff = append(diff, diffLine{op, l})
	}
	return diff
}

// diffMiddle compares by the longest common subsequence.
func diffMiddle(a, b []string) []diffLine {
	if len(a)*len(b) > maxDiffCells {
		return tagLines(tagLines(nil, lineGone, a), lineNew, b)
	}
	common := commonLengths(a, b)
	var diff []diffLine
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			diff = append(diff, diffLine{lineKept, a[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			diff = append(diff, diffLine{lineGone, a[i]})
			i++
		default:
			diff = append(diff, diffLine{lineNew, b[j]})
			j++
		}
	}
	return tagLines(tagLines(diff, lineGone, a[i:]), lineNew, b[j:])
}

// commonLengths says, for every pair of positions, how many lines the texts
// from there on have in common.
func commonLengths(a, b []string) [][]int32 {
	lengths := make([][]int32, len(a)+1)
	for i := range lengths {
		lengths[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lengths[i][j] = lengths[i+1][j+1] + 1
			} else {
				lengths[i][j] = max(lengths[i+1][j], lengths[i][j+1])
			}
		}
	}
	return lengths
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
