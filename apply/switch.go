package apply

import (
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/plan"
)

// newPods are the rollouts for which the change of a Service has to wait because
// it begins to choose their Pods: before these are ready, nobody would answer.
// There are none for anything else.
func (o *ordering) newPods(c *plan.Change) []int {
	if c.Object.GroupKind() != kind.Service || c.Action != plan.Update && c.Action != plan.Adopt ||
		!slices.ContainsFunc(c.Fields, func(f plan.FieldChange) bool {
			return kubeschema.Within(f.Path, "spec.selector") && f.Op != plan.Take && f.Op != plan.Release
		}) {
		return nil
	}
	selector, _, _ := unstructured.NestedMap(o.desired[c.Object].Content, "spec", "selector")
	var steps []int
	for ref, a := range o.awaited {
		if ref.Namespace != c.Object.Namespace {
			continue
		}
		labels, _, _ := unstructured.NestedMap(o.desired[ref].Content, o.kinds.About(ref.GroupKind()).InTemplate("metadata", "labels")...)
		if len(selector) > 0 && chosen(labels, selector) {
			steps = append(steps, a)
		}
	}
	slices.Sort(steps)
	return steps
}

func chosen(labels, selector map[string]any) bool {
	for key, value := range selector {
		if labels[key] != value {
			return false
		}
	}
	return true
}
