package plan

import (
	"context"
	"fmt"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"

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
	problem := &Problem{Summary: "The claim cannot be expanded", Path: "spec.resources.requests.storage", Origin: m.SourceOf("/spec/resources/requests/storage")}
	if at(live, "status", "phase") != "Bound" {
		problem.Detail = fmt.Sprintf("%s is not bound to a volume yet, and only a bound claim can be expanded. Wait until a Pod uses it, or delete it first: apply creates it again with %s.", m.Ref, wants)
	} else {
		class, _ := at(live, "spec", "storageClassName").(string)
		problem.Detail = fmt.Sprintf("%s has %s, and its StorageClass %q does not allow volume expansion. Set allowVolumeExpansion in the class, or create a claim of another name with %s and move the data.", m.Ref, has, class, wants)
	}
	return problem
}

func claimSize() []string { return []string{"spec", "resources", "requests", "storage"} }

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
	return &Problem{
		Summary: "A claim cannot shrink", Path: "spec.resources.requests.storage", Origin: m.SourceOf("/spec/resources/requests/storage"),
		Detail: fmt.Sprintf("%s has %s, and the configuration sets %s. Kubernetes only expands volumes. Set size = %q or more, or create a claim of another name and move the data.", m.Ref, has, wants, has),
	}
}
