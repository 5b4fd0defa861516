package run

import (
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// mostText is how much is kept of each text that people and clusters give as a reason: a run is in one
// Secret, which must have room for the last reason, too.
const mostText = 1000

// kept is what a run keeps of why something is so.
func kept(why fact.Fact) fact.Fact { return why.Short(mostText) }

// NoteOf is what a run keeps of who has done something, when and why.
func NoteOf(user string, at time.Time, reason string) *Note {
	return &Note{User: user, At: at, Reason: fact.Short(reason, mostText)}
}

// mostOutside is how many operations outside of a run are kept.
const mostOutside = 100

// Besides are operations outside of a run, with another one: the last are kept.
func Besides(before []Outside, o Outside) []Outside {
	all := append(slices.Clone(before), o)
	return all[max(0, len(all)-mostOutside):]
}

// Signatures are those of the last writes of a run.
type Signatures []string

// mostSignatures is how many are known.
const mostSignatures = 100

// Add adds one, and reports whether it is news: a write that is known has been made already.
func (s *Signatures) Add(write string) bool {
	if slices.Contains(*s, write) {
		return false
	}
	*s = append(*s, write)
	*s = (*s)[max(0, len(*s)-mostSignatures):]
	return true
}
