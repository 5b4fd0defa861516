package said

import (
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// maxReaders bounds how many workloads are named that read one object, unless
// verbose.
const maxReaders = 10

// Form is how a format writes names, and sentences that a plan holds.
type Form struct {
	Name, Sentence func(string) string
	Words          *words.Words
}

// Plainly is the form of plain text.
func Plainly(w *words.Words) Form {
	same := func(text string) string { return text }
	return Form{same, same, w}
}

// ContentCauses returns why a workload's Pods restart that read what changes: it
// stands for the change of a digest, which says nothing to anybody.
func ContentCauses(c plan.Change, w Form) []string {
	restarts := c.Impact != nil && c.Impact.Restarts > 0
	var all []string
	for _, f := range c.Fields {
		if f.Cause.Kind != plan.Content {
			continue
		}
		for _, s := range f.Cause.Sources {
			keys := make([]string, len(s.Keys))
			for i, key := range s.Keys {
				keys[i] = w.Name(key)
			}
			source, which := w.Name(s.Object.Kind+" "+s.Object.Name), Few(keys, w.Words)
			if restarts {
				all = append(all, w.Words.Say("Restarts because %s changes: %s.", source, which))
			} else {
				all = append(all, w.Words.Say("Its Pod template changes because %s changes: %s.", source, which))
			}
		}
		if !f.Cause.Note.IsZero() {
			all = append(all, w.Sentence(w.Words.Sentence(f.Cause.Note)))
		}
	}
	return all
}

// Readers returns what becomes of the workloads whose Pods read what changes.
func Readers(c plan.Change, verbose bool, w Form) []string {
	var all []string
	for i, r := range c.Readers {
		if i == maxReaders && !verbose {
			return append(all, w.Words.SayN(int64(len(c.Readers)-i), "Read by %d more workload.", "Read by %d more workloads."))
		}
		all = append(all, w.Words.Say("Read by %s: %s", w.Name(r.Object.Kind+" "+r.Object.Name), w.Sentence(w.Words.Clauses(r.Effects)+w.Words.Say("."))))
	}
	return all
}

// Few names the first of several things.
func Few(names []string, w *words.Words) string {
	const shown = 3
	text := w.Commas(names[:min(len(names), shown)])
	if more := len(names) - shown; more > 0 {
		return w.Say("%s and %d more", text, more)
	}
	return text
}
