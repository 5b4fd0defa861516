package observed

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// Reader reads objects; *kube.Client is one.
type Reader interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
}

// List reads the objects of a selection, of which some are known by name. Where it may not,
// or cannot, be listed, those are read one by one.
func List(ctx context.Context, c Reader, s kube.Selection, named []object.Ref) ([]map[string]any, error) {
	contents, err := c.List(ctx, s)
	if (apierrors.IsForbidden(err) || kube.IsStorageUnready(err)) && len(named) > 0 {
		return ByName(ctx, c, named, err)
	}
	return contents, err
}

// ByName reads those of some objects that exist, after a list of them was refused: who has
// rights in some namespaces only may see these, and who may read some Secrets not all. The
// error is the refusal where that is not allowed either: of Secrets the one to get them, because
// the right to list them is the one to read all.
func ByName(ctx context.Context, c Reader, named []object.Ref, refusal error) (contents []map[string]any, err error) {
	for _, ref := range named {
		content, err := c.Get(ctx, ref)
		switch {
		case apierrors.IsNotFound(err):
		case apierrors.IsForbidden(err) && ref.GroupKind() == kind.Secret:
			return nil, err
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

// unlabelledAtOnce is how many objects without the stack's label are looked for at once.
const unlabelledAtOnce = 16

// Unlabelled reads those of the stack's objects that are there and that no list of what bears
// the stack's label has, because they have lost it. Whoever may not look is told of none.
func Unlabelled(ctx context.Context, c Reader, entries []state.Entry, listed func(object.Ref) bool) ([]map[string]any, error) {
	lacking := slices.DeleteFunc(slices.Clone(entries), func(e state.Entry) bool { return e.UID == "" || listed(e.Ref) })
	found, err := pool.Map(ctx, unlabelledAtOnce, lacking, func(ctx context.Context, e state.Entry) (map[string]any, error) {
		content, err := c.Get(ctx, e.Ref)
		if err == nil && object.At(content, "metadata", "uid") == e.UID {
			return content, nil
		}
		if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) || kube.IsNotServed(err) {
			err = nil
		}
		return nil, err
	})
	return slices.DeleteFunc(found, func(content map[string]any) bool { return content == nil }), err
}

// IsLabelled reports whether a live object bears the stack's label, by which its watches see it.
func IsLabelled(content map[string]any, stack object.Stack) bool {
	return object.At(content, "metadata", "labels", object.LabelApplySet) == stack.ApplySetID()
}
