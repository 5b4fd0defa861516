package wanted

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// autoscaler finds the autoscaler that the configuration has for a workload, whether it is a
// target or not; nil where there is none.
func (w *Configuration) autoscaler(workload object.Ref) *object.Manifest {
	i := slices.IndexFunc(w.All, func(a object.Manifest) bool {
		return a.Ref.GroupKind() == kind.Autoscaler && a.Ref.Namespace == workload.Namespace && scales(&a, workload)
	})
	if i < 0 {
		return nil
	}
	return &w.All[i]
}

// scales reports whether an autoscaler's target is a workload. One that names no
// group means Kubernetes' own kind.
func scales(a *object.Manifest, workload object.Ref) bool {
	target, _ := object.At(a.Content, "spec", "scaleTargetRef").(map[string]any)
	of := kind.Of(target)
	return of.Kind == workload.Kind && target["name"] == workload.Name && (of.Group == workload.Group || target["apiVersion"] == nil)
}

// autoscaled reports whether the configuration leaves a workload's replicas to an
// autoscaler of the stack.
func (w *Configuration) autoscaled(m *object.Manifest) bool {
	return kind.About(m.Ref.GroupKind()).IsReplicated() && object.At(m.Content, "spec", "replicas") == nil && w.autoscaler(m.Ref) != nil
}

// Beginning is how many Pods a new workload begins with, and where that is set.
type Beginning struct {
	Replicas int64
	Origin   object.Range
}

// Begins is how a new workload begins whose replicas are left to an autoscaler: with
// the least that this will have. It is nil for all others.
func (w *Configuration) Begins(m *object.Manifest) *Beginning {
	a := w.autoscaler(m.Ref)
	if a == nil || object.At(m.Content, "spec", "replicas") != nil {
		return nil
	}
	return &Beginning{object.Number(a.Content, 1, "spec", "minReplicas"), a.SourceOf(object.PathOf("spec", "minReplicas"))}
}

// WithReplicas is a workload's content with a number of replicas, also of one that has
// no spec.
func WithReplicas(content map[string]any, n int64) map[string]any {
	return kubeschema.With(content, ReplicasPath(), n)
}

// ReplicasPath is where a workload's replicas are.
func ReplicasPath() object.Path { return object.PathOf("spec", "replicas") }
