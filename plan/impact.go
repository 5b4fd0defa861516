package plan

import (
	"fmt"
	"reflect"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/workloadlang/wl/internal/object"
)

// isWorkload says whether a kind keeps Pods running.
func isWorkload(r object.Ref) bool {
	return r.Group == "apps" && (r.Kind == "Deployment" || r.Kind == "StatefulSet" || r.Kind == "DaemonSet")
}

func workloadContent(content map[string]any) bool {
	kind, _ := content["kind"].(string)
	return content["apiVersion"] == "apps/v1" && isWorkload(object.Ref{Group: "apps", Kind: kind})
}

// impactOfCreate says how many Pods come; nil for what is no workload.
func impactOfCreate(desired map[string]any) *Impact {
	if !workloadContent(desired) {
		return nil
	}
	if desired["kind"] == "DaemonSet" {
		return &Impact{Summary: "one Pod starts on every matching node"}
	}
	wanted := number(desired, 1, "spec", "replicas")
	return &Impact{ReplicasAfter: wanted, Summary: fmt.Sprintf("%s start", pods(wanted))}
}

// impactOfDelete says how many Pods end; nil for what is no workload.
func impactOfDelete(live map[string]any) *Impact {
	if !workloadContent(live) {
		return nil
	}
	running := runningPods(live)
	i := &Impact{ReplicasBefore: number(live, running, "spec", "replicas"), Outage: running > 0, Summary: "no Pod is running"}
	if running > 0 {
		i.Summary = ends(running) + ": an outage of what is served"
	}
	return i
}

// impactOfUpdate says what becomes of a workload's Pods when the live object is
// replaced by what the server would store; nil for what is no workload.
func impactOfUpdate(live, after map[string]any) *Impact {
	if !workloadContent(live) {
		return nil
	}
	i := &Impact{
		ReplicasBefore: number(live, 1, "spec", "replicas"),
		ReplicasAfter:  number(after, 1, "spec", "replicas"),
	}
	if live["kind"] == "DaemonSet" {
		i.ReplicasBefore = runningPods(live)
		i.ReplicasAfter = i.ReplicasBefore
	}
	if reflect.DeepEqual(at(live, "spec", "template"), at(after, "spec", "template")) {
		i.Summary = scaling(i)
		i.Outage = i.ReplicasAfter == 0 && i.ReplicasBefore > 0
		return i
	}
	i.Restarts = min(runningPods(live), max(i.ReplicasAfter, 0))
	manner := updateManner(after, i.ReplicasAfter)
	i.Outage = manner.outage && i.Restarts > 0
	switch {
	case i.Restarts == 0:
		i.Summary = "no Pod is running"
	case manner.manual:
		i.Restarts = 0
		i.Summary = "no Pod restarts until it is deleted by hand (OnDelete)"
	default:
		if manner.partition > 0 {
			i.Restarts = max(i.Restarts-manner.partition, 0)
		}
		i.Summary = fmt.Sprintf("%s, %s", restart(i.Restarts), manner.words)
	}
	if i.ReplicasBefore != i.ReplicasAfter {
		i.Summary += "; " + scaling(i)
	}
	return i
}

// manner is how a workload replaces its Pods.
type manner struct {
	words     string
	outage    bool
	manual    bool
	partition int64
}

// updateManner reads the update strategy, as the apps/v1 API documents it.
func updateManner(after map[string]any, replicas int64) manner {
	switch after["kind"] {
	case "Deployment":
		if at(after, "spec", "strategy", "type") == "Recreate" {
			return manner{words: "all at once, the old ones ending before the new ones start: an outage", outage: true}
		}
		unavailable := share(at(after, "spec", "strategy", "rollingUpdate", "maxUnavailable"), replicas, false)
		surge := share(at(after, "spec", "strategy", "rollingUpdate", "maxSurge"), replicas, true)
		if unavailable == 0 && surge == 0 {
			unavailable = 1 // as the Deployment controller resolves it
		}
		return rolling(unavailable, surge, replicas)
	case "StatefulSet":
		if at(after, "spec", "updateStrategy", "type") == "OnDelete" {
			return manner{manual: true}
		}
		unavailable := max(share(at(after, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), replicas, false), 1)
		m := rolling(unavailable, 0, replicas)
		m.partition = number(after, 0, "spec", "updateStrategy", "rollingUpdate", "partition")
		return m
	default: // a DaemonSet: Pods of different nodes do not stand in for each other
		if at(after, "spec", "updateStrategy", "type") == "OnDelete" {
			return manner{manual: true}
		}
		return manner{words: "node by node"}
	}
}

func rolling(unavailable, surge, replicas int64) manner {
	switch {
	case unavailable >= replicas && replicas == 1:
		return manner{words: "and nothing runs until it is back: an outage", outage: true}
	case unavailable >= replicas:
		return manner{words: "possibly all at the same time: an outage", outage: true}
	case surge == 1 && unavailable == 0:
		return manner{words: "each after its successor is ready; no outage expected"}
	case surge > 0 && unavailable == 0:
		return manner{words: fmt.Sprintf("each after its successor is ready, up to %d at a time; no outage expected", surge)}
	case unavailable+surge == 1:
		return manner{words: "one at a time; no outage expected"}
	case surge == 0:
		return manner{words: fmt.Sprintf("up to %d at a time; no outage expected", unavailable)}
	default:
		return manner{words: fmt.Sprintf("up to %d down and %d more than usual at a time; no outage expected", unavailable, surge)}
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

func runningPods(live map[string]any) int64 {
	if live["kind"] == "DaemonSet" {
		return number(live, 0, "status", "currentNumberScheduled")
	}
	return number(live, 0, "status", "replicas")
}

func scaling(i *Impact) string {
	switch more := i.ReplicasAfter - i.ReplicasBefore; {
	case more > 0:
		return fmt.Sprintf("%s more start: %d instead of %d", pods(more), i.ReplicasAfter, i.ReplicasBefore)
	case more < 0:
		return fmt.Sprintf("%s: %d instead of %d", ends(-more), i.ReplicasAfter, i.ReplicasBefore)
	default:
		return "no Pod restarts"
	}
}

func pods(n int64) string {
	if n == 1 {
		return "1 Pod"
	}
	return fmt.Sprintf("%d Pods", n)
}

func ends(n int64) string {
	if n == 1 {
		return "1 Pod ends"
	}
	return fmt.Sprintf("%d Pods end", n)
}

func restart(n int64) string {
	if n == 1 {
		return "1 Pod restarts"
	}
	return fmt.Sprintf("%d Pods restart", n)
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
