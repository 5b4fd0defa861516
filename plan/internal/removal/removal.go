// Package removal decides about what the stack has and no longer wants, and finds what goes along
// with it.
package removal

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// removing decides about what the stack has and no longer wants.
type removing struct {
	*judge.Judge
	cluster observe.Cluster
	live    *observe.LiveObjects
	claims  *Claims
}

// Decide decides about everything that the stack has and no longer wants.
func Decide(ctx context.Context, j *judge.Judge, c observe.Cluster, live *observe.LiveObjects, claims *Claims) ([]decision.Decision, error) {
	r := &removing{j, c, live, claims}
	all, err := pool.Map(ctx, j.Parallelism, j.Gone, func(ctx context.Context, e *state.Entry) (decision.Decision, error) {
		d, err := r.decideRemoval(ctx, e)
		return unlessRemovalFailing(e, d, err)
	})
	if err == nil {
		err = r.alongs(ctx, all)
	}
	if err != nil {
		return nil, err
	}
	going, err := r.goingStateNamespace(ctx)
	return append(all, going...), err
}

// decideRemoval plans the deletion of what the stack made and no longer wants:
// only what is still the stack's, and only while that bears the stack's label.
func (r *removing) decideRemoval(ctx context.Context, e *state.Entry) (decision.Decision, error) {
	if err := r.Unanswered(e.Ref); err != nil && !r.deletable(e, err) {
		return r.decideUnreadable(e, err)
	}
	if r.Releases(e) {
		return r.decideRelease(ctx, e)
	}
	d := decision.Decision{Change: plan.Change{Action: plan.Delete, Object: e.Ref, Address: e.Address}}
	meta, listed := r.Metas[e.Ref]
	if !listed {
		return r.decideUnlabelled(ctx, d, e)
	}
	if !e.Covers(r.Stack, meta) {
		return r.undecided(e), nil
	}
	d.Steps, d.Going = []step.Step{program.Delete(e.Ref, meta.UID)}, meta.Deleting
	if !kind.About(e.Ref.GroupKind()).KeepsPods() {
		d.Impact = impact.OfDeletion(map[string]any{"apiVersion": e.APIVersion, "kind": e.Ref.Kind})
		return d, nil
	}
	live, err := r.live.Get(ctx, e.Ref)
	if apierrors.IsNotFound(err) {
		d.Missing, d.Absent = true, true
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.Impact = impact.OfDeletion(live)
	d.Along, err = r.claims.along(ctx, e.Ref, live, nil)
	return d, err
}

// deletable reports whether an object can be deleted although the server fails to read it: a
// webhook does not convert it, and it is known in the version in which it is.
func (r *removing) deletable(e *state.Entry, why error) bool {
	_, listed := r.Metas[e.Ref]
	return listed && kube.Unconverted(why) != "" && !r.Releases(e)
}

// decideUnlabelled looks whether an object of the inventory is gone, as it
// mostly is, or has only lost the label.
func (r *removing) decideUnlabelled(ctx context.Context, d decision.Decision, e *state.Entry) (decision.Decision, error) {
	d.Missing = true
	if e.UID == "" && e.Replacing == nil {
		d.Absent = true // or another's
		return d, nil
	}
	live, err := r.cluster.Get(ctx, e.Ref)
	if apierrors.IsNotFound(err) {
		d.Absent = true
		return r.decideLeft(ctx, d, e)
	}
	if err != nil {
		return d, err
	}
	meta, err := object.MetaOf(live)
	_, managed := meta.Manager(r.Stack.FieldManager())
	if err == nil && (managed || meta.UID == e.UID) && r.MovedOn(meta) == nil { // that it is moved is a problem of the whole
		warning := decision.LostLabel(e.Ref, r.Stack, adoption.OtherSet(meta, r.Stack))
		d.Warning = &warning
	}
	return d, err
}

// undecided blocks the removal of an object that bears the stack's label and is not known to be the
// stack's: it is never deleted, and never forgotten either.
func (r *removing) undecided(e *state.Entry) decision.Decision {
	problem := decision.LabelledOnly(e.Ref, r.Stack)
	return decision.Decision{Change: plan.Change{Action: plan.Blocked, Object: e.Ref, Address: e.Address, Blocked: &problem}}
}

// goingStateNamespace plans, of a stack that is to be removed and whose state is gone, to
// wait for the namespace that held the state, where that is the stack's own and is
// being deleted: an earlier removal was cut off, and is over when it is gone.
func (r *removing) goingStateNamespace(ctx context.Context) ([]decision.Decision, error) {
	if len(r.Desired)+len(r.Targets) > 0 || r.Snapshot.Revision != nil {
		return nil, nil
	}
	namespace := r.StateNamespace()
	if namespace == (object.Ref{}) || r.Entries[namespace] != nil {
		return nil, nil
	}
	live, err := r.cluster.Get(ctx, namespace)
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
	d := plan.Change{Action: plan.Delete, Object: namespace, Going: true}
	for i := range r.Configured {
		if r.Configured[i].Ref == namespace {
			d.Address = r.Configured[i].Address
		}
	}
	return []decision.Decision{{Change: d, Steps: []step.Step{program.Delete(namespace, meta.UID)}}}, nil
}

// unlessRemovalFailing does so for an object that is to be deleted.
func unlessRemovalFailing(e *state.Entry, d decision.Decision, err error) (decision.Decision, error) {
	if !failing.IsAboutOne(err) {
		return d, err
	}
	problem := failing.Of(e.Ref, err)
	problem.Object = &e.Ref
	return decision.Decision{Change: plan.Change{Action: plan.Blocked, Object: e.Ref, Address: e.Address, Blocked: &problem}}, nil
}
