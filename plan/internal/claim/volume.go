package claim

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// UserOf returns the claim that is bound to a volume, as namespace/name; "" where none is.
func UserOf(volume map[string]any) string {
	if object.At(volume, "status", "phase") != "Bound" {
		return ""
	}
	namespace, _ := object.At(volume, "spec", "claimRef", "namespace").(string)
	name, _ := object.At(volume, "spec", "claimRef", "name").(string)
	return namespace + "/" + name
}

// VolumeInUse explains for a volume that would have to be replaced that this cannot be
// while a claim is bound to it: Kubernetes keeps it for as long.
func VolumeInUse(m *object.Manifest, live map[string]any, because []object.Path) *plan.Problem {
	user := UserOf(live)
	if m.Ref.GroupKind() != kind.Volume || user == "" {
		return nil
	}
	p := plan.NewProblem(plan.ProblemVolumeInUse, fact.Args{"object": m.Ref, "claim": user, "because": object.PathTexts(because)})
	p.Path = because[0]
	p.Origin = m.SourceOf(p.Path)
	return &p
}
