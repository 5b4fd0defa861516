package plan

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// removing decides about what the stack has and no longer wants.
type removing struct {
	*judge
	cluster Cluster
	live    *liveObjects
	grower  *grower
}

// removals decides about everything that the stack has and no longer wants.
func removals(ctx context.Context, j *judge, c Cluster, live *liveObjects, g *grower) ([]decision, error) {
	r := &removing{j, c, live, g}
	all, err := pool.Map(ctx, j.Parallelism, j.gone, func(ctx context.Context, e *state.Entry) (decision, error) {
		d, err := r.decideRemoval(ctx, e)
		return unlessRemovalFailing(e, d, err)
	})
	if err == nil {
		err = r.alongs(ctx, all)
	}
	if err != nil {
		return nil, err
	}
	going, err := r.goingHome(ctx)
	return append(all, going...), err
}

// decideRemoval plans the deletion of what the stack made and no longer wants:
// only the very object that it made, and only while that still bears the
// stack's label.
func (r *removing) decideRemoval(ctx context.Context, e *state.Entry) (decision, error) {
	if err := r.unread[placeOf(e.Ref)]; err != nil {
		return decision{}, err
	}
	d := decision{Change: Change{Action: Delete, Object: e.Ref, Address: e.Address}}
	meta, listed := r.metas[e.Ref]
	if !listed {
		return r.decideUnlabelled(ctx, d, e)
	}
	// Without a UID it was intended once: then its fields must be ours.
	_, managed := meta.Manager(r.Stack.FieldManager())
	if e.UID != "" && e.UID != meta.UID || e.UID == "" && !managed {
		d.missing = true
		return d, nil
	}
	d.steps, d.Going = []step.Step{deleting(e.Ref, meta.UID)}, meta.Deleting
	if !kind.About(e.Ref.GroupKind()).IsReplicated() {
		d.Impact = ofDeletion(map[string]any{"apiVersion": e.APIVersion, "kind": e.Ref.Kind})
		return d, nil
	}
	live, err := r.live.get(ctx, e.Ref)
	if apierrors.IsNotFound(err) {
		d.missing = true
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.Impact = ofDeletion(live)
	d.Along, err = r.claimsAlong(ctx, e.Ref, live)
	return d, err
}

// decideUnlabelled looks whether an object of the inventory is gone, as it
// mostly is, or has only lost the label.
func (r *removing) decideUnlabelled(ctx context.Context, d decision, e *state.Entry) (decision, error) {
	d.missing = true
	if e.UID == "" {
		return d, nil
	}
	live, err := r.cluster.Get(ctx, e.Ref)
	if apierrors.IsNotFound(err) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	if at(live, "metadata", "uid") == e.UID {
		warning := lostLabel(e.Ref, r.Stack)
		d.warning = &warning
	}
	return d, nil
}

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

// unlessRemovalFailing does so for an object that is to be deleted.
func unlessRemovalFailing(e *state.Entry, d decision, err error) (decision, error) {
	if !kube.IsServerFailure(err) {
		return d, err
	}
	problem := serverFailed(e.Ref, err)
	problem.Object = &e.Ref
	return decision{Change: Change{Action: Blocked, Object: e.Ref, Address: e.Address, Blocked: &problem}}, nil
}
