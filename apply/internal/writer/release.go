package writer

import (
	"context"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// Release gives an object up, by one request: who owned its fields through the stack
// owns them no more, and its marks go. An object that is gone, or is another one of the
// same name, is none of the stack's, and stays as it is.
func (w Writer) Release(ctx context.Context, s *step.Step) error {
	op, _ := s.Operations[len(s.Operations)-1].(step.ReleaseOwnership)
	for moved, lost := retry.ChangedObject().Begin(), retry.LostAnswer().Begin(); ; {
		if err := w.Check(); err != nil {
			return err
		}
		content, err := w.Cluster.Get(ctx, s.Object)
		if apierrors.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		live, err := object.MetaOf(content)
		if err != nil {
			return err
		}
		if live.UID != s.If.UID {
			return w.another(s, live)
		}
		edit, changes := w.releasing(live, op)
		if !changes {
			return nil
		}
		_, err = w.Cluster.EditMetadata(ctx, live, edit)
		if apierrors.IsNotFound(err) {
			return nil
		}
		again := (apierrors.IsConflict(err) || isFailedTest(err)) && moved.Again(ctx) || isUncertain(err) && lost.Again(ctx)
		if !again {
			return err
		}
	}
}

// releasing is what becomes of an object's metadata, and whether that is anything else
// than it is.
func (w Writer) releasing(live object.Meta, op step.ReleaseOwnership) (edit kube.MetadataEdit, changes bool) {
	edit.Managers = slices.DeleteFunc(slices.Clone(live.Managers), func(e object.ManagerEntry) bool { return e.Manager == w.Manager })
	edit.RemoveLabels, edit.RemoveAnnotations = still(op.Labels, live.Labels), still(op.Annotations, live.Annotations)
	return edit, len(edit.Managers) != len(live.Managers) || len(edit.RemoveLabels)+len(edit.RemoveAnnotations) > 0
}

// still lists the keys that have the same value as before, sorted.
func still(before, now map[string]string) []string {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if value, there := now[key]; there && value == before[key] {
			keys = append(keys, key)
		}
	}
	return keys
}
