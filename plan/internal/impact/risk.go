package impact

import (
	"fmt"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
)

// dataAtRisk returns which stored data a change can lose.
func dataAtRisk(before, after map[string]any) []fact.Fact {
	switch kind.Of(before) {
	case kind.Claim:
		if after == nil {
			return []fact.Fact{fact.New(plan.RiskClaimDeleted, nil)}
		}
	case kind.Volume:
		if after == nil && object.At(before, "spec", "persistentVolumeReclaimPolicy") == "Delete" {
			return []fact.Fact{fact.New(plan.RiskVolumeDeleted, nil)}
		}
	case kind.StatefulSet:
		switch loss := claim.LossOf(before, after); {
		case loss.WithSet:
			return []fact.Fact{fact.New(plan.RiskClaimsDeletedWithSet, nil)}
		case loss.Pods > 0:
			return []fact.Fact{fact.New(plan.RiskClaimsDeletedByScale, fact.Args{"pods": loss.Pods})}
		}
	}
	return nil
}

// lostByReplacing is the data that an object which is replaced can lose.
func lostByReplacing(live map[string]any) []fact.Fact {
	risk := dataAtRisk(live, nil)
	if kind.Of(live) == kind.Volume && len(risk) > 0 {
		return []fact.Fact{fact.New(plan.RiskVolumeReplaced, nil)}
	}
	return risk
}

// RiskOfOutage warns of what the documentation warns of, where a change brings it
// about: a rolling upgrade that may take every Pod at once. Before is nil of a new
// object.
func RiskOfOutage(before, after map[string]any) []fact.Fact {
	return fact.Gained(outageIn(before), outageIn(after))
}

func outageIn(content map[string]any) []fact.Fact {
	field := "updateStrategy"
	switch kind.Of(content) {
	case kind.Deployment:
		field = "strategy"
	case kind.StatefulSet:
	case kind.DaemonSet:
		return outageOnNodes(content)
	default:
		return nil
	}
	replicas := object.Number(content, 1, "spec", "replicas")
	most := object.At(content, "spec", field, "rollingUpdate", "maxUnavailable")
	if most == nil || replicas < 2 || share(most, replicas, false) < replicas {
		return nil
	}
	return []fact.Fact{fact.New(plan.WarnRiskOfOutage, fact.Args{"pods": replicas, "max_unavailable": fmt.Sprint(most)})}
}

// outageOnNodes is of a DaemonSet, of which it may not be known on how many nodes it runs.
func outageOnNodes(content map[string]any) []fact.Fact {
	most := object.At(content, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable")
	pods := runningPods(content)
	switch {
	case most == nil || pods == 1 || most != "100%" && (pods == 0 || share(most, pods, true) < pods):
		return nil
	case pods == 0:
		return []fact.Fact{fact.New(plan.WarnRiskOfOutage, fact.Args{"max_unavailable": fmt.Sprint(most)})}
	}
	return []fact.Fact{fact.New(plan.WarnRiskOfOutage, fact.Args{"pods": pods, "max_unavailable": fmt.Sprint(most)})}
}

// WithClaimsAtRisk notes the data that goes with a namespace or a StatefulSet: nothing
// where no claim does.
func WithClaimsAtRisk(i *plan.Impact, deleted object.Ref, a *plan.Along) *plan.Impact {
	switch {
	case a == nil:
		return i
	case deleted.GroupKind() == kind.StatefulSet && i != nil && len(a.Claims) > 0:
		known := *i
		known.DataAtRisk = nil
		if slices.ContainsFunc(a.Claims, func(c plan.AlongClaim) bool { return c.Deleted }) {
			known.DataAtRisk = []fact.Fact{fact.New(plan.RiskClaimsDeletedWithSet, nil)}
		}
		return &known
	case deleted.GroupKind() != kind.Namespace:
		return i
	}
	for _, k := range a.Objects {
		if (kind.GroupKind{Group: k.Group, Kind: k.Kind}) == kind.Claim {
			return &plan.Impact{DataAtRisk: []fact.Fact{fact.New(plan.RiskClaimsInNamespace, fact.Args{"claims": k.Count})}}
		}
	}
	for _, name := range a.Uncounted {
		if name == "*" || name == kind.Claim.Kind {
			return &plan.Impact{DataAtRisk: []fact.Fact{fact.New(plan.RiskClaimsInNamespace, nil)}}
		}
	}
	return i
}

// budgets warns of the stack's disruption budgets that would leave none of a
// workload's Pods to evict, so that no node with one can be drained.
func budgets(after map[string]any, replicas int64, objects []object.Manifest) []fact.Fact {
	pods, _ := object.At(after, "spec", "template", "metadata", "labels").(map[string]any)
	if replicas == 0 || !workloadContent(after) || kind.About(kind.Of(after)).PerNode {
		return nil
	}
	namespace := object.At(after, "metadata", "namespace")
	var said []fact.Fact
	for i := range objects {
		b := &objects[i]
		if b.Ref.GroupKind() != kind.DisruptionBudget || b.Ref.Namespace != namespace || !selects(b, pods) {
			continue
		}
		least := replicas - share(object.At(b.Content, "spec", "maxUnavailable"), replicas, true)
		if low := object.At(b.Content, "spec", "minAvailable"); low != nil {
			least = share(low, replicas, true)
		}
		if least >= replicas {
			said = append(said, fact.New(plan.BudgetAllowsNoEviction, fact.Args{"budget": b.Ref.Name, "pods": replicas}))
		}
	}
	return said
}

// selects reports whether a budget is about Pods with some labels: an empty selector is about
// every Pod of the namespace, none about no Pod.
func selects(budget *object.Manifest, of map[string]any) bool {
	raw, ok := object.At(budget.Content, "spec", "selector").(map[string]any)
	selector := new(metav1.LabelSelector)
	if !ok || runtime.DefaultUnstructuredConverter.FromUnstructured(raw, selector) != nil {
		return false
	}
	matching, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		return false // a server refuses it
	}
	set := labels.Set{}
	for k, v := range of {
		set[k], _ = v.(string)
	}
	return matching.Matches(set)
}
