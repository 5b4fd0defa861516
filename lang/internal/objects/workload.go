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
		w.set(steps{"spec", "selector", "matchLabels"}, chosen)
	}
	labels := steps{}.then(schema.TemplateSteps(w.kind)...).then("metadata", "labels")
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
	return object.Ref{Kind: workload.Kind.String(), Name: workload.String("name")}
}

// podName is what the configuration says of the label with the Pods' name: nil
// where it takes the label away.
func podName(item *module.Item) (name any, given bool) {
	if metadata := item.Child("advanced", "metadata"); metadata != nil && metadata.Get("pod_labels") != nil {
		labels, _ := metadata.Get("pod_labels").Data.(map[string]any)
		name, given = labels[object.LabelName]
	}
	if raw := item.Get("raw"); raw != nil {
		fields, _ := raw.Data.(map[string]any)
		labels, _ := at(fields, steps{}.then(schema.TemplateSteps(item.Kind)...).then("metadata", "labels")).(map[string]any)
		if value, said := labels[object.LabelName]; said {
			return value, true
		}
	}
	return name, given
}

// governing names the service that gives a StatefulSet's Pods their names.
func (w *writer) governing(item *module.Item) {
	if s := item.Governing(); len(s) == 1 {
		w.set(steps{"spec", "serviceName"}, s[0].String("name"))
		w.from(steps{"spec", "serviceName"}, s[0].Header)
	}
}
