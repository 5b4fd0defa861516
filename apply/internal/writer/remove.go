package writer

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// Removed is what came of a removal.
type Removed struct {
	// Live is the UID under which the object is still there; "" if it is gone.
	Live types.UID
	// Carried is the content with which the object is to be created again, where
	// others decide on fields of it: with what those hold at this moment.
	Carried map[string]any
}

// Remove carries out the operations of a Delete or a Clear. Next is how the object
// is created again, where it is.
func (w Writer) Remove(ctx context.Context, s *step.Step, next step.Apply) (r Removed, err error) {
	if err = w.grow(ctx, s); err != nil {
		return r, err
	}
	if r.Carried, err = w.carry(ctx, s, next); err != nil {
		return r, err
	}
	r.Live, err = w.delete(ctx, s)
	return r, err
}

// carry returns nil of an object that nobody else decides on, and of one that is
// gone.
func (w Writer) carry(ctx context.Context, s *step.Step, next step.Apply) (map[string]any, error) {
	op := removal(s)
	if len(op.Carry) == 0 {
		return nil, nil
	}
	if err := w.Check(); err != nil {
		return nil, err
	}
	former, err := w.Cluster.GetVersion(ctx, s.Object, s.Manifest.Version())
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return kubeschema.Carried(next.Content, former, op.Carry), nil
}

// removal is the operation of a step that deletes.
func removal(s *step.Step) step.Remove {
	op, _ := s.Operations[len(s.Operations)-1].(step.Remove)
	return op
}

// delete returns the UID under which the object is still there, "" if it is
// gone.
func (w Writer) delete(ctx context.Context, s *step.Step) (live types.UID, err error) {
	if err := w.Check(); err != nil {
		return "", err
	}
	uid := s.If.UID
	err = w.Cluster.Delete(ctx, s.Object, uid, removal(s).Propagation)
	if apierrors.IsNotFound(err) {
		return "", nil
	}
	if err != nil && !apierrors.IsConflict(err) {
		return "", err
	}
	// After a conflict another object bears the name, and stays.
	content, getErr := w.Cluster.Get(ctx, s.Object)
	switch {
	case apierrors.IsNotFound(getErr):
		return "", nil
	case getErr != nil:
		return "", getErr
	}
	meta, metaErr := object.MetaOf(content)
	switch {
	case metaErr != nil:
		return "", metaErr
	case uid != "" && meta.UID != uid:
		return "", nil
	case err != nil:
		return "", err
	}
	return types.UID(meta.UID), nil
}
