package objects

import (
	"cmp"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// replicas leave the object where an autoscaler decides on them.
func replicas(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	if !w.owner.Workload().Advanced().Autoscale().Present() {
		w.write(at, a)
		w.manifest.ReplicasImplied = a.Implied && at == object.PathOf("spec", "replicas")
	}
}

// autoscale leads to the workload.
func autoscale(w *writer, _ *decode.Block, _ object.Path) {
	k := kindNamed(w.kind.String())
	w.set(object.PathOf("spec", "scaleTargetRef"), map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind, "name": w.owner.Object().Name().Value()})
}

// metric is a target for a resource, whose name the argument begins with.
func metric(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	resource, _, _ := strings.Cut(a.Schema.Name, "_")
	item := w.add(at, map[string]any{"type": "Resource", "resource": map[string]any{
		"name": resource, "target": map[string]any{"type": "Utilization", "averageUtilization": a.Data},
	}})
	w.from(item, a.Range)
	w.mark(item.Field("resource").Field("target").Field("averageUtilization"), a, object.Path{})
}

// metricSource completes a metric: its type, and that of its target.
func metricSource(w *writer, b *decode.Block, here object.Path) {
	source := map[string]string{"container_resource": "containerResource"}[b.Schema.Name]
	source = cmp.Or(source, b.Schema.Name)
	w.set(here.Field("type"), strings.ToUpper(source[:1])+source[1:])
	for argument, kind := range map[string]string{"average_utilization": "Utilization", "average_value": "AverageValue", "value": "Value"} {
		if b.Get(argument) != nil { // there is one of them
			w.set(here.Field(source).Field("target").Field("type"), kind)
		}
	}
}

// budget covers the workload's Pods, by what the selector goes by.
func budget(w *writer, b *decode.Block, _ object.Path) {
	if !(blocks.DisruptionBudget{Block: b}).Selector().Present() {
		w.set(object.PathOf("spec", "selector", "matchLabels"), podLabels(w.owner))
	}
}
