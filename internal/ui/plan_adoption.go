package ui

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// adopted returns in words how an object is adopted.
func adopted(a plan.Adoption, w *words.Words) string {
	from, keeps := strings.Join(a.From, ", "), w.Commas(w.Texts(a.Keeps))
	switch {
	case from != "" && keeps != "":
		return w.Say("Adopted from %s; keeps %s.", from, keeps)
	case from != "":
		return w.Say("Adopted from %s.", from)
	case keeps != "":
		return w.Say("Adopted unchanged; keeps %s.", keeps)
	}
	return w.Say("Adopted unchanged.")
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
func unseen(n int, w *words.Words) string {
	if n == 0 {
		return ""
	}
	return w.SayN(int64(n), "%d more field with unchanged values", "%d more fields with unchanged values")
}

// ownerRemark names the field managers that own a field before and after, if
// everything is asked for. Where nothing else changes, the operation's remark has
// named them.
func ownerRemark(f plan.FieldChange, verbose bool, w *words.Words) line {
	if !verbose || slices.Equal(f.OwnersBefore, f.OwnersAfter) || f.Op == plan.Take || f.Op == plan.Release {
		return nil
	}
	return line{faint.span("(" + ownership(f, w) + ")")}
}

// ownership names the field managers that own a field before and after.
func ownership(f plan.FieldChange, w *words.Words) string {
	if len(f.OwnersBefore)+len(f.OwnersAfter) == 0 { // where the server was not asked
		return w.Say("ownership changes")
	}
	return w.Say("ownership %s -> %s", owners(f.OwnersBefore, w), owners(f.OwnersAfter, w))
}

// owners names field managers.
func owners(managers []string, w *words.Words) string {
	if len(managers) == 0 {
		return w.Say("none")
	}
	return strings.Join(managers, ", ")
}
