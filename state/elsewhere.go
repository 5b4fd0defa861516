package state

import (
	"context"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Lister reads the metadata of objects.
type Lister interface {
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
}

// Elsewhere finds the stacks of the same name whose state is in another
// namespace of the cluster; in the given one, unless it is empty. It is one
// request, whose answer is as long as there are such stacks.
func Elsewhere(ctx context.Context, c Lister, s object.Stack, namespace string) ([]object.Stack, error) {
	metas, err := c.ListMeta(ctx, kube.Selection{
		Kind: kind.Secret, Namespace: namespace,
		LabelSelector: labelState + "=" + s.Name + "," + object.LabelApplySetID,
	})
	if err != nil {
		return nil, err
	}
	var found []object.Stack
	for _, m := range metas {
		other := object.Stack{Name: s.Name, Namespace: m.Ref.Namespace}
		if m.Ref.Name == other.StateName() && other != s {
			found = append(found, other)
		}
	}
	return found, nil
}
