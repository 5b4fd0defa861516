package impact

import (
	"reflect"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
)

// scale adds that Pods come or go, be it because they are numbered otherwise, or that nothing
// becomes of them.
func scale(i *plan.Impact, live, after map[string]any) {
	if r := renumbered(live, after); moves(r) {
		renumber(i, r, live, after)
		return
	}
	switch more := i.ReplicasAfter - i.ReplicasBefore; {
	case more > 0:
		effect(i, plan.EffectScaledUp, fact.Args{"pods": more, "before": i.ReplicasBefore, "after": i.ReplicasAfter})
	case more < 0:
		effect(i, plan.EffectScaledDown, fact.Args{"pods": -more, "before": i.ReplicasBefore, "after": i.ReplicasAfter})
	default:
		effect(i, plan.EffectNoRestart, nil)
	}
}

// renumbered is how a change renumbers Pods: only those of a StatefulSet have numbers.
func renumbered(live, after map[string]any) claim.Renumbered {
	if kind.Of(live) != kind.StatefulSet {
		return claim.Renumbered{Stay: runningPods(live)}
	}
	return claim.RenumberedBy(live, after)
}

// moves reports whether Pods go and others come for them.
func moves(r claim.Renumbered) bool { return r.Go > 0 && r.Come > 0 }

// renumber adds that Pods of some numbers go and others come. The controller makes the new ones
// first and waits until they are ready, except with the policy Parallel.
func renumber(i *plan.Impact, r claim.Renumbered, live, after map[string]any) {
	i.Restarts += min(r.Go, r.Come, runningPods(live))
	atOnce := r.Stay == 0 && object.At(after, "spec", "podManagementPolicy") == "Parallel"
	i.Outage = i.Outage || atOnce && runningPods(live) > 0
	effect(i, plan.EffectRenumbered, fact.Args{
		"pods": r.Go, "come": r.Come, "before": object.Number(live, 0, "spec", "ordinals", "start"), "after": object.Number(after, 0, "spec", "ordinals", "start"),
		"at_once": atOnce,
	})
}

// sparing is a manner of which the partition counts only the Pods that stay.
func sparing(m manner, r claim.Renumbered) manner {
	if m.partition > 0 {
		m.partition = max(0, m.partition-r.Before)
	}
	return m
}

// otherNodes adds that a change lets a DaemonSet's Pods run on other nodes: which those are, only
// its controller knows.
func otherNodes(i *plan.Impact, live, after map[string]any) {
	if !kind.About(kind.Of(live)).PerNode {
		return
	}
	for _, field := range []string{"nodeSelector", "affinity", "tolerations"} {
		path := []string{"spec", "template", "spec", field}
		if !reflect.DeepEqual(object.At(live, path...), object.At(after, path...)) {
			effect(i, plan.EffectOtherNodes, nil)
			return
		}
	}
}
