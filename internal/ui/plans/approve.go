package plans

import (
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Approve asks whether a plan is to be applied. What cannot be undone by the next
// apply is confirmed by the stack's name: a destroy, data at risk, an outage.
func Approve(s ui.Streams, q engine.Question) (bool, error) {
	asked := questionOf(q, words.In(s.ErrOptions(ui.Text).Language))
	asked.OfPlan = true
	return ui.Confirm(s, asked)
}

func questionOf(q engine.Question, w *words.Words) ui.Question {
	ask := w.Say("Apply this plan?")
	if q.Destroy {
		ask = w.Say("Delete every object in this plan?")
	}
	if q.Outages > 0 {
		ask += w.SayN(int64(q.Outages), " %d workload goes down.", " %d workloads go down.")
	}
	if q.DataAtRisk > 0 {
		ask += w.SayN(int64(q.DataAtRisk), " %d change puts stored data at risk.", " %d changes put stored data at risk.")
	}
	if q.Pods > 0 {
		ask += w.SayN(int64(q.Pods), " %d Pod may be deleted for its rollout.", " %d Pods may be deleted for their rollouts.")
	}
	if len(q.Excluded) > 0 {
		ask += w.Say(" Not done, because the plan of the cluster is incomplete or blocked: %s.", strings.Join(q.Excluded, ", "))
	}
	if !q.Destroy && q.Outages+q.DataAtRisk == 0 {
		return ui.YesNo(ask, w)
	}
	return ui.Question{Ask: ask + w.Say(" Type the name of the stack, %s:", q.Stack), Answer: q.Stack}
}
