// Package impact judges what a change means: for Pods and their replicas, for the times of a
// CronJob, for requests, privileges, data and disruption budgets. It asks nothing.
package impact

import (
	"cmp"
	"reflect"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/redaction"
)

// OfCreation returns the impact of a new object, of which stored is what the server
// will store. The objects are those of the stack, as in all that follows.
func OfCreation(m *object.Manifest, stored map[string]any, objects []object.Manifest) *plan.Impact {
	return facts(cmp.Or(ofCreate(stored), ofFirstSchedule(m), ofSuspension(m.Ref, nil, stored)), nil, stored, objects)
}

// OfChange returns what becomes of an object that is changed, be it adopted with that or not.
// What must not be shown of it is known to r.
func OfChange(ref object.Ref, r *redaction.Object, live, after map[string]any, objects []object.Manifest) *plan.Impact {
	return facts(cmp.Or(ofUpdate(live, after), ofSchedule(ref, r, live, after), ofSuspension(ref, live, after)), live, after, objects)
}

// OfReplacement returns what becomes of an object that is replaced, with its Pods or
// without.
func OfReplacement(live, after map[string]any, keepsPods bool, objects []object.Manifest) *plan.Impact {
	i := facts(ofReplace(live, after, keepsPods), live, after, objects)
	risk := lostByReplacing(live)
	if i == nil && len(risk) > 0 {
		i = new(plan.Impact)
	}
	if i != nil && !keepsPods {
		i.DataAtRisk = risk
	}
	return i
}

// OfDeletion returns what goes with an object, of which no more need be known than its
// type where it runs no Pods and is no volume.
func OfDeletion(live map[string]any) *plan.Impact { return weighed(ofDelete(live), live, nil) }

// ofCreate returns how many Pods come; nil for what is no workload.
func ofCreate(desired map[string]any) *plan.Impact {
	if !workloadContent(desired) {
		return nil
	}
	if kind.About(kind.Of(desired)).PerNode {
		return of(plan.EffectPodPerNode, nil)
	}
	wanted := object.Number(desired, 1, "spec", "replicas")
	if object.At(desired, "spec", "paused") == true {
		return &plan.Impact{ReplicasAfter: wanted, Effects: []fact.Fact{fact.New(plan.EffectPaused, nil)}}
	}
	return &plan.Impact{ReplicasAfter: wanted, Effects: []fact.Fact{fact.New(plan.EffectPodsStart, fact.Args{"pods": wanted})}}
}

// OfLeftPods is what becomes of Pods that a replacement which was cut off has left.
func OfLeftPods(n int) *plan.Impact {
	i := &plan.Impact{ReplicasBefore: int64(n), Outage: true}
	effect(i, plan.EffectLeftPods, fact.Args{"pods": n})
	return i
}

// ofDelete returns how many Pods are terminated; nil for what is no workload.
func ofDelete(live map[string]any) *plan.Impact {
	if !kind.About(kind.Of(live)).KeepsPods() {
		return nil
	}
	running := runningPods(live)
	i := &plan.Impact{ReplicasBefore: object.Number(live, running, "spec", "replicas"), Outage: running > 0}
	if running > 0 {
		effect(i, plan.EffectPodsTerminated, fact.Args{"pods": running})
	} else {
		effect(i, plan.EffectNoPods, nil)
	}
	return i
}

// ofUpdate returns what becomes of a workload's Pods when the live object is
// replaced by what the server would store; nil for what is no workload.
func ofUpdate(live, after map[string]any) *plan.Impact {
	if !workloadContent(live) {
		return ofScaling(live, after)
	}
	i := &plan.Impact{
		ReplicasBefore: object.Number(live, 1, "spec", "replicas"),
		ReplicasAfter:  object.Number(after, 1, "spec", "replicas"),
	}
	if kind.About(kind.Of(live)).PerNode {
		i.ReplicasBefore = runningPods(live)
		i.ReplicasAfter = i.ReplicasBefore
	}
	i.Outage = i.ReplicasAfter == 0 && i.ReplicasBefore > 0
	if reflect.DeepEqual(object.At(live, "spec", "template"), object.At(after, "spec", "template")) {
		scale(i, live, after)
		switch left := outdatedPods(live); {
		case left > 0 && recreates(after): // as after an upgrade that was cut off
			restart(i, left, recreating())
		case left > 0 && releases(live, after):
			restart(i, left, updateManner(after, i.ReplicasAfter))
		case pauses(live, after):
			effect(i, plan.EffectRolloutsPaused, nil)
		}
		return i
	}
	moved := renumbered(live, after)
	if moved.Stay > 0 || !moves(moved) {
		restart(i, min(runningPods(live), moved.Stay), sparing(underWay(updateManner(after, i.ReplicasAfter), live), moved))
	}
	if i.ReplicasBefore != i.ReplicasAfter || moves(moved) {
		scale(i, live, after)
	}
	otherNodes(i, live, after)
	return i
}

// of is an impact of one effect.
func of(code fact.Code, args fact.Args) *plan.Impact {
	return &plan.Impact{Effects: []fact.Fact{fact.New(code, args)}}
}

// effect adds an effect.
func effect(i *plan.Impact, code fact.Code, args fact.Args) {
	i.Effects = append(i.Effects, fact.New(code, args))
}

// restart sets what a new Pod template does to the running Pods, in place of what
// was found before.
func restart(i *plan.Impact, running int64, m manner) {
	running = min(running, i.ReplicasAfter)
	i.Effects = nil
	switch {
	case running == 0:
		effect(i, plan.EffectNoPods, nil)
	case m.held != "":
		effect(i, m.held, nil)
	case m.partition >= running:
		effect(i, plan.EffectHeldByPartition, fact.Args{"partition": m.partition})
	default:
		i.Restarts = running - m.partition
		i.Outage = i.Outage || m.outage
		effect(i, plan.EffectPodsRestart, podsRestart(i.Restarts, m))
	}
}

func runningPods(live map[string]any) int64 {
	if kind.Of(live) == kind.DaemonSet {
		return object.Number(live, 0, "status", "currentNumberScheduled")
	}
	return object.Number(live, 0, "status", "replicas")
}

// ofScaling returns how many Pods come or go of an object that leaves its Pods as they are
// otherwise; nil where none do, and of every other object.
func ofScaling(live, after map[string]any) *plan.Impact {
	i := &plan.Impact{ReplicasBefore: object.Number(live, 1, "spec", "replicas"), ReplicasAfter: object.Number(after, 1, "spec", "replicas")}
	if !kind.About(kind.Of(live)).Unrolled || i.ReplicasBefore == i.ReplicasAfter {
		return nil
	}
	i.Outage = i.ReplicasAfter == 0
	scale(i, live, after)
	return i
}

func workloadContent(content map[string]any) bool { return kind.About(kind.Of(content)).IsReplicated() }
