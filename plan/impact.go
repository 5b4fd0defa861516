package plan

import (
	"reflect"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// isWorkload reports whether a kind keeps Pods running.
func isWorkload(r object.Ref) bool { return kind.About(r.GroupKind()).IsReplicated() }

// rollsOut reports whether a kind has a rollout, or a run, that apply waits for.
func rollsOut(r object.Ref) bool { return kind.About(r.GroupKind()).HasPods() }

func workloadContent(content map[string]any) bool { return kind.About(kind.Of(content)).IsReplicated() }

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

// impactOf is an impact of one effect.
func impactOf(code fact.Code, args fact.Args) *Impact {
	return &Impact{Effects: []fact.Fact{fact.New(code, args)}}
}

// impactOfDelete returns how many Pods end; nil for what is no workload.
func impactOfDelete(live map[string]any) *Impact {
	if !workloadContent(live) {
		return nil
	}
	running := runningPods(live)
	i := &Impact{ReplicasBefore: number(live, running, "spec", "replicas"), Outage: running > 0}
	if running > 0 {
		i.effect(EffectPodsTerminated, fact.Args{"pods": running})
	} else {
		i.effect(EffectNoPods, nil)
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
		i.scale()
		switch left := outdatedPods(live); {
		case left > 0 && recreates(after): // as after an upgrade that was cut off
			i.restart(left, recreating())
		case left > 0 && releases(live, after):
			i.restart(left, updateManner(after, i.ReplicasAfter))
		case pauses(live, after):
			i.effect(EffectRolloutsPaused, nil)
		}
		return i
	}
	i.restart(runningPods(live), updateManner(after, i.ReplicasAfter))
	if i.ReplicasBefore != i.ReplicasAfter {
		i.scale()
	}
	return i
}

// effect adds an effect.
func (i *Impact) effect(code fact.Code, args fact.Args) {
	i.Effects = append(i.Effects, fact.New(code, args))
}

// restart sets what a new Pod template does to the running Pods, in place of what
// was found before.
func (i *Impact) restart(running int64, m manner) {
	running = min(running, i.ReplicasAfter)
	i.Effects = nil
	switch {
	case running == 0:
		i.effect(EffectNoPods, nil)
	case m.held != "":
		i.effect(m.held, nil)
	case m.partition >= running:
		i.effect(EffectHeldByPartition, fact.Args{"partition": m.partition})
	default:
		i.Restarts = running - m.partition
		i.Outage = i.Outage || m.outage
		i.effect(EffectPodsRestart, fact.Args{"pods": i.Restarts, "manner": m.how})
	}
}

func runningPods(live map[string]any) int64 {
	if kind.Of(live) == kind.DaemonSet {
		return number(live, 0, "status", "currentNumberScheduled")
	}
	return number(live, 0, "status", "replicas")
}

// scale adds that Pods come or go, or that nothing becomes of them.
func (i *Impact) scale() {
	switch more := i.ReplicasAfter - i.ReplicasBefore; {
	case more > 0:
		i.effect(EffectScaledUp, fact.Args{"pods": more, "before": i.ReplicasBefore, "after": i.ReplicasAfter})
	case more < 0:
		i.effect(EffectScaledDown, fact.Args{"pods": -more, "before": i.ReplicasBefore, "after": i.ReplicasAfter})
	default:
		i.effect(EffectNoRestart, nil)
	}
}

func at(content map[string]any, path ...string) any {
	value, _, _ := unstructured.NestedFieldNoCopy(content, path...)
	return value
}

func number(content map[string]any, fallback int64, path ...string) int64 {
	if n, ok := at(content, path...).(int64); ok {
		return n
	}
	return fallback
}
