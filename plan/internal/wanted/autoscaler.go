package wanted

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// noteScaling notes by what it is known who decides on replicas: the autoscalers that the
// configuration has, whether they are targets or not, and its definitions of kinds.
func (w *Configuration) noteScaling() {
	w.definitions = map[kind.GroupKind]map[string]any{}
	for i := range w.All {
		m := &w.All[i]
		if _, scales := object.ScaleTargetOf(m); scales {
			w.autoscalers = append(w.autoscalers, m)
		}
		if m.Ref.GroupKind() == kind.Definition {
			w.definitions[DefinedBy(m.Content)] = m.Content
		}
	}
}

// autoscaler finds the autoscaler of a workload; nil where there is none.
func (w *Configuration) autoscaler(workload object.Ref) *object.Manifest {
	i := slices.IndexFunc(w.autoscalers, func(a *object.Manifest) bool {
		target, _ := object.ScaleTargetOf(a)
		return target.Is(workload)
	})
	if i < 0 {
		return nil
	}
	return w.autoscalers[i]
}

// autoscaled is the field that the configuration leaves to an autoscaler of the stack; the
// root where it leaves none. Of a kind whose definition is not the stack's it is the usual
// one: what is left to others is not made, only kept.
func (w *Configuration) autoscaled(m *object.Manifest) object.Path {
	if w.autoscaler(m.Ref) == nil {
		return object.Path{}
	}
	at, known := w.scaledField(m)
	if !known {
		at = ReplicasPath()
	}
	if set, _ := at.At(m.Content); set != nil {
		return object.Path{}
	}
	return at
}

// scaledField is the field that the subresource scale of an object sets, the root where it
// has none. What a definition that is not the stack's says of it is not known.
func (w *Configuration) scaledField(m *object.Manifest) (at object.Path, known bool) {
	gk := m.Ref.GroupKind()
	switch {
	case kind.About(gk).Scaled:
		return ReplicasPath(), true
	case kind.IsBuiltInGroup(gk.Group):
		return object.Path{}, true
	}
	definition, known := w.definitions[gk]
	return scalePath(definition, m.Version()), known
}

// DefinedBy is the kind that a definition defines.
func DefinedBy(definition map[string]any) kind.GroupKind {
	group, _ := object.At(definition, "spec", "group").(string)
	name, _ := object.At(definition, "spec", "names", "kind").(string)
	return kind.GroupKind{Group: group, Kind: name}
}

// scalePath is the field that a definition has the subresource scale of a version set; the
// root where there is none, or its path is not of plain names.
func scalePath(definition map[string]any, version string) object.Path {
	versions, _ := object.At(definition, "spec", "versions").([]any)
	for _, v := range versions {
		v, _ := v.(map[string]any)
		at, _ := object.At(v, "subresources", "scale", "specReplicasPath").(string)
		if v["name"] == version && strings.HasPrefix(at, ".spec.") && !strings.ContainsAny(at, `[]'"`) {
			return object.PathOf(strings.Split(at, ".")[1:]...)
		}
	}
	return object.Path{}
}

// Beginning is how many Pods a new workload begins with, in which field, and where that is set.
type Beginning struct {
	Replicas int64
	Field    object.Path
	Origin   object.Range
}

// Of is content that begins so.
func (b *Beginning) Of(content map[string]any) map[string]any {
	return kubeschema.With(content, b.Field, b.Replicas)
}

// Begins is how a new workload begins whose replicas are left to an autoscaler: with
// the least that this will have. It is nil for all others, and where it is not known which
// field the autoscaler sets.
func (w *Configuration) Begins(m *object.Manifest) *Beginning {
	at := w.autoscaled(m)
	if _, known := w.scaledField(m); at.IsRoot() || !known {
		return nil
	}
	a, least := w.autoscaler(m.Ref), "minReplicas"
	if object.At(a.Content, "spec", least) == nil {
		least = "minReplicaCount" // as KEDA calls it
	}
	return &Beginning{object.Number(a.Content, 1, "spec", least), at, a.SourceOf(object.PathOf("spec", least))}
}

// WithReplicas is a workload's content with a number of replicas, also of one that has
// no spec.
func WithReplicas(content map[string]any, n int64) map[string]any {
	return kubeschema.With(content, ReplicasPath(), n)
}

// ReplicasPath is where a workload's replicas are.
func ReplicasPath() object.Path { return object.PathOf("spec", "replicas") }
