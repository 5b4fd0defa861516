package objects

import (
	"maps"

	batchv1 "k8s.io/api/batch/v1"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

// selector ties a workload to its Pods. Its own selector, where it has one, is
// written as every other block; the Pods get its labels.
func (w *writer) selector() {
	chosen, own := podLabels(w.owner), w.owner.Workload().Selector()
	if w.kind != schema.Job && w.kind != schema.CronJob && !own.Present() {
		w.set(object.PathOf("spec", "selector", "matchLabels"), chosen)
	}
	labels := schema.TemplatePath(w.kind).Field("metadata").Field("labels")
	w.set(labels, object.PodLabels(refOf(w.owner)))
	w.set(labels, copied(chosen))
	w.set(labels, copied(own.MatchLabels().Value()))
	if w.owner.Workload().Advanced().Job().ManualSelector().Value() {
		w.set(labels, map[string]any{batchv1.JobNameLabel: w.manifest.Ref.Name}) // wl finds its Pods by it, and the server does not add it
	}
}

// podLabels are the labels by which a workload's Pods are chosen.
func podLabels(item *module.Item) map[string]any {
	if own := item.Workload().Selector(); own.MatchLabels().Present() && len(own.Matches()) == 0 {
		return maps.Clone(own.MatchLabels().Value())
	}
	ref := refOf(item)
	usual := object.PodLabels(ref)
	if name, given := podName(item); given && name != usual[object.LabelName] {
		return object.NamedPodLabels(ref)
	}
	return usual
}

func refOf(workload *module.Item) object.Ref {
	return object.Ref{Kind: workload.Kind.String(), Name: workload.Object().Name().Value()}
}

// podName is what the configuration says of the label with the Pods' name: nil
// where it takes the label away.
func podName(item *module.Item) (name any, given bool) {
	name, given = item.Workload().Advanced().Metadata().PodLabels().Value()[object.LabelName]
	if !given {
		name, given = item.Workload().Selector().MatchLabels().Value()[object.LabelName]
	}
	if fields, _ := item.Workload().Raw().Value().(map[string]any); fields != nil {
		if value, said := schema.TemplatePath(item.Kind).Join(object.PathOf("metadata", "labels", object.LabelName)).At(fields); said {
			return value, true
		}
	}
	return name, given
}

// governing names the service that gives a StatefulSet's Pods their names, where
// it is one of the workload's.
func (w *writer) governing(item *module.Item) {
	if s := item.Governing(); len(s) == 1 {
		w.set(object.PathOf("spec", "serviceName"), s[0].Name().Value())
		w.from(object.PathOf("spec", "serviceName"), s[0].Header)
	}
}
