package plan

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/object"
)

// shrinking looks whether the server has refused a claim because it shrinks.
func (p *planner) shrinking(ctx context.Context, s subject) (*Problem, error) {
	if s.manifest.Ref.GroupKind() != claimKind() {
		return nil, nil
	}
	live, err := p.live.get(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return shrinks(s.manifest, live), nil
}

func claimKind() object.GroupKind { return object.GroupKind{Kind: "PersistentVolumeClaim"} }

// shrinks says of a claim whose size the configuration makes smaller than what
// the live one has that this cannot be: a volume only grows.
func shrinks(m *object.Manifest, live map[string]any) *Problem {
	if m.Ref.GroupKind() != claimKind() {
		return nil
	}
	size := []string{"spec", "resources", "requests", "storage"}
	has, known := at(live, "status", "capacity", "storage").(string)
	if !known {
		has, _ = at(live, size...).(string)
	}
	wants, _ := at(m.Content, size...).(string)
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
		Detail: fmt.Sprintf("%s holds %s, and the configuration asks for %s; volumes only grow. Set size = %q or more, or make a claim of another name and move the data.", m.Ref, has, wants, has),
	}
}
