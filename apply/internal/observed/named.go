package observed

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Reader reads objects; *kube.Client is one.
type Reader interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
}

// List reads the objects of a selection, of which some are known by name. Where it may not
// be listed, those are read one by one.
func List(ctx context.Context, c Reader, s kube.Selection, named []object.Ref) ([]map[string]any, error) {
	contents, err := c.List(ctx, s)
	if apierrors.IsForbidden(err) && len(named) > 0 {
		return ByName(ctx, c, named, err)
	}
	return contents, err
}

// ByName reads those of some objects that exist, after a list of them was refused: who has
// rights in some namespaces only may see these, and who may read some Secrets not all. The
// error is the refusal where that is not allowed either.
func ByName(ctx context.Context, c Reader, named []object.Ref, refusal error) (contents []map[string]any, err error) {
	for _, ref := range named {
		content, err := c.Get(ctx, ref)
		switch {
		case apierrors.IsNotFound(err):
		case apierrors.IsForbidden(err):
			return nil, refusal
		case err != nil:
			return nil, err
		default:
			contents = append(contents, content)
		}
	}
	return contents, nil
}
