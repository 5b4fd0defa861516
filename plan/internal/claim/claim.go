// Package claim judges how much storage claims, and the templates of claims, ask for: they can
// only grow. It asks nothing.
package claim

import (
	"fmt"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Size is how much storage a claim requests, or a template of claims; empty where it
// does not say.
func Size(claim map[string]any) string {
	switch size := object.At(claim, claimSize()...).(type) {
	case nil:
		return ""
	case string:
		return size
	default:
		return fmt.Sprint(size)
	}
}

func claimSize() []string { return []string{"spec", "resources", "requests", "storage"} }

// SizePath is where a claim says how much storage it requests.
func SizePath() object.Path { return object.PathOf(claimSize()...) }

// Shrinks explains for a claim of which the configuration requests less than the live one does
// that this cannot be: a volume only grows. How large the volume is says nothing, for it may be
// larger than what was requested.
func Shrinks(m *object.Manifest, live map[string]any) *plan.Problem {
	has, wants := Size(live), Size(m.Content)
	if m.Ref.GroupKind() != kind.Claim || has == "" || wants == "" || !Larger(has, wants) {
		return nil
	}
	p := plan.NewProblem(plan.ProblemClaimShrinks, fact.Args{"object": m.Ref, "has": has, "size": wants})
	p.Path, p.Origin = SizePath(), m.SourceOf(SizePath())
	return &p
}

// ShrinksUnasked is the same where the server is not asked: it lets an expansion be made smaller
// that has not happened yet.
func ShrinksUnasked(m *object.Manifest, live map[string]any) *plan.Problem {
	capacity, bound := object.At(live, "status", "capacity", "storage").(string)
	if wants := Size(m.Content); bound && wants != "" && Larger(wants, capacity) {
		return nil
	}
	return Shrinks(m, live)
}

// CannotGrow explains for a claim that was to grow, and that the server refuses for that, what
// growing takes.
func CannotGrow(m *object.Manifest, live map[string]any) *plan.Problem {
	has, wants := Size(live), Size(m.Content)
	if wants == "" || !Larger(wants, has) {
		return nil
	}
	p := plan.NewProblem(plan.ProblemClaimUnbound, fact.Args{"object": m.Ref, "size": wants})
	if IsBound(live) {
		class, _ := object.At(live, "spec", "storageClassName").(string)
		p = plan.NewProblem(plan.ProblemClaimNotExpandable, fact.Args{"object": m.Ref, "has": has, "size": wants, "class": class})
	}
	p.Path, p.Origin = SizePath(), m.SourceOf(SizePath())
	return &p
}

// IsBound reports whether a claim has its volume: only then may its size be changed.
func IsBound(live map[string]any) bool { return object.At(live, "status", "phase") == "Bound" }

// Resizable reports whether a path is the size of a claim, and not why the claim cannot be
// changed: it is the same in another unit, or the claim is bound.
func Resizable(live map[string]any, m *object.Manifest, path object.Path) bool {
	if m.Ref.GroupKind() != kind.Claim || path != SizePath() {
		return false
	}
	has, wants := object.Quantity(Size(live)), object.Quantity(Size(m.Content))
	return IsBound(live) || has.Cmp(wants) == 0
}

// Larger compares two quantities.
func Larger(a, b string) bool {
	x, y := object.Quantity(a), object.Quantity(b)
	return x.Cmp(y) > 0
}
