package removal

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// decideRelease plans that the stack stops managing what it made and no longer wants:
// only the very object that it made, and only while something of it is the stack's.
func (r *removing) decideRelease(ctx context.Context, e *state.Entry) (decision.Decision, error) {
	d := decision.Decision{Change: plan.Change{Action: plan.ReleaseObject, Object: e.Ref, Address: e.Address}}
	meta, listed := r.Metas[e.Ref]
	if !listed {
		if e.UID == "" {
			d.Missing = true
			return d, nil
		}
		live, err := r.cluster.Get(ctx, e.Ref)
		if apierrors.IsNotFound(err) {
			d.Missing = true
			return d, nil
		}
		if err == nil {
			meta, err = object.MetaOf(live)
		}
		if err != nil {
			return d, err
		}
	}
	_, managed := meta.Manager(r.Stack.FieldManager())
	if !e.MayBe(meta.UID) || !managed && (!listed || e.UID != meta.UID) {
		d.Missing = true
		return d, nil
	}
	d.Steps = []step.Step{program.Release(r.Stack, meta)}
	return d, nil
}
