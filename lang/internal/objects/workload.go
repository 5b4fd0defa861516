package objects

import (
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

// selector ties a workload to its Pods. The kind is part of it, so that a
// Deployment and a StatefulSet of one name do not share Pods; the stack is
// not, so that renaming the stack restarts nothing.
func (w *writer) selector(name string) {
	if w.kind != schema.Job && w.kind != schema.CronJob {
		w.set(steps{"spec", "selector", "matchLabels"}, podLabels(name, w.kind))
	}
	w.set(steps{}.then(schema.TemplateSteps(w.kind)...).then("metadata", "labels"), podLabels(name, w.kind))
}

func podLabels(name string, k schema.Kinds) map[string]any {
	return map[string]any{object.LabelName: name, object.LabelKind: strings.ToLower(k.String())}
}

// governing names the service that gives a StatefulSet's Pods their names.
func (w *writer) governing(item *module.Item) {
	if s := item.Governing(); len(s) == 1 {
		w.set(steps{"spec", "serviceName"}, s[0].String("name"))
		w.from(steps{"spec", "serviceName"}, s[0].Header)
	}
}
