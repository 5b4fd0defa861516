package check

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/selection"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/schema"
)

// selector checks that a workload's own selector selects its Pods.
func (w *workload) selector() {
	own, manual := w.Workload().Selector(), w.Workload().Advanced().Job().ManualSelector()
	switch {
	case !own.Present():
		if manual.Value() {
			w.fail(manual.Range(), "Missing required block", "manual_selector needs a selector. Add selector { match_labels = {…} } to %s.", w.Title())
		}
		return
	case w.Kind == schema.Job && !manual.Value():
		w.fail(own.Header, "Conflicting arguments", "The server selects the Pods of a Job itself. Remove selector, or write manual_selector = true in the block job.")
	case len(own.MatchLabels().Value()) == 0 && len(own.Matches()) == 0:
		if !w.Failed {
			w.fail(own.Header, "Invalid value", "selector selects no Pods. Add match_labels = {…} or match \"…\" {…}, or remove the block.")
		}
		return
	}
	labelSelector{w.report, own}.check()
	pods, given := w.podLabels(), w.Workload().Advanced().Metadata().PodLabels()
	for _, key := range slices.Sorted(maps.Keys(own.MatchLabels().Value())) {
		if want, has := own.MatchLabels().Value()[key].(string), pods[key]; has != want {
			at := own.MatchLabels().ElementRange(key)
			if given.Value()[key] != nil {
				at = given.ElementRange(key)
			}
			w.fail(at, "Selector does not match", "The Pods of %s have the label %s = %q, but its selector needs %q. Write the same in both.", w.Title(), key, has, want)
		}
	}
	for _, m := range own.Matches() {
		if r := requirement(m); r != nil && !w.Failed && !r.Matches(pods) {
			w.fail(m.Header, "Selector does not match", "The labels of the Pods of %s do not meet this condition of its selector. Add a label in pod_labels, or correct the condition.", w.Title())
		}
	}
}

// podLabels are the labels of the workload's Pods, where it has a selector.
func (w *workload) podLabels() labels.Set {
	pods := make(labels.Set)
	template := schema.TemplatePath(w.Kind).Field("metadata").Field("labels")
	var raw map[string]any
	if fields, ok := w.Workload().Raw().Value().(map[string]any); ok {
		at, _ := template.At(fields)
		raw, _ = at.(map[string]any)
	}
	usual := object.PodLabels(object.Ref{Kind: w.Kind.String(), Name: w.Workload().Name().Value()})
	for _, some := range []map[string]any{usual, w.Workload().Selector().MatchLabels().Value(), w.Workload().Advanced().Metadata().PodLabels().Value(), raw} {
		for key, v := range some {
			if text, ok := v.(string); ok {
				pods[key] = text
			}
		}
	}
	return pods
}

// labelSelector is a selector being checked.
type labelSelector struct {
	*report
	blocks.LabelSelector
}

// check holds its conditions to what the server takes.
func (s labelSelector) check() {
	conditions(s.report, s.Matches())
}

// requirement is a condition as Kubernetes evaluates it; nil where it is in error.
func requirement(m blocks.Match) *labels.Requirement {
	operators := map[string]selection.Operator{"In": selection.In, "NotIn": selection.NotIn, "Exists": selection.Exists, "DoesNotExist": selection.DoesNotExist}
	var values []string
	for _, v := range m.Values().Value() {
		text, _ := v.(string)
		values = append(values, text)
	}
	r, err := labels.NewRequirement(m.Label, operators[m.Operator().Value()], values)
	if err != nil {
		return nil
	}
	return r
}
