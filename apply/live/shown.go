package live

import (
	"context"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Shown reads the object of an entry as it may be shown: without its sensitive values and
// those of others, which the mask knows, and without the record of its field managers. It is
// nil where the object does not exist.
func Shown(ctx context.Context, c Cluster, e *state.Entry, others object.Mask) (map[string]any, error) {
	content, err := c.Get(ctx, e.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	mask, err := observed.MaskOf(e.Ref, content, e.Sensitive)
	if err != nil {
		return nil, err
	}
	hidden := []object.Path{object.PathOf("data"), object.PathOf("stringData")}
	if e.Ref.GroupKind() != kind.Secret {
		marked, err := kubeschema.Mark(e.Ref, content, e.Sensitive)
		if err != nil {
			return nil, err
		}
		hidden = marked.Sensitive
	}
	if metadata, ok := content["metadata"].(map[string]any); ok {
		delete(metadata, "managedFields")
	}
	shown, _ := masked(object.Path{}, content, hidden, mask.With(others)).(map[string]any)
	return shown, nil
}

// masked is a value at a place of an object without what is hidden: every value at such
// a place, and what other texts repeat of it.
func masked(at object.Path, v any, hidden []object.Path, mask object.Mask) any {
	switch v := v.(type) {
	case map[string]any:
		shown := maps.Clone(v)
		for name, inner := range v {
			shown[name] = masked(at.Field(name), inner, hidden, mask)
		}
		return shown
	case []any:
		shown := slices.Clone(v)
		for i, inner := range v {
			shown[i] = masked(at.Index(i), inner, hidden, mask)
		}
		return shown
	}
	if slices.ContainsFunc(hidden, at.HasPrefix) {
		return object.Masked
	}
	if text, ok := v.(string); ok {
		return mask.Text(text)
	}
	return v
}
