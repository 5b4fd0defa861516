package diag

import (
	"fmt"
	"slices"

	"github.com/agext/levenshtein"
)

// DidYouMean proposes the known name nearest to one that is not known, as a
// sentence with a leading space; empty when none is near.
func DidYouMean(name string, known []string) string {
	if best := Nearest(name, known); best != "" {
		return fmt.Sprintf(" Did you mean %q?", best)
	}
	return ""
}

// Nearest is the known name nearest to one that is not known; empty when none
// is near.
func Nearest(name string, known []string) string {
	best, least := "", max(2, len(name)/3)+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := levenshtein.Distance(name, k, nil); d < least && d < len(k) {
			best, least = k, d
		}
	}
	return best
}
