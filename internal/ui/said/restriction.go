package said

import (
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Restriction is to which targets a plan is restricted.
func Restriction(v *view.Plan, w *words.Words) string {
	targets := w.List(v.Targets)
	if v.Alone {
		return w.Say("only %s. Nothing else is changed.", targets)
	}
	return w.Say("only %s, including dependencies. Nothing else is changed.", targets)
}
