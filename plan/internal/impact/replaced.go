package impact

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
)

// ofReplace returns what becomes of the Pods of an object that is replaced.
func ofReplace(live, after map[string]any, keepsPods bool) *plan.Impact {
	if kind.Of(live) == kind.Job {
		i := of(plan.EffectJobRunsAgain, nil)
		if running := object.Number(live, 0, "status", "active"); running > 0 {
			effect(i, plan.EffectPodsTerminatedFirst, fact.Args{"pods": running})
		}
		return i
	}
	i := ofUpdate(live, after)
	if i != nil && keepsPods && len(claim.NewTemplates(live, after)) > 0 {
		replacingPods(i, runningPods(live), after)
	}
	switch {
	case i == nil:
	case keepsPods:
		withoutPartition(i.Effects)
		i.Effects = slices.Insert(i.Effects, 0, fact.New(plan.EffectRecreatedAround, nil))
	default:
		running := runningPods(live)
		i.Restarts = min(running, i.ReplicasAfter)
		i.Outage = running > 0
		i.Effects = []fact.Fact{fact.New(plan.EffectNoPods, nil)}
		if running > 0 {
			i.Effects = []fact.Fact{fact.New(plan.EffectAllTerminatedFirst, nil)}
		}
	}
	return i
}

// withoutPartition takes back that a partition keeps Pods at the old revision: an object that
// is created anew knows none.
func withoutPartition(effects []fact.Fact) {
	for i, e := range effects {
		if manner, ok := e.Args["manner"].(fact.Fact); ok && manner.Code == plan.MannerWithPartition {
			effects[i] = fact.New(e.Code, fact.Args{"pods": e.Args["pods"], "manner": fact.New(plan.MannerUpToAtATime, fact.Args{"most": manner.Args["most"]})})
		}
	}
}

// replacingPods sets what becomes of the running Pods of a StatefulSet with new claim
// templates: all of them are replaced, also those that a partition would spare.
func replacingPods(i *plan.Impact, running int64, after map[string]any) {
	running = min(running, i.ReplicasAfter)
	i.Effects = nil
	switch {
	case running == 0:
		effect(i, plan.EffectNoPods, nil)
	case recreates(after):
		restart(i, running, recreating())
	case object.At(after, "spec", "updateStrategy", "type") == "OnDelete":
		restart(i, running, updateManner(after, i.ReplicasAfter))
	default:
		i.Restarts, i.Outage = running, i.Outage || i.ReplicasAfter == 1
		effect(i, plan.EffectPodsReplacedInOrder, fact.Args{"pods": running})
	}
}

// OutwornByHand warns of Pods that keep a StatefulSet's controller from its work
// and that apply leaves alone, because the strategy OnDelete leaves them to people.
func OutwornByHand(live, after map[string]any) []fact.Fact {
	if object.At(after, "spec", "updateStrategy", "type") != "OnDelete" || recreates(after) || runningPods(live) == 0 || len(claim.NewTemplates(live, after)) == 0 {
		return nil
	}
	return []fact.Fact{fact.New(plan.WarnOutwornByHand, nil)}
}
