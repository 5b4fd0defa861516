package plan

import (
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// sizeOf is how much storage a claim asks for, or a template of claims; empty where it
// does not say.
func sizeOf(claim map[string]any) string {
	size, _ := at(claim, claimSize()...).(string)
	return size
}

func claimSize() []string { return []string{"spec", "resources", "requests", "storage"} }

func claimSizePath() object.Path { return object.PathOf(claimSize()...) }

// shrinks explains for a claim whose size the configuration makes smaller than what
// the live one has that this cannot be: a volume only grows.
func shrinks(m *object.Manifest, live map[string]any) *Problem {
	if m.Ref.GroupKind() != kind.Claim {
		return nil
	}
	has, known := at(live, "status", "capacity", "storage").(string)
	if !known {
		has = sizeOf(live)
	}
	wants := sizeOf(m.Content)
	old, err := resource.ParseQuantity(has)
	if err != nil {
		return nil
	}
	want, err := resource.ParseQuantity(wants)
	if err != nil || want.Cmp(old) >= 0 {
		return nil
	}
	p := NewProblem(ProblemClaimShrinks, fact.Args{"object": m.Ref, "has": has, "size": wants})
	p.Path, p.Origin = claimSizePath(), m.SourceOf(claimSizePath())
	return &p
}

// cannotGrow explains for a claim that was to grow, and that the server refuses, what
// growing takes.
func cannotGrow(m *object.Manifest, live map[string]any) *Problem {
	has, wants := sizeOf(live), sizeOf(m.Content)
	if has == wants {
		return nil
	}
	p := NewProblem(ProblemClaimUnbound, fact.Args{"object": m.Ref, "size": wants})
	if at(live, "status", "phase") == "Bound" {
		class, _ := at(live, "spec", "storageClassName").(string)
		p = NewProblem(ProblemClaimNotExpandable, fact.Args{"object": m.Ref, "has": has, "size": wants, "class": class})
	}
	p.Path, p.Origin = claimSizePath(), m.SourceOf(claimSizePath())
	return &p
}

// larger compares two quantities.
func larger(a, b string) bool {
	x, y := quantityOf(a), quantityOf(b)
	return x.Cmp(y) > 0
}
