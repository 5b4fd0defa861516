package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// budgets warns of the stack's disruption budgets that would leave none of a
// workload's Pods to evict, so that no node with one can be drained.
func (w *wanted) budgets(after map[string]any, replicas int64) []fact.Fact {
	labels, ok := at(after, "spec", "template", "metadata", "labels").(map[string]any)
	if !ok || replicas == 0 || !workloadContent(after) || kind.About(kind.Of(after)).PerNode {
		return nil
	}
	namespace := at(after, "metadata", "namespace")
	var said []fact.Fact
	for i := range w.all {
		b := &w.all[i]
		if b.Ref.GroupKind() != kind.DisruptionBudget || b.Ref.Namespace != namespace || !selects(b, labels) {
			continue
		}
		least := replicas - share(at(b.Content, "spec", "maxUnavailable"), replicas, true)
		if low := at(b.Content, "spec", "minAvailable"); low != nil {
			least = share(low, replicas, true)
		}
		if least >= replicas {
			said = append(said, fact.New(BudgetAllowsNoEviction, fact.Args{"budget": b.Ref.Name, "pods": replicas}))
		}
	}
	return said
}

// selects reports whether a budget is about Pods with some labels. One that goes
// by expressions is not judged.
func selects(budget *object.Manifest, labels map[string]any) bool {
	wanted, _ := at(budget.Content, "spec", "selector", "matchLabels").(map[string]any)
	if len(wanted) == 0 || at(budget.Content, "spec", "selector", "matchExpressions") != nil {
		return false
	}
	for k, v := range wanted {
		if labels[k] != v {
			return false
		}
	}
	return true
}
