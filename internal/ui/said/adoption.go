package said

import (
	"strings"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Adopted returns in words how an object is adopted.
func Adopted(a plan.Adoption, w *words.Words) string {
	from, keeps := strings.Join(a.From, ", "), w.Commas(w.Texts(a.Keeps))
	switch {
	case from != "" && keeps != "":
		return w.Say("Adopted from %s; keeps %s.", from, keeps)
	case from != "":
		return w.Say("Adopted from %s.", from)
	case a.Unowned && keeps != "":
		return w.Say("Adopted with the fields that no manager owns; keeps %s.", keeps)
	case a.Unowned:
		return w.Say("Adopted with the fields that no manager owns.")
	case keeps != "":
		return w.Say("Adopted unchanged; keeps %s.", keeps)
	}
	return w.Say("Adopted unchanged.")
}

// Unchanged returns how many fields only change hands; empty where none do.
func Unchanged(n int, w *words.Words) string {
	if n == 0 {
		return ""
	}
	return w.SayN(int64(n), "%d more field with unchanged values", "%d more fields with unchanged values")
}

// Released is what becomes of an object that is released.
func Released(w *words.Words) string {
	return w.Say("It stays in the cluster as it is, and wl stops managing it.")
}
