package check

import (
	"strconv"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/schema"
)

// scheduling is where a workload's Pods may run, being checked.
type scheduling struct {
	*report
	blocks.Scheduling
	kind schema.Kinds
}

// check holds conditions and tolerations to what the server takes.
func (s scheduling) check() {
	if a := s.TolerationSeconds(); a.Present() && s.kind == schema.DaemonSet {
		s.warn(a.Range(), "No effect", "The Pods of a DaemonSet are not evicted from a failed node, so toleration_seconds has no effect. Remove it.")
	}
	for _, t := range s.Tolerations() {
		s.toleration(t)
	}
	for _, affinity := range []*decode.Block{s.NodeAffinity().Block, s.WorkloadAffinity().Block, s.WorkloadAntiAffinity().Block} {
		for _, term := range affinity.Blocks() {
			for _, m := range (blocks.NodeTerm{Block: term}).Matches() { // those of workloads have the same
				s.match(m)
			}
		}
	}
	s.spread()
}

func (s scheduling) toleration(t blocks.Toleration) {
	exists := t.Operator().Value() == "Exists"
	if v := t.Value(); v.Value() != "" && exists {
		s.fail(v.Range(), "Conflicting arguments", `A toleration with operator = "Exists" matches every value. Remove value, or write operator = "Equal".`)
	}
	if t.Key().Value() == "" && !exists {
		s.fail(t.Header, "Missing required argument", `A toleration without a key matches every taint and needs operator = "Exists". Write that, or set a key.`)
	}
	if seconds := t.TolerationSeconds(); seconds.Present() && t.Effect().Value() != "NoExecute" {
		s.fail(seconds.Range(), "Conflicting arguments", `toleration_seconds is only for taints that evict Pods. Write effect = "NoExecute", or remove it.`)
	}
}

// match holds a condition's values to its operator.
func (s scheduling) match(m blocks.Match) {
	operator, values := m.Operator().Value(), m.Values()
	list, at := values.Value(), m.Header
	if values.Present() {
		at = values.Range()
	}
	switch operator {
	case "In", "NotIn":
		if len(list) == 0 {
			s.fail(at, "Invalid value", "%s with operator = %q needs values. Add values = [\"…\"].", m.Title(), operator)
		}
	case "Exists", "DoesNotExist":
		if len(list) > 0 {
			s.fail(at, "Invalid value", "%s with operator = %q takes no values. Remove values, or write operator = \"In\".", m.Title(), operator)
		}
	case "Gt", "Lt":
		number := false
		if len(list) == 1 {
			text, _ := list[0].(string)
			_, err := strconv.ParseInt(text, 10, 64)
			number = err == nil
		}
		if !number {
			s.fail(at, "Invalid value", "%s with operator = %q takes one whole number. Write values = [\"1\"].", m.Title(), operator)
		}
	}
}

// spread refuses two constraints for one topology, which the server would.
func (s scheduling) spread() {
	taken := make(map[[2]string]bool)
	for _, t := range s.TopologySpreads() {
		k := [2]string{t.TopologyKey().Value(), t.WhenUnsatisfiable().Value()}
		if taken[k] {
			s.fail(t.Header, "Duplicate name", "Two topology_spread blocks are for %s and %s. Remove one of them.", k[0], k[1])
		}
		taken[k] = true
	}
}
