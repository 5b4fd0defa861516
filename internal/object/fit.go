package object

import (
	"maps"
	"reflect"
)

// Fit is how what is desired of a workload is fitted to a live one that wl has
// not made: how a workload chooses its Pods is fixed when it is created. Whatever
// else means these Pods, a Service say, chooses them likewise.
type Fit struct {
	Object Ref `json:"object"`
	// Instead are the labels by which wl chooses the Pods of workloads that it
	// makes.
	Instead map[string]any `json:"instead"`
	// Selector is the live spec.selector; of a Job, whose Pods bear other labels
	// as well, there is none.
	Selector map[string]any `json:"selector,omitempty"`
	// PodLabels are labels of the live Pod template: those by which it is chosen or
	// which are named like ours, and those of which the configuration said nothing.
	PodLabels map[string]any `json:"pod_labels,omitempty"`
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
		at := append(TemplatePath(m.Ref.GroupKind()), "metadata", "labels")
		fitted.Content = edited(fitted.Content, at, func(labels map[string]any) {
			for key := range f.Instead {
				delete(labels, key)
			}
			maps.Copy(labels, f.PodLabels)
		})
	}
	return &fitted
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
	if reflect.DeepEqual(labels, f.Instead) {
		if all, _ := f.Selector["matchLabels"].(map[string]any); len(all) > 0 {
			return all, true
		}
		return f.PodLabels, true
	}
	if reflect.DeepEqual(labels, map[string]any{"matchLabels": f.Instead}) {
		return f.Selector, true
	}
	return f.selecting(value)
}
