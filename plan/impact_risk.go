package plan

import (
	"fmt"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// dataAtRisk returns which stored data a change can lose.
func dataAtRisk(before, after map[string]any) []fact.Fact {
	gk := kind.Of(before)
	policy := func(field string) bool {
		return at(before, "spec", "persistentVolumeClaimRetentionPolicy", field) == "Delete" &&
			(after == nil || at(after, "spec", "persistentVolumeClaimRetentionPolicy", field) == "Delete")
	}
	switch {
	case gk == kind.Claim && after == nil:
		return []fact.Fact{fact.New(RiskClaimDeleted, nil)}
	case gk == kind.StatefulSet && after == nil && policy("whenDeleted"):
		return []fact.Fact{fact.New(RiskClaimsDeletedWithSet, nil)}
	case gk == kind.StatefulSet && after != nil && policy("whenScaled"):
		if less := number(before, 1, "spec", "replicas") - number(after, 1, "spec", "replicas"); less > 0 {
			return []fact.Fact{fact.New(RiskClaimsDeletedByScale, fact.Args{"pods": less})}
		}
	}
	return nil
}

// riskOfOutage warns of what the documentation warns of, where a change brings it
// about: a rolling upgrade that may take every Pod at once. Before is nil of a new
// object.
func riskOfOutage(before, after map[string]any) []fact.Fact {
	return fact.Gained(outageIn(before), outageIn(after))
}

func outageIn(content map[string]any) []fact.Fact {
	field, manner := "strategy", "rollingUpdate"
	switch kind.Of(content) {
	case kind.Deployment:
	case kind.StatefulSet:
		field = "updateStrategy"
	default:
		return nil
	}
	replicas := number(content, 1, "spec", "replicas")
	most := at(content, "spec", field, manner, "maxUnavailable")
	if most == nil || replicas < 2 || share(most, replicas, false) < replicas {
		return nil
	}
	return []fact.Fact{fact.New(WarnRiskOfOutage, fact.Args{"pods": replicas, "max_unavailable": fmt.Sprint(most)})}
}

// withClaimsAtRisk notes the data that goes with a namespace: nothing where no
// claim does.
func withClaimsAtRisk(i *Impact, deleted object.Ref, a *Along) *Impact {
	if deleted.GroupKind() != kind.Namespace || a == nil {
		return i
	}
	for _, k := range a.Objects {
		if (kind.GroupKind{Group: k.Group, Kind: k.Kind}) == kind.Claim {
			return &Impact{DataAtRisk: []fact.Fact{fact.New(RiskClaimsInNamespace, fact.Args{"claims": k.Count})}}
		}
	}
	for _, name := range a.Uncounted {
		if name == "*" || name == kind.Claim.Kind {
			return &Impact{DataAtRisk: []fact.Fact{fact.New(RiskClaimsInNamespace, nil)}}
		}
	}
	return i
}

// budgets warns of the stack's disruption budgets that would leave none of a
// workload's Pods to evict, so that no node with one can be drained.
func budgets(after map[string]any, replicas int64, objects []object.Manifest) []fact.Fact {
	labels, ok := at(after, "spec", "template", "metadata", "labels").(map[string]any)
	if !ok || replicas == 0 || !workloadContent(after) || kind.About(kind.Of(after)).PerNode {
		return nil
	}
	namespace := at(after, "metadata", "namespace")
	var said []fact.Fact
	for i := range objects {
		b := &objects[i]
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
