// Package nearest finds the name that was probably meant: nearest.To("replica", names).
package nearest

import (
	"slices"

	"github.com/agext/levenshtein"

	"github.com/workloadlang/wl/internal/message"
)

// To returns the known name nearest to one that is not known; empty when none is
// near. Of names that are equally near it is the first in order.
func To(name string, known []string) string {
	best, least := "", max(2, len(name)/3)+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := levenshtein.Distance(name, k, nil); d < least && d < len(k) {
			best, least = k, d
		}
	}
	return best
}

// Sentence proposes that name, as a sentence with a leading space; empty when none
// is near.
func Sentence(name string, known []string) message.Text {
	return proposal(" Did you mean %q?", name, known)
}

// Clause is the same for the end of a sentence, after a semicolon.
func Clause(name string, known []string) message.Text {
	return proposal("; did you mean %q?", name, known)
}

func proposal(format, name string, known []string) message.Text {
	if best := To(name, known); best != "" {
		return message.New(format, best)
	}
	return message.Text{}
}
