// Package claim judges how much storage claims, and the templates of claims, ask for: they can
// only grow. It asks nothing.
package claim

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Size is how much storage a claim requests, or a template of claims; empty where it
// does not say.
func Size(claim map[string]any) string {
	size, _ := object.At(claim, claimSize()...).(string)
	return size
}

func claimSize() []string { return []string{"spec", "resources", "requests", "storage"} }

func claimSizePath() object.Path { return object.PathOf(claimSize()...) }

// Shrinks explains for a claim whose size the configuration makes smaller than what
// the live one has that this cannot be: a volume only grows.
func Shrinks(m *object.Manifest, live map[string]any) *plan.Problem {
	if m.Ref.GroupKind() != kind.Claim {
		return nil
	}
	has, known := object.At(live, "status", "capacity", "storage").(string)
	if !known {
		has = Size(live)
	}
	wants := Size(m.Content)
	old, err := object.ParseQuantity(has)
	if err != nil {
		return nil
	}
	want, err := object.ParseQuantity(wants)
	if err != nil || want.Cmp(old) >= 0 {
		return nil
	}
	p := plan.NewProblem(plan.ProblemClaimShrinks, fact.Args{"object": m.Ref, "has": has, "size": wants})
	p.Path, p.Origin = claimSizePath(), m.SourceOf(claimSizePath())
	return &p
}

// CannotGrow explains for a claim that was to grow, and that the server refuses, what
// growing takes.
func CannotGrow(m *object.Manifest, live map[string]any) *plan.Problem {
	has, wants := Size(live), Size(m.Content)
	if has == wants {
		return nil
	}
	p := plan.NewProblem(plan.ProblemClaimUnbound, fact.Args{"object": m.Ref, "size": wants})
	if object.At(live, "status", "phase") == "Bound" {
		class, _ := object.At(live, "spec", "storageClassName").(string)
		p = plan.NewProblem(plan.ProblemClaimNotExpandable, fact.Args{"object": m.Ref, "has": has, "size": wants, "class": class})
	}
	p.Path, p.Origin = claimSizePath(), m.SourceOf(claimSizePath())
	return &p
}

// Larger compares two quantities.
func Larger(a, b string) bool {
	x, y := object.Quantity(a), object.Quantity(b)
	return x.Cmp(y) > 0
}
