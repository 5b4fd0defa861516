package plan

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// goingHome plans, of a stack that is to be removed and whose state is gone, to
// wait for the namespace that held the state, where that is the stack's own and is
// being deleted: an earlier removal was cut off, and is over when it is gone.
func (r *removing) goingHome(ctx context.Context) ([]decision, error) {
	if len(r.Desired)+len(r.Targets) > 0 || r.snapshot.Revision != nil {
		return nil, nil
	}
	home := object.NewRef(kind.Namespace, "", r.Stack.Namespace)
	live, err := r.cluster.Get(ctx, home)
	if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) {
		return nil, nil // who may not look has made none
	}
	if err != nil {
		return nil, err
	}
	meta, err := object.MetaOf(live)
	if err != nil || !meta.Deleting || meta.Labels[object.LabelApplySet] != r.Stack.ApplySetID() {
		return nil, err
	}
	d := Change{Action: Delete, Object: home, Going: true}
	for i := range r.Configured {
		if r.Configured[i].Ref == home {
			d.Address = r.Configured[i].Address
		}
	}
	return []decision{{Change: d, steps: []step.Step{deleting(home, meta.UID)}}}, nil
}
