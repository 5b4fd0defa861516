package plan

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
)

// impactOfReplace returns what becomes of the Pods of an object that is replaced.
func impactOfReplace(live, after map[string]any, keepsPods bool) *Impact {
	if kind.Of(live) == kind.Job {
		i := impactOf(EffectJobRunsAgain, nil)
		if running := number(live, 0, "status", "active"); running > 0 {
			effect(i, EffectPodsTerminatedFirst, fact.Args{"pods": running})
		}
		return i
	}
	i := impactOfUpdate(live, after)
	if i != nil && keepsPods && len(newClaims(live, after)) > 0 {
		replacingPods(i, runningPods(live), after)
	}
	switch {
	case i == nil:
	case keepsPods:
		i.Effects = slices.Insert(i.Effects, 0, fact.New(EffectRecreatedAround, nil))
	default:
		running := runningPods(live)
		i.Restarts = min(running, i.ReplicasAfter)
		i.Outage = running > 0
		i.Effects = []fact.Fact{fact.New(EffectNoPods, nil)}
		if running > 0 {
			i.Effects = []fact.Fact{fact.New(EffectAllTerminatedFirst, nil)}
		}
	}
	return i
}

// replacingPods sets what becomes of the running Pods of a StatefulSet with new claim
// templates: all of them are replaced, also those that a partition would spare.
func replacingPods(i *Impact, running int64, after map[string]any) {
	running = min(running, i.ReplicasAfter)
	i.Effects = nil
	switch {
	case running == 0:
		effect(i, EffectNoPods, nil)
	case recreates(after):
		restart(i, running, recreating())
	case at(after, "spec", "updateStrategy", "type") == "OnDelete":
		restart(i, running, updateManner(after, i.ReplicasAfter))
	default:
		i.Restarts, i.Outage = running, i.Outage || i.ReplicasAfter == 1
		effect(i, EffectPodsReplacedInOrder, fact.Args{"pods": running})
	}
}

// outwornByHand warns of Pods that keep a StatefulSet's controller from its work
// and that apply leaves alone, because the strategy OnDelete leaves them to people.
func outwornByHand(live, after map[string]any) []fact.Fact {
	if at(after, "spec", "updateStrategy", "type") != "OnDelete" || recreates(after) || runningPods(live) == 0 || len(newClaims(live, after)) == 0 {
		return nil
	}
	return []fact.Fact{fact.New(WarnOutwornByHand, nil)}
}
