package plan

import (
	"cmp"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime"
	resources "k8s.io/component-helpers/resource"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
)

// facts completes an impact, with what the rest of the stack has to do with it.
func (w *wanted) facts(i *Impact, before, after map[string]any) *Impact {
	if i = weighed(i, before, after); i != nil {
		i.Budgets = w.budgets(after, i.ReplicasAfter)
	}
	return withGrants(i, before, after, w.all)
}

// weighed adds to an impact what a change means beside its Pods' restarts.
// Before is nil of a new object, after of one that goes. An impact is made
// where there is none and something is to be said.
func weighed(i *Impact, before, after map[string]any) *Impact {
	var facts Impact
	if i != nil {
		facts = *i
	}
	old, hadPods := podSpec(before)
	spec, hasPods := podSpec(after)
	if hadPods || hasPods {
		facts.Requests = requestChanges(old, podCount(before, facts.ReplicasBefore), spec, podCount(after, facts.ReplicasAfter))
		facts.Privileges = gained(privileges(old), privileges(spec))
	}
	facts.DataAtRisk = dataAtRisk(before, after)
	if i == nil && len(facts.Privileges)+len(facts.DataAtRisk) == 0 {
		return nil
	}
	return &facts
}

// podSpec reads the spec of the Pods that an object makes.
func podSpec(content map[string]any) (*corev1.PodSpec, bool) {
	path := []string{"spec", "template", "spec"} // as kinds of others have it, too
	if own := kind.About(kind.Of(content)).InTemplate("spec"); own != nil {
		path = own
	}
	raw, ok := at(content, path...).(map[string]any)
	if !ok {
		return nil, false
	}
	spec := new(corev1.PodSpec)
	// What the converter cannot read the server has refused.
	return spec, runtime.DefaultUnstructuredConverter.FromUnstructured(raw, spec) == nil
}

// podCount is how many Pods an object has at a time. Those of a CronJob's runs
// are not counted: they come and go.
func podCount(content map[string]any, replicas int64) int64 {
	switch kind.About(kind.Of(content)).Pods {
	case kind.KeepsPods:
		return replicas
	case kind.RunsPods:
		return number(content, 1, "spec", "parallelism")
	}
	return 0
}

// requestChanges is what all Pods request together, of every resource.
func requestChanges(old *corev1.PodSpec, countOld int64, spec *corev1.PodSpec, count int64) []RequestChange {
	before, after := requested(old, countOld), requested(spec, count)
	var all []RequestChange
	for name := range mergedKeys(before, after) {
		b, a := before[name], after[name]
		all = append(all, RequestChange{Resource: string(name), Before: b.String(), After: a.String()})
	}
	slices.SortFunc(all, func(x, y RequestChange) int { return cmp.Compare(x.Resource, y.Resource) })
	return all
}

func requested(spec *corev1.PodSpec, count int64) corev1.ResourceList {
	if spec == nil || count == 0 {
		return nil
	}
	all := resources.PodRequests(&corev1.Pod{Spec: *spec}, resources.PodResourcesOptions{})
	for name, q := range all {
		q.Mul(count)
		all[name] = q
	}
	return all
}

func mergedKeys(lists ...corev1.ResourceList) map[corev1.ResourceName]bool {
	names := make(map[corev1.ResourceName]bool)
	for _, l := range lists {
		for name := range l {
			names[name] = true
		}
	}
	return names
}

// Changes reports whether all Pods together request another amount than before.
func (r RequestChange) Changes() bool { return r.Before != r.After }

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

// riskOfOutage warns of what the documentation warns of: a rolling upgrade that
// may take every Pod at once.
func riskOfOutage(content map[string]any) []fact.Fact {
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

// quantityOf reads a quantity; what is none counts as nothing.
func quantityOf(v any) resource.Quantity {
	q, err := resource.ParseQuantity(fmt.Sprint(v))
	if err != nil {
		return resource.Quantity{}
	}
	return q
}
