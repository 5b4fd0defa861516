package plan

import (
	"context"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// unsized returns why the server has refused a claim, where that is for its size;
// nil where it is not.
func (p *planner) unsized(ctx context.Context, s subject, refusal error) (*Problem, error) {
	if s.manifest.Ref.GroupKind() != kind.Claim {
		return nil, nil
	}
	live, err := p.live.get(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if problem := shrinks(s.manifest, live); problem != nil {
		return problem, nil
	}
	// The server has no reason of its own for either.
	if text := refusal.Error(); !strings.Contains(text, "bound claims") && !strings.Contains(text, "resize") {
		return nil, nil
	}
	return cannotGrow(s.manifest, live), nil
}

// cannotGrow explains for a claim that was to grow, and that the server refuses, what
// growing takes.
func cannotGrow(m *object.Manifest, live map[string]any) *Problem {
	has, _ := at(live, claimSize()...).(string)
	wants, _ := at(m.Content, claimSize()...).(string)
	if has == wants {
		return nil
	}
	p := problem(ProblemClaimUnbound, fact.Args{"object": m.Ref, "size": wants})
	if at(live, "status", "phase") == "Bound" {
		class, _ := at(live, "spec", "storageClassName").(string)
		p = problem(ProblemClaimNotExpandable, fact.Args{"object": m.Ref, "has": has, "size": wants, "class": class})
	}
	p.Path, p.Origin = claimSizePath(), m.SourceOf(claimSizePath())
	return &p
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
		has, _ = at(live, claimSize()...).(string)
	}
	wants, _ := at(m.Content, claimSize()...).(string)
	old, err := resource.ParseQuantity(has)
	if err != nil {
		return nil
	}
	want, err := resource.ParseQuantity(wants)
	if err != nil || want.Cmp(old) >= 0 {
		return nil
	}
	p := problem(ProblemClaimShrinks, fact.Args{"object": m.Ref, "has": has, "size": wants})
	p.Path, p.Origin = claimSizePath(), m.SourceOf(claimSizePath())
	return &p
}
