package wanted

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	batchv1 "k8s.io/api/batch/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// fitTo returns how a desired workload is to be fitted to the live one: nil where
// it need not be, or chooses its Pods by labels that are not wl's to replace.
func fitTo(m *object.Manifest, live map[string]any) *object.Fit {
	if !kind.About(m.Ref.GroupKind()).HasPods() {
		return nil
	}
	template := kind.About(m.Ref.GroupKind()).InTemplate("metadata", "labels")
	labels, _ := object.At(live, template...).(map[string]any)
	desired, _ := object.At(m.Content, template...).(map[string]any)
	f := &object.Fit{Object: m.Ref, Instead: object.PodLabels(m.Ref), PodLabels: map[string]any{}}
	if desired[object.LabelWorkload] != nil {
		f.Instead = object.NamedPodLabels(m.Ref)
	}
	same := true
	for key, v := range f.Instead {
		same = same && labels[key] == v
	}
	if selector := kind.About(m.Ref.GroupKind()).Selector; selector != nil {
		ours := object.At(m.Content, selector...)
		f.Selector, _ = object.At(live, selector...).(map[string]any)
		same = f.Selector == nil || reflect.DeepEqual(ours, object.At(live, selector...)) || !reflect.DeepEqual(ours, map[string]any{"matchLabels": f.Instead})
	}
	made := labels[object.LabelKind] != nil // by wl
	if same || desired[object.LabelKind] == nil || made && f.Selector == nil {
		return nil
	}
	keepLabels(f, labels, desired, made)
	return f
}

// keepLabels notes in a fit which labels of live Pods stay: those by which they are
// chosen and, where wl has not made them, those that stand for what it would label.
func keepLabels(f *object.Fit, labels, desired map[string]any, made bool) {
	chosenBy := selectedBy(f.Selector)
	for key, v := range labels {
		if key == batchv1.ControllerUidLabel || key == batchv1.JobNameLabel || key == "controller-uid" || key == "job-name" {
			continue // the server's own, of a Job
		}
		if slices.Contains(chosenBy, key) || !made && (desired[key] == nil || f.Instead[key] != nil) {
			f.PodLabels[key] = v
		}
	}
	if v := desired[object.LabelName]; made && f.PodLabels[object.LabelName] == nil && v != nil {
		f.PodLabels[object.LabelName] = v
	}
}

// selectedBy are the labels that a selector speaks of, sorted.
func selectedBy(selector map[string]any) []string {
	labels, _ := selector["matchLabels"].(map[string]any)
	keys := slices.Collect(maps.Keys(labels))
	expressions, _ := selector["matchExpressions"].([]any)
	for _, e := range expressions {
		e, _ := e.(map[string]any)
		if key, ok := e["key"].(string); ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Refitted is a workload fitted to a live one that turns out to choose its Pods in
// another way than wl would; nil where it does not, or where that has been taken into
// account.
func Refitted(m *object.Manifest, live map[string]any) *object.Manifest {
	if m.Fit != nil {
		return nil
	}
	f := fitTo(m, live)
	if f == nil {
		return nil
	}
	return f.Of(m)
}

// Chosen are the workloads that the plan is not about, but whose Pods something means that it
// is about, other than those of which it is known how they choose them.
func (w *Configuration) Chosen(known func(object.Ref) bool) []*object.Manifest {
	if len(w.Scope) == len(w.All) {
		return nil
	}
	within := make(map[object.Ref]bool, len(w.Scope))
	for i := range w.Scope {
		within[w.Scope[i].Ref] = true
	}
	var all []*object.Manifest
	for i := range w.All {
		m := &w.All[i]
		if within[m.Ref] || m.Fit != nil || kind.About(m.Ref.GroupKind()).Selector == nil || known(m.Ref) {
			continue
		}
		f := object.Fit{Object: m.Ref, Selector: map[string]any{}}
		if slices.ContainsFunc(w.Scope, func(other object.Manifest) bool { return f.Of(&other) != &other }) {
			all = append(all, m)
		}
	}
	return all
}

// KeepingReplicas is a workload that is adopted with as many Pods as it has; nil where
// the configuration sets their number.
func KeepingReplicas(m *object.Manifest) *object.Manifest {
	if !m.ReplicasImplied || m.Fit != nil && m.Fit.Replicas {
		return nil
	}
	f := object.Fit{Object: m.Ref, Replicas: true}
	kept := *m
	if m.Fit != nil {
		f = *m.Fit
		f.Replicas = true
	}
	kept.Fit = &f
	kept.Lifecycle.IgnoreFields = append(slices.Clone(m.Lifecycle.IgnoreFields), ReplicasPath())
	return kubeschema.Applied(&kept)
}

// Clash finds a label of the Pods that the configuration has otherwise than the
// live selector, which stays as long as the workload does; nil where there is
// none.
func Clash(m *object.Manifest) *plan.Problem {
	if m.Fit == nil {
		return nil
	}
	template := kind.About(m.Ref.GroupKind()).InTemplate("metadata", "labels")
	labels, _ := object.At(m.Content, template...).(map[string]any)
	chosen, _ := m.Fit.Selector["matchLabels"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(chosen)) {
		if labels[key] == chosen[key] {
			continue
		}
		p := plan.NewProblem(plan.ProblemSelectorMismatch, fact.Args{"object": m.Ref, "label": key, "live": fmt.Sprint(chosen[key]), "set": fmt.Sprint(labels[key])})
		p.Path = object.PathOf(template...).Field(key)
		p.Origin = m.SourceOf(p.Path)
		return &p
	}
	return nil
}

// fitted are the objects as fits have them.
func fitted(desired []object.Manifest, fits []*object.Fit) []object.Manifest {
	if len(fits) == 0 {
		return desired
	}
	all := slices.Clone(desired)
	for i := range all {
		all[i] = *Fitted(&all[i], fits)
	}
	return all
}

// Fitted is an object as fits have it.
func Fitted(m *object.Manifest, fits []*object.Fit) *object.Manifest {
	for _, f := range fits {
		m = f.Of(m)
	}
	return m
}

// Keeps returns in words what an adopted workload keeps of the live one.
func Keeps(f *object.Fit, live map[string]any) []fact.Fact {
	var all []fact.Fact
	if f != nil && f.Selector != nil {
		all = append(all, keepsSelector(f))
	}
	if f != nil && f.Replicas {
		all = append(all, fact.New(plan.KeepsReplicas, fact.Args{"replicas": object.Number(live, 1, "spec", "replicas")}))
	}
	return all
}

// SelectorStays warns that a workload which the stack has applied keeps the selector of the live
// one, as adopted ones do, where the configuration no longer sets it; what the state remembers was
// said before.
func SelectorStays(f *object.Fit, applied *state.Entry) []fact.Fact {
	if f == nil || f.Selector == nil || applied == nil || applied.Fit != nil && applied.Fit.Selector != nil {
		return nil
	}
	return []fact.Fact{fact.New(plan.WarnSelectorStays, fact.Args{"keeps": keepsSelector(f)})}
}

func keepsSelector(f *object.Fit) fact.Fact {
	labels, _ := f.Selector["matchLabels"].(map[string]any)
	var terms []string
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		terms = append(terms, fmt.Sprintf("%s=%v", key, labels[key]))
	}
	return fact.New(plan.KeepsSelector, fact.Args{"labels": terms, "expressions": f.Selector["matchExpressions"] != nil})
}
