package object

import "github.com/workloadlang/wl/internal/kind"

// ScaleTarget is the workload on whose replicas an object decides.
type ScaleTarget struct {
	namespace, kind, name string
	group                 string
	anyGroup              bool
}

// ScaleTargetOf is what an object scales: that which a HorizontalPodAutoscaler names in
// spec.scaleTargetRef, and with it the autoscalers of custom kinds that do as it does,
// KEDA's for one. One that names no kind means a Deployment, and one that names no group the
// kind of whichever group has it.
func ScaleTargetOf(m *Manifest) (ScaleTarget, bool) {
	ref, _ := At(m.Content, "spec", "scaleTargetRef").(map[string]any)
	name, _ := ref["name"].(string)
	if name == "" {
		return ScaleTarget{}, false
	}
	t := ScaleTarget{namespace: m.Ref.Namespace, kind: kind.Deployment.Kind, name: name, anyGroup: ref["apiVersion"] == nil, group: kind.Of(ref).Group}
	if k, _ := ref["kind"].(string); k != "" {
		t.kind = k
	}
	return t, true
}

// Is reports whether the target is an object.
func (t ScaleTarget) Is(r Ref) bool {
	return t.name == r.Name && t.kind == r.Kind && t.namespace == r.Namespace && (t.anyGroup || t.group == r.Group)
}
