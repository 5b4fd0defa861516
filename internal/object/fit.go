package object

import (
	"maps"
	"reflect"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
)

// Fit is how what is desired of a workload is fitted to a live one that wl has
// not made: how a workload chooses its Pods is fixed when it is created. Whatever
// else means these Pods, a Service say, chooses them likewise.
type Fit struct {
	Object Ref `json:"object"`
	// Instead are the labels by which wl chooses the Pods of workloads that it
	// makes; nil where the live one chooses its Pods by them as well.
	Instead map[string]any `json:"instead,omitempty"`
	// Selector is the live spec.selector; of a Job, whose Pods bear other labels
	// as well, there is none.
	Selector map[string]any `json:"selector,omitempty"`
	// PodLabels are labels of the live Pod template: those by which it is chosen or
	// which are named like ours, and those of which the configuration said nothing.
	PodLabels map[string]any `json:"pod_labels,omitempty"`
	// Replicas means that the workload has as many Pods as others have decided,
	// until the configuration sets a number.
	Replicas bool `json:"replicas,omitempty"`
}

// Of is an object as the fit has it: the workload itself, or another one of its
// namespace; the very same where the fit does not concern it.
func (f *Fit) Of(m *Manifest) *Manifest {
	if m.Ref.Namespace != f.Object.Namespace {
		return m
	}
	content, changed := f.selecting(m.Content)
	own := m.Ref == f.Object
	if !changed && !own {
		return m
	}
	fitted := *m
	fitted.Content, _ = content.(map[string]any)
	if own {
		fitted.Fit = f
		f.leaveReplicas(&fitted)
	}
	if own && f.Instead != nil {
		at := kind.About(m.Ref.GroupKind()).InTemplate("metadata", "labels")
		fitted.Content = edited(fitted.Content, at, f.label)
	}
	return &fitted
}

// leaveReplicas leaves the workload's replicas to others, or forgets that where the
// configuration has come to set them.
func (f *Fit) leaveReplicas(m *Manifest) {
	switch {
	case !f.Replicas:
	case m.ReplicasImplied:
		m.Lifecycle.IgnoreFields = append(slices.Clone(m.Lifecycle.IgnoreFields), PathOf("spec", "replicas"))
	case At(m.Content, "spec", "replicas") != nil:
		rest := *f
		rest.Replicas = false
		if m.Fit = &rest; f.Instead == nil {
			m.Fit = nil
		}
	}
}

// label gives the Pods the live labels in the place of wl's own. What the
// configuration itself says of a label stays.
func (f *Fit) label(labels map[string]any) {
	delete(labels, LabelKind)
	delete(labels, LabelWorkload)
	if name := PodLabels(f.Object)[LabelName]; labels[LabelName] == name {
		delete(labels, LabelName)
	}
	for key, value := range f.PodLabels {
		if _, configured := labels[key]; !configured {
			labels[key] = value
		}
	}
}

// own reports whether labels are those by which wl itself chooses the workload's
// Pods.
func (f *Fit) own(labels map[string]any) bool {
	for _, own := range []map[string]any{f.Instead, PodLabels(f.Object), NamedPodLabels(f.Object)} {
		if reflect.DeepEqual(labels, own) {
			return true
		}
	}
	return false
}

// selecting is a value in which the live selector stands wherever ours would.
func (f *Fit) selecting(value any) (fitted any, changed bool) {
	switch value := value.(type) {
	case map[string]any:
		var copied map[string]any
		for key, inner := range value {
			replaced, differs := f.selector(key, inner)
			if !differs {
				continue
			}
			if copied == nil {
				copied = maps.Clone(value)
			}
			copied[key] = replaced
		}
		if copied != nil {
			return copied, true
		}
	case []any:
		var copied []any
		for i, inner := range value {
			replaced, differs := f.selecting(inner)
			if !differs {
				continue
			}
			if copied == nil {
				copied = append(copied, value...)
			}
			copied[i] = replaced
		}
		if copied != nil {
			return copied, true
		}
	}
	return value, false
}

// selector is what stands under a key: a Service names labels alone, everything
// else has whole selectors.
func (f *Fit) selector(key string, value any) (any, bool) {
	if f.Selector == nil || key != "selector" && key != "labelSelector" {
		return f.selecting(value)
	}
	labels, _ := value.(map[string]any)
	if f.own(labels) {
		if all, _ := f.Selector["matchLabels"].(map[string]any); len(all) > 0 {
			return all, true
		}
		return f.PodLabels, true
	}
	if inner, _ := labels["matchLabels"].(map[string]any); len(labels) == 1 && f.own(inner) {
		return f.Selector, true
	}
	return f.selecting(value)
}
