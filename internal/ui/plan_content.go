package ui

import (
	"slices"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// maxReaders bounds how many workloads are named that read one object, unless
// verbose.
const maxReaders = 10

// wording is how names, and sentences that a plan holds, are written.
type wording struct {
	name, sentence func(string) string
	words          *words.Words
}

func plainWords(w *words.Words) wording {
	same := func(text string) string { return text }
	return wording{same, same, w}
}

func markdownWords(w *words.Words) wording { return wording{code, prose, w} }

// contentCauses returns why a workload's Pods restart that read what changes: it
// stands for the change of a digest, which says nothing to anybody.
func contentCauses(c plan.Change, w wording) []string {
	restarts := c.Impact != nil && c.Impact.Restarts > 0
	var said []string
	for _, f := range c.Fields {
		if f.Cause.Kind != plan.Content {
			continue
		}
		for _, s := range f.Cause.Sources {
			keys := make([]string, len(s.Keys))
			for i, key := range s.Keys {
				keys[i] = w.name(key)
			}
			source, which := w.name(s.Object.Kind+" "+s.Object.Name), few(keys, w.words)
			if restarts {
				said = append(said, w.words.Say("Restarts because %s changes: %s.", source, which))
			} else {
				said = append(said, w.words.Say("Its Pod template changes because %s changes: %s.", source, which))
			}
		}
		if !f.Cause.Note.IsZero() {
			said = append(said, w.sentence(w.words.Sentence(f.Cause.Note)))
		}
	}
	return said
}

// readers returns what becomes of the workloads whose Pods read what changes.
func readers(c plan.Change, verbose bool, w wording) []string {
	var said []string
	for i, r := range c.Readers {
		if i == maxReaders && !verbose {
			return append(said, w.words.SayN(int64(len(c.Readers)-i), "Read by %d more workload.", "Read by %d more workloads."))
		}
		said = append(said, w.words.Say("Read by %s: %s", w.name(r.Object.Kind+" "+r.Object.Name), w.sentence(w.words.Clauses(r.Effects)+w.words.Say("."))))
	}
	return said
}

// few names the first of several things.
func few(names []string, w *words.Words) string {
	const shown = 3
	text := w.Commas(names[:min(len(names), shown)])
	if more := len(names) - shown; more > 0 {
		return w.Say("%s and %d more", text, more)
	}
	return text
}

// shownFields are the fields of a change without those for which there are
// better words, unless everything is asked for.
func shownFields(c plan.Change, verbose bool) []plan.FieldChange {
	if verbose {
		return c.Fields
	}
	return slices.DeleteFunc(slices.Clone(c.Fields), func(f plan.FieldChange) bool { return f.Cause.Kind == plan.Content })
}

// contentCauses prints why Pods restart that read what changes, and whose Pods read
// what does.
func (p *printer) contentCauses(c plan.Change) {
	for _, text := range contentCauses(c, plainWords(p.words)) {
		p.text(fieldIndent, plain, text)
	}
	s := plain
	if slices.ContainsFunc(c.Readers, func(r plan.Reader) bool { return r.Restarts > 0 }) {
		s = caution
	}
	for _, text := range readers(c, p.verbose, plainWords(p.words)) {
		p.text(fieldIndent, s, text)
	}
}
