package plans

import (
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Approve asks whether a plan is to be applied.
func Approve(s ui.Streams, q engine.Question) (bool, error) {
	w := words.In(s.ErrOptions(ui.Text).Language)
	question := w.Say("Apply this plan?")
	if q.Destroy {
		question = w.Say("Delete every object in this plan?")
	}
	if q.Excluded > 0 {
		question += w.SayN(int64(q.Excluded), " It skips %d cluster, whose plan is incomplete or blocked.", " It skips %d clusters, whose plan is incomplete or blocked.")
	}
	return ui.Confirm(s, question)
}
