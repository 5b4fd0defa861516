package check

import (
	"slices"
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
	for _, term := range s.NodeAffinity().Blocks() {
		t := blocks.NodeTerm{Block: term}
		conditions(s.report, t.Matches())
		if len(t.Matches()) == 0 && len(t.MatchFields()) == 0 {
			s.fail(t.Header, "Missing required block", `%s has no match block. Add match "…" { values = ["…"] }.`, t.Schema.Name)
		}
	}
	for _, affinity := range []*decode.Block{s.WorkloadAffinity().Block, s.WorkloadAntiAffinity().Block} {
		for _, term := range affinity.Blocks() {
			s.workloads(blocks.WorkloadTerm{Block: term})
		}
	}
	s.spread()
	s.gates()
}

// workloads checks which Pods others are to be near, or away from.
func (s scheduling) workloads(t blocks.WorkloadTerm) {
	conditions(s.report, t.Matches())
	conditions(s.report, t.NamespaceSelector().Matches())
	if len(t.Matches()) == 0 && !t.MatchLabels().Present() {
		s.fail(t.Header, "Missing required block", `%s has no match block. Add match "…" { values = ["…"] } or match_labels = { … }.`, t.Schema.Name)
	}
	s.sameValue(t.MatchLabelKeys(), t.MatchLabels(), t.Matches())
	for i, key := range t.MismatchLabelKeys().Value() {
		if slices.Contains(t.MatchLabelKeys().Value(), key) {
			s.fail(t.MismatchLabelKeys().ElementRange(i), "Conflicting arguments", "%q is in match_label_keys and in mismatch_label_keys. Remove one of the two.", key)
		}
	}
}

// sameValue refuses keys of labels for which a value is given as well.
func (s scheduling) sameValue(keys decode.Argument[[]any], labels decode.Argument[map[string]any], matches []blocks.Match) {
	for i, key := range keys.Value() {
		name, _ := key.(string)
		if labels.Value()[name] != nil || slices.ContainsFunc(matches, func(m blocks.Match) bool { return m.Label == name }) {
			s.fail(keys.ElementRange(i), "Conflicting arguments", "%q is in match_label_keys, and a condition is on it, too. Remove one of the two.", name)
		}
	}
}

// gates refuses what keeps Pods with gates from being created.
func (s scheduling) gates() {
	gates, seen := s.SchedulingGates(), make(map[any]bool)
	for i, gate := range gates.Value() {
		if seen[gate] {
			s.fail(gates.ElementRange(i), "Duplicate value", "scheduling_gates has %v twice. Remove one of the two.", gate)
		}
		seen[gate] = true
	}
	if node := s.NodeName(); node.Present() && len(seen) > 0 {
		s.fail(node.Range(), "Conflicting arguments", "Pods with scheduling_gates cannot name their node. Remove node_name or the gates.")
	}
}

func (s scheduling) toleration(t blocks.Toleration) {
	operator := t.Operator().Value()
	exists := operator == "Exists"
	if _, err := strconv.ParseInt(t.Value().Value(), 10, 64); err != nil && (operator == "Lt" || operator == "Gt") {
		s.fail(t.Operator().Range(), "Invalid value", `A toleration with operator = %q compares with a whole number. Write value = "1", for example.`, operator)
	}
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

// conditions holds those of a selector to what the server takes.
func conditions(r *report, matches []blocks.Match) {
	for _, m := range matches {
		condition{r, m}.check()
	}
}

// condition is one on a label, being checked.
type condition struct {
	*report
	blocks.Match
}

// check holds a condition's values to its operator.
func (m condition) check() {
	operator, values := m.Operator().Value(), m.Values()
	list, at := values.Value(), m.Header
	if values.Present() {
		at = values.Range()
	}
	switch operator {
	case "In", "NotIn":
		if len(list) == 0 {
			m.fail(at, "Invalid value", "%s with operator = %q needs values. Add values = [\"…\"].", m.Title(), operator)
		}
	case "Exists", "DoesNotExist":
		if len(list) > 0 {
			m.fail(at, "Invalid value", "%s with operator = %q takes no values. Remove values, or write operator = \"In\".", m.Title(), operator)
		}
	case "Gt", "Lt":
		number := false
		if len(list) == 1 {
			text, _ := list[0].(string)
			_, err := strconv.ParseInt(text, 10, 64)
			number = err == nil
		}
		if !number {
			m.fail(at, "Invalid value", "%s with operator = %q takes one whole number. Write values = [\"1\"].", m.Title(), operator)
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
		if least, when := t.MinDomains(), t.WhenUnsatisfiable(); least.Present() && when.Value() != "DoNotSchedule" {
			s.fail(least.Range(), "Conflicting arguments", `min_domains needs when_unsatisfiable = "DoNotSchedule"; this is %s. Remove it, or change that.`, shown(when))
		}
		conditions(s.report, t.Matches())
		s.sameValue(t.MatchLabelKeys(), t.MatchLabels(), t.Matches())
	}
}
