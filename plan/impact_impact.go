package plan

import (
	"cmp"
	"reflect"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// ofCreation returns what comes with a new object, of which stored is what the server
// will store. The objects are those of the stack, as in all that follows.
func ofCreation(m *object.Manifest, stored map[string]any, objects []object.Manifest) *Impact {
	return facts(cmp.Or(impactOfCreate(stored), impactOfFirstSchedule(m), impactOfSuspension(m.Ref, nil, stored)), nil, stored, objects)
}

// ofChange returns what becomes of an object that is changed. What must not be shown
// of it is known to r.
func ofChange(ref object.Ref, r *redaction, live, after map[string]any, objects []object.Manifest) *Impact {
	return facts(cmp.Or(impactOfUpdate(live, after), impactOfSchedule(ref, r, live, after), impactOfSuspension(ref, live, after)), live, after, objects)
}

// ofAdoption returns what becomes of an object that is adopted.
func ofAdoption(live, after map[string]any, objects []object.Manifest) *Impact {
	return withGrants(impactOfUpdate(live, after), live, after, objects)
}

// ofReplacement returns what becomes of an object that is replaced, with its Pods or
// without.
func ofReplacement(live, after map[string]any, keepsPods bool, objects []object.Manifest) *Impact {
	return facts(impactOfReplace(live, after, keepsPods), live, after, objects)
}

// ofDeletion returns what goes with an object, of which no more need be known than its
// type where it runs no Pods.
func ofDeletion(live map[string]any) *Impact { return weighed(impactOfDelete(live), live, nil) }

// impactOfCreate returns how many Pods come; nil for what is no workload.
func impactOfCreate(desired map[string]any) *Impact {
	if !workloadContent(desired) {
		return nil
	}
	if kind.About(kind.Of(desired)).PerNode {
		return impactOf(EffectPodPerNode, nil)
	}
	wanted := number(desired, 1, "spec", "replicas")
	if at(desired, "spec", "paused") == true {
		return &Impact{ReplicasAfter: wanted, Effects: []fact.Fact{fact.New(EffectPaused, nil)}}
	}
	return &Impact{ReplicasAfter: wanted, Effects: []fact.Fact{fact.New(EffectPodsStart, fact.Args{"pods": wanted})}}
}

// impactOfDelete returns how many Pods end; nil for what is no workload.
func impactOfDelete(live map[string]any) *Impact {
	if !workloadContent(live) {
		return nil
	}
	running := runningPods(live)
	i := &Impact{ReplicasBefore: number(live, running, "spec", "replicas"), Outage: running > 0}
	if running > 0 {
		effect(i, EffectPodsTerminated, fact.Args{"pods": running})
	} else {
		effect(i, EffectNoPods, nil)
	}
	return i
}

// impactOfUpdate returns what becomes of a workload's Pods when the live object is
// replaced by what the server would store; nil for what is no workload.
func impactOfUpdate(live, after map[string]any) *Impact {
	if !workloadContent(live) {
		return nil
	}
	i := &Impact{
		ReplicasBefore: number(live, 1, "spec", "replicas"),
		ReplicasAfter:  number(after, 1, "spec", "replicas"),
	}
	if kind.About(kind.Of(live)).PerNode {
		i.ReplicasBefore = runningPods(live)
		i.ReplicasAfter = i.ReplicasBefore
	}
	i.Outage = i.ReplicasAfter == 0 && i.ReplicasBefore > 0
	if reflect.DeepEqual(at(live, "spec", "template"), at(after, "spec", "template")) {
		scale(i)
		switch left := outdatedPods(live); {
		case left > 0 && recreates(after): // as after an upgrade that was cut off
			restart(i, left, recreating())
		case left > 0 && releases(live, after):
			restart(i, left, updateManner(after, i.ReplicasAfter))
		case pauses(live, after):
			effect(i, EffectRolloutsPaused, nil)
		}
		return i
	}
	restart(i, runningPods(live), updateManner(after, i.ReplicasAfter))
	if i.ReplicasBefore != i.ReplicasAfter {
		scale(i)
	}
	return i
}

// impactOf is an impact of one effect.
func impactOf(code fact.Code, args fact.Args) *Impact {
	return &Impact{Effects: []fact.Fact{fact.New(code, args)}}
}

// effect adds an effect.
func effect(i *Impact, code fact.Code, args fact.Args) {
	i.Effects = append(i.Effects, fact.New(code, args))
}

// restart sets what a new Pod template does to the running Pods, in place of what
// was found before.
func restart(i *Impact, running int64, m manner) {
	running = min(running, i.ReplicasAfter)
	i.Effects = nil
	switch {
	case running == 0:
		effect(i, EffectNoPods, nil)
	case m.held != "":
		effect(i, m.held, nil)
	case m.partition >= running:
		effect(i, EffectHeldByPartition, fact.Args{"partition": m.partition})
	default:
		i.Restarts = running - m.partition
		i.Outage = i.Outage || m.outage
		effect(i, EffectPodsRestart, fact.Args{"pods": i.Restarts, "manner": m.how})
	}
}

// scale adds that Pods come or go, or that nothing becomes of them.
func scale(i *Impact) {
	switch more := i.ReplicasAfter - i.ReplicasBefore; {
	case more > 0:
		effect(i, EffectScaledUp, fact.Args{"pods": more, "before": i.ReplicasBefore, "after": i.ReplicasAfter})
	case more < 0:
		effect(i, EffectScaledDown, fact.Args{"pods": -more, "before": i.ReplicasBefore, "after": i.ReplicasAfter})
	default:
		effect(i, EffectNoRestart, nil)
	}
}

func runningPods(live map[string]any) int64 {
	if kind.Of(live) == kind.DaemonSet {
		return number(live, 0, "status", "currentNumberScheduled")
	}
	return number(live, 0, "status", "replicas")
}

func workloadContent(content map[string]any) bool { return kind.About(kind.Of(content)).IsReplicated() }
