package ui

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// adopted returns in words how an object is adopted.
func adopted(a plan.Adoption, w *words.Words) string {
	text := "Adopted unchanged"
	if len(a.From) > 0 {
		text = "Adopted from " + strings.Join(a.From, ", ")
	}
	if len(a.Keeps) > 0 {
		text += "; keeps " + strings.Join(w.Texts(a.Keeps), ", ")
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

// unseen returns how many fields only change hands; empty where none do.
func unseen(n int) string {
	if n == 0 {
		return ""
	}
	return plural.Count(n, "more field") + " with unchanged values"
}

// ownerRemark names the field managers that own a field before and after, if
// everything is asked for. Where nothing else changes, the operation's remark has
// named them.
func ownerRemark(f plan.FieldChange, verbose bool) line {
	if !verbose || slices.Equal(f.OwnersBefore, f.OwnersAfter) || f.Op == plan.Take || f.Op == plan.Release {
		return nil
	}
	return line{faint.span("(" + ownership(f) + ")")}
}

// ownership names the field managers that own a field before and after.
func ownership(f plan.FieldChange) string {
	if len(f.OwnersBefore)+len(f.OwnersAfter) == 0 { // where the server was not asked
		return "ownership changes"
	}
	return "ownership " + owners(f.OwnersBefore) + " -> " + owners(f.OwnersAfter)
}

// owners names field managers.
func owners(managers []string) string {
	if len(managers) == 0 {
		return "none"
	}
	return strings.Join(managers, ", ")
}
