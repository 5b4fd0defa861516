package plan

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

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
	if !isWorkload(e.Ref) {
		d.Impact = weighed(nil, map[string]any{"apiVersion": e.APIVersion, "kind": e.Ref.Kind}, nil)
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
	d.Impact = weighed(impactOfDelete(live), live, nil)
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

// homeless reports that the namespace which is to hold the stack's state is not
// there and will not be. It is looked for once, before the first apply.
func homeless(ctx context.Context, c Cluster, j *judge, changes bool) ([]Problem, error) {
	home := object.NewRef(kind.Namespace, "", j.Stack.Namespace)
	made := slices.ContainsFunc(j.Desired, func(m object.Manifest) bool { return m.Ref == home })
	if !changes || made || j.snapshot.Revision != nil {
		return nil, nil
	}
	_, err := c.Get(ctx, home)
	if apierrors.IsNotFound(err) {
		return []Problem{namespaceMissing(home.Name, fact.New(StateOfStack, fact.Args{"stack": j.Stack.Name}))}, nil
	}
	if apierrors.IsForbidden(err) {
		return nil, nil // who may not look learns it from apply
	}
	return nil, err
}
