package plan

import (
	"fmt"
	"reflect"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/plural"
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
		return &Impact{Summary: "one Pod starts on every matching node"}
	}
	wanted := number(desired, 1, "spec", "replicas")
	if at(desired, "spec", "paused") == true {
		return &Impact{ReplicasAfter: wanted, Summary: "paused: no Pod starts until spec.paused is false"}
	}
	return &Impact{ReplicasAfter: wanted, Summary: plural.Agree(wanted, "Pod", "starts", "start")}
}

// impactOfDelete returns how many Pods end; nil for what is no workload.
func impactOfDelete(live map[string]any) *Impact {
	if !workloadContent(live) {
		return nil
	}
	running := runningPods(live)
	i := &Impact{ReplicasBefore: number(live, running, "spec", "replicas"), Outage: running > 0, Summary: "no Pod is running"}
	if running > 0 {
		i.Summary = ends(running) + ": the workload goes down"
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
		i.Summary = scaling(i)
		switch left := outdatedPods(live); {
		case left > 0 && recreates(after): // as after an upgrade that was cut off
			i.restart(left, recreating())
		case left > 0 && releases(live, after):
			i.restart(left, updateManner(after, i.ReplicasAfter))
		case pausing(live, after) != "":
			i.Summary += "; " + pausing(live, after)
		}
		return i
	}
	i.restart(runningPods(live), updateManner(after, i.ReplicasAfter))
	if i.ReplicasBefore != i.ReplicasAfter {
		i.Summary += "; " + scaling(i)
	}
	return i
}

// restart sets what a new Pod template does to the running Pods.
func (i *Impact) restart(running int64, m manner) {
	running = min(running, i.ReplicasAfter)
	switch {
	case running == 0:
		i.Summary = "no Pod is running"
	case m.held != "":
		i.Summary = "no Pod restarts " + m.held
	case m.partition >= running:
		i.Summary = fmt.Sprintf("no Pod restarts: the partition %d excludes all of them", m.partition)
	default:
		i.Restarts = running - m.partition
		i.Outage = i.Outage || m.outage
		i.Summary = restarts(i.Restarts) + ", " + m.words
	}
}

func runningPods(live map[string]any) int64 {
	if kind.Of(live) == kind.DaemonSet {
		return number(live, 0, "status", "currentNumberScheduled")
	}
	return number(live, 0, "status", "replicas")
}

func scaling(i *Impact) string {
	switch more := i.ReplicasAfter - i.ReplicasBefore; {
	case more > 0:
		return fmt.Sprintf("%s: %d instead of %d", starts(more), i.ReplicasAfter, i.ReplicasBefore)
	case more < 0:
		return fmt.Sprintf("%s: %d instead of %d", ends(-more), i.ReplicasAfter, i.ReplicasBefore)
	default:
		return "no Pod restarts"
	}
}

func starts(n int64) string { return plural.Agree(n, "more Pod", "starts", "start") }

func ends(n int64) string { return plural.Agree(n, "Pod", "is terminated", "are terminated") }

func restarts(n int64) string { return plural.Agree(n, "Pod", "restarts", "restart") }

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
