package objects

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

// selector ties a workload to its Pods.
func (w *writer) selector() {
	chosen := podLabels(w.owner)
	if w.kind != schema.Job && w.kind != schema.CronJob {
		w.set(object.PathOf("spec", "selector", "matchLabels"), chosen)
	}
	labels := schema.TemplatePath(w.kind).Field("metadata").Field("labels")
	w.set(labels, object.PodLabels(refOf(w.owner)))
	w.set(labels, copied(chosen))
}

// podLabels are the labels by which a workload's Pods are chosen.
func podLabels(item *module.Item) map[string]any {
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
	if fields, _ := item.Workload().Raw().Value().(map[string]any); fields != nil {
		if value, said := schema.TemplatePath(item.Kind).Join(object.PathOf("metadata", "labels", object.LabelName)).At(fields); said {
			return value, true
		}
	}
	return name, given
}

// governing names the service that gives a StatefulSet's Pods their names.
func (w *writer) governing(item *module.Item) {
	if s := item.Governing(); len(s) == 1 {
		w.set(object.PathOf("spec", "serviceName"), s[0].Name().Value())
		w.from(object.PathOf("spec", "serviceName"), s[0].Header)
	}
}
