package typeset

import "github.com/charmbracelet/x/ansi"

// Fold shortens text to n columns and says how many characters it has, in the words of length.
func Fold(text string, n int, length func(characters int) string) string {
	if Width(text) <= n {
		return text
	}
	note := "… " + length(len([]rune(text)))
	if n <= Width(note)+10 {
		return ansi.Truncate(text, n, "…")
	}
	return ansi.Truncate(text, n-Width(note), "") + note
}

// FoldPair shortens two texts to n columns each so that their first difference
// is seen: what both begin with gives way first.
func FoldPair(before, after string, n int, length func(characters int) string) (string, string) {
	missing := max(Width(before), Width(after)) - n
	if missing <= 0 {
		return before, after
	}
	const kept = 12 // columns of the common beginning that stay
	common := Width(commonPrefix(before, after))
	if skip := min(missing+1, common-kept); skip > 0 {
		before, after = "…"+CutLeft(before, skip), "…"+CutLeft(after, skip)
	}
	return Fold(before, n, length), Fold(after, n, length)
}

func commonPrefix(a, b string) string {
	ra, rb := []rune(a), []rune(b)
	n := 0
	for n < len(ra) && n < len(rb) && ra[n] == rb[n] {
		n++
	}
	return string(ra[:n])
}

// CutLeft drops n columns from the left of clean text.
func CutLeft(text string, n int) string { return ansi.TruncateLeft(text, n, "") }
