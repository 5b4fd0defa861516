package objects

import (
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
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

// governing finds the service that gives a StatefulSet's Pods their names: the
// one that says so, or the only headless one.
func (c *compiler) governing(w *writer, item *module.Item) {
	var chosen, headless []*decode.Block
	for _, s := range item.Children("service") {
		if s.Bool("governing") {
			chosen = append(chosen, s)
		}
		if s.Bool("headless") {
			headless = append(headless, s)
		}
	}
	if len(chosen) == 0 {
		chosen = headless
	}
	switch len(chosen) {
	case 0:
		c.diags = append(c.diags, diag.Warning(item.Header, "No governing service",
			"%s has no headless service, so its Pods have no names in DNS. Add service \"…\" { headless = true … }.", item.Title()))
	case 1:
		w.set(steps{"spec", "serviceName"}, chosen[0].String("name"))
		w.from(steps{"spec", "serviceName"}, chosen[0].Header)
	default:
		c.diags = append(c.diags, diag.Error(chosen[1].Header, "Several governing services",
			"%s has %d services that could give its Pods their names, %s among them. Write governing = true in the one that shall.", item.Title(), len(chosen), chosen[0].Title()))
	}
}
