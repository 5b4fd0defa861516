package ui

import (
	"slices"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// additions prints what people have added to objects by hand.
func (p *printer) additions(additions []plan.Addition) {
	if len(additions) == 0 {
		return
	}
	p.line(0, bold.span(p.words.Say("Additions")))
	column := 0
	for _, a := range additions {
		if w := width(clean(a.Object.String())); w <= maxLabel {
			column = max(column, w)
		}
	}
	lost := false
	for _, a := range additions {
		var source line
		if a.Address != "" {
			source = append(source, accent.span(a.Address))
		}
		if a.Origin.File != "" {
			source = join(source, line{faint.span(a.Origin.String())})
		}
		p.lineWith(2, join(line{caution.span("+ " + p.words.Say("added"))}.pad(actionColumn+2), line{bold.span(a.Object.String())}.pad(column)), source)
		p.addedFields(a.Fields)
		lost = lost || a.Lost
	}
	p.text(fieldIndent, faint, additionNote(lost, p.words))
	p.blank()
}

// addedFields prints what was added; who has, once, where it was one.
func (p *printer) addedFields(fields []plan.FieldChange) {
	var shared plan.Cause
	if !slices.ContainsFunc(fields, func(f plan.FieldChange) bool { return !f.Cause.Equal(fields[0].Cause) }) {
		shared = fields[0].Cause
		p.text(fieldIndent, caution, p.words.Say("Added by %s.", who(shared, p.words)))
	}
	p.fields(fields, common{cause: shared})
}

// additionNote returns what becomes of what was added.
func additionNote(lost bool, w *words.Words) string {
	note := w.Say(`Not in the configuration. Apply keeps it; drift { additions = "remove" } in the stack block removes it.`)
	if lost {
		return w.Sentences(note, w.Say("What was added to an object that is replaced is lost."))
	}
	return note
}

// addedCount returns how many fields were added; empty where there are none.
func addedCount(additions []plan.Addition, w *words.Words) string {
	n := 0
	for _, a := range additions {
		n += len(a.Fields)
	}
	if n == 0 {
		return ""
	}
	return w.SayN(int64(n), "%d field was added by hand, not in the configuration", "%d fields were added by hand, not in the configuration")
}
