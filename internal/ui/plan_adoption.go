package ui

import (
	"strings"

	"github.com/workloadlang/wl/plan"
)

// adopted says in words how an object is taken over.
func adopted(a plan.Adoption) string {
	text := "Taken over as it is"
	if len(a.From) > 0 {
		text = "Taken over from " + strings.Join(a.From, ", ")
	}
	if len(a.Keeps) > 0 {
		text += "; keeps " + strings.Join(a.Keeps, ", ")
	}
	return text + "."
}

// apparent are the fields of a change that are shown: of an object that is taken
// over, unless everything is asked for, not those that keep their values.
func apparent(c plan.Change, verbose bool) (fields []plan.FieldChange, hidden int) {
	if c.Action != plan.Adopt || verbose {
		return c.Fields, 0
	}
	for _, f := range c.Fields {
		if f.Op == plan.Take || f.Op == plan.Release {
			hidden++
			continue
		}
		fields = append(fields, f)
	}
	return fields, hidden
}

// unseen says how many fields only change hands; empty where none do.
func unseen(n int) string {
	if n == 0 {
		return ""
	}
	return count(n, "more field") + " only changing hands"
}

// ownerRemark says whose a field was and will be, if everything is asked for or
// it stays because of somebody else.
func ownerRemark(f plan.FieldChange, verbose bool) line {
	before, after := strings.Join(f.OwnersBefore, ", "), strings.Join(f.OwnersAfter, ", ")
	switch {
	case f.Op == plan.Release && after != "":
		return line{faint.span("(still " + after + ")")}
	case !verbose || before == after || before+after == "":
		return nil
	case before == "":
		before = "nobody"
	case after == "":
		after = "nobody"
	}
	return line{faint.span("(owner: " + before + " -> " + after + ")")}
}
