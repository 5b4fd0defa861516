package removal

import (
	"context"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// decideRelease plans that the stack stops managing what it no longer wants: only while the
// stack's label is on it, or something else of it is the stack's, and no other stack's mark is.
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
	if !adoption.OtherSet(meta, r.Stack).IsZero() || !managed && !listed {
		d.Missing = true
		return d, nil
	}
	d.Steps = []step.Step{program.Release(r.Stack, meta)}
	return d, nil
}

// decideUnreadable decides about what may not be looked for. Where its namespace is gone, no
// Role there can allow that any more: what is named to be released leaves the state as it is.
// That the server fails stays an error.
func (r *removing) decideUnreadable(e *state.Entry, why error) (decision.Decision, error) {
	if !apierrors.IsForbidden(why) {
		return decision.Decision{}, why
	}
	d := decision.Decision{Change: plan.Change{Action: plan.Blocked, Object: e.Ref, Address: e.Address}}
	args := fact.Args{"object": e.Ref, "said": refusal.Denial(why), "name": strings.ReplaceAll(e.Ref.String(), " ", "/")}
	if len(r.ReleaseOnly) == 0 {
		problem := plan.NewProblem(plan.ProblemUnreadable, args)
		problem.Object, d.Blocked = &e.Ref, &problem
		return d, nil
	}
	args["label"] = object.LabelApplySet
	warning := plan.NewProblem(plan.ProblemReleasedUnread, args)
	warning.Object, d.Warning = &e.Ref, &warning
	d.Action, d.Missing = plan.ReleaseObject, true
	return d, nil
}
