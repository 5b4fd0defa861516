package impact

import (
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// manner is how a workload replaces its Pods.
type manner struct {
	how       fact.Fact // and whether anything keeps running
	outage    bool
	held      fact.Code // why nothing is replaced; "" if it is at once
	partition int64     // how many Pods are not replaced
	atMost    bool      // Pods that are as wanted already may be among those that are
}

// updateManner reads the update strategy, as the apps/v1 API documents it.
func updateManner(after map[string]any, replicas int64) manner {
	switch {
	case recreates(after):
		return recreating()
	case object.At(after, "spec", "updateStrategy", "type") == "OnDelete":
		return manner{held: plan.EffectHeldOnDelete}
	}
	switch kind.Of(after) {
	case kind.Deployment:
		if object.At(after, "spec", "paused") == true {
			return manner{held: plan.EffectHeldWhilePaused}
		}
		if object.At(after, "spec", "strategy", "type") == "Recreate" {
			return recreating()
		}
		unavailable := share(object.At(after, "spec", "strategy", "rollingUpdate", "maxUnavailable"), replicas, false)
		surge := share(object.At(after, "spec", "strategy", "rollingUpdate", "maxSurge"), replicas, true)
		if unavailable == 0 && surge == 0 {
			unavailable = 1 // as the Deployment controller resolves it
		}
		return rolling(unavailable, surge, replicas)
	case kind.StatefulSet:
		unavailable := max(share(object.At(after, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), replicas, false), 1)
		if n := object.Number(after, 0, "spec", "updateStrategy", "rollingUpdate", "partition"); n > 0 {
			return manner{how: fact.New(plan.MannerWithPartition, fact.Args{"most": unavailable, "partition": n}), partition: n}
		}
		return rolling(unavailable, 0, replicas)
	default:
		unavailable, surge := missingPerNode(after, replicas)
		return nodeByNode(unavailable, surge, replicas)
	}
}

// missingPerNode is how many Pods of a DaemonSet may be missing and how many there may be more,
// of which one is 0. Its controller rounds both up.
func missingPerNode(content map[string]any, replicas int64) (unavailable, surge int64) {
	surge = share(object.At(content, "spec", "updateStrategy", "rollingUpdate", "maxSurge"), replicas, true)
	if most := object.At(content, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable"); most != nil {
		return share(most, replicas, true), surge
	}
	return 1, surge
}

// nodeByNode is how a DaemonSet replaces its Pods: those of different nodes do not stand in for
// each other.
func nodeByNode(unavailable, surge, replicas int64) manner {
	switch {
	case surge > 0 || unavailable >= replicas:
		return rolling(unavailable, surge, replicas)
	case unavailable > 1:
		return manner{how: fact.New(plan.MannerNodeByNode, fact.Args{"most": unavailable})}
	}
	return manner{how: fact.New(plan.MannerNodeByNode, nil)}
}

// underWay is a manner of which it is not known whether Pods that an earlier rollout has not
// replaced are of the very template that is wanted now, as after one that is taken back.
func underWay(m manner, live map[string]any) manner {
	m.atMost = m.held == "" && outdatedPods(live) > m.partition
	return m
}

// podsRestart is that so many Pods restart, or fewer.
func podsRestart(pods int64, m manner) fact.Args {
	args := fact.Args{"pods": pods, "manner": m.how}
	if m.atMost {
		args["at_most"] = true
	}
	return args
}

func recreating() manner {
	return manner{how: fact.New(plan.MannerAllAtOnce, nil), outage: true}
}

// recreates reports whether apply itself removes the Pods of an earlier revision
// of a StatefulSet or DaemonSet.
func recreates(content map[string]any) bool {
	return object.At(content, "spec", "updateStrategy", "type") == "OnDelete" &&
		object.At(content, "metadata", "annotations", object.AnnotationUpgradeStrategy) == object.StrategyRecreate
}

// outdatedPods is how many Pods of an earlier revision there are, as the
// workload's controller has counted them.
func outdatedPods(live map[string]any) int64 {
	updated := object.Number(live, 0, "status", "updatedReplicas")
	if kind.Of(live) == kind.DaemonSet {
		updated = object.Number(live, 0, "status", "updatedNumberScheduled")
	}
	return max(0, runningPods(live)-updated)
}

func rolling(unavailable, surge, replicas int64) manner {
	switch {
	case unavailable >= replicas && replicas == 1:
		return manner{how: fact.New(plan.MannerDownUntilBack, nil), outage: true}
	case unavailable >= replicas:
		return manner{how: fact.New(plan.MannerMaybeAllAtOnce, nil), outage: true}
	case surge > 0 && unavailable == 0 && replicas == 1:
		return manner{how: fact.New(plan.MannerAfterReplacement, nil)}
	case surge > 0 && unavailable == 0:
		return manner{how: fact.New(plan.MannerAfterReplacements, fact.Args{"most": surge})}
	case unavailable+surge == 1, surge == 0:
		return manner{how: fact.New(plan.MannerUpToAtATime, fact.Args{"most": unavailable + surge})}
	default:
		return manner{how: fact.New(plan.MannerUnavailableAndSurge, fact.Args{"unavailable": unavailable, "surge": surge})}
	}
}

// share resolves a number or a percentage of the replicas.
func share(v any, replicas int64, roundUp bool) int64 {
	var parsed intstr.IntOrString
	switch v := v.(type) {
	case int64:
		return v
	case string:
		parsed = intstr.FromString(v)
	default:
		return 0
	}
	n, err := intstr.GetScaledValueFromIntOrPercent(&parsed, int(replicas), roundUp)
	if err != nil {
		return 0
	}
	return int64(n)
}

// pauses reports whether a change holds rollouts back from now on, where the Pod
// template does not change.
func pauses(live, after map[string]any) bool {
	return kind.Of(live) == kind.Deployment && object.At(live, "spec", "paused") != true && object.At(after, "spec", "paused") == true
}

// releases reports whether a change lets Pods be replaced that were held back.
func releases(live, after map[string]any) bool {
	replicas := object.Number(live, 1, "spec", "replicas")
	was, is := updateManner(live, replicas), updateManner(after, replicas)
	return was.held != "" && is.held == "" || is.held == "" && is.partition < was.partition
}
