package impact

import (
	"cmp"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	resources "k8s.io/component-helpers/resource"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/privilege"
)

// facts completes an impact, with what the rest of the stack has to do with it.
func facts(i *plan.Impact, before, after map[string]any, objects []object.Manifest) *plan.Impact {
	if i = weighed(i, before, after); i != nil {
		i.Budgets = budgets(after, i.ReplicasAfter, objects)
	}
	return withGrants(i, before, after, objects)
}

// withGrants adds to an impact what a change of a role or a binding grants. The
// objects are those in which the role of a binding may be found.
func withGrants(i *plan.Impact, before, after map[string]any, objects []object.Manifest) *plan.Impact {
	grants := privilege.Grants(before, after, objects)
	if len(grants) == 0 {
		return i
	}
	var facts plan.Impact
	if i != nil {
		facts = *i
	}
	facts.Grants = grants
	return &facts
}

// weighed adds to an impact what a change means beside its Pods' restarts.
// Before is nil of a new object, after of one that goes. An impact is made
// where there is none and something is to be said.
func weighed(i *plan.Impact, before, after map[string]any) *plan.Impact {
	var facts plan.Impact
	if i != nil {
		facts = *i
	}
	old, hadPods := podSpec(before)
	spec, hasPods := podSpec(after)
	if hadPods || hasPods {
		facts.Requests = requestChanges(old, podCount(before, facts.ReplicasBefore), spec, podCount(after, facts.ReplicasAfter))
		facts.Privileges = fact.Gained(privilege.OfPods(old), privilege.OfPods(spec))
	}
	facts.DataAtRisk = dataAtRisk(before, after)
	if i == nil && len(facts.Privileges)+len(facts.DataAtRisk) == 0 {
		return nil
	}
	return &facts
}

// podSpec reads the spec of the Pods that an object is or makes.
func podSpec(content map[string]any) (*corev1.PodSpec, bool) {
	raw, ok := object.At(content, kind.About(kind.Of(content)).PodSpec()...).(map[string]any)
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
	switch k := kind.About(kind.Of(content)); {
	case k.KeepsPods():
		return replicas
	case k.Pods == kind.RunsPods:
		return object.Number(content, 1, "spec", "parallelism")
	}
	return 0
}

// requestChanges is what all Pods request together, of every resource.
func requestChanges(old *corev1.PodSpec, countOld int64, spec *corev1.PodSpec, count int64) []plan.RequestChange {
	before, after := requested(old, countOld), requested(spec, count)
	var all []plan.RequestChange
	for name := range mergedKeys(before, after) {
		b, a := before[name], after[name]
		all = append(all, plan.RequestChange{Resource: string(name), Before: b.String(), After: a.String()})
	}
	slices.SortFunc(all, func(x, y plan.RequestChange) int { return cmp.Compare(x.Resource, y.Resource) })
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
