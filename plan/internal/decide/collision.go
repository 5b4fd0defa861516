package decide

import (
	"cmp"
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/merge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/step"
)

// maxTrials is how many single additions the server is asked about. Where there are
// more, all of them are removed.
const maxTrials = 32

// collider decides about objects that were refused, beside which something was added by hand.
type collider struct{ *decider }

// decideCollision plans an object that the server refuses only for what was added to it
// by hand: the key of a list's item was changed, say, or a probe made one of another
// kind, so that what the configuration sets would stand beside it. Such additions are
// removed, as what is changed by hand is taken back. So are defaults of the server in whose place
// the configuration chooses something else. It reports false where the refusal
// has another reason.
func (p collider) decideCollision(ctx context.Context, s compare.Subject, refused apierrors.APIStatus) (decision.Decision, bool, error) {
	if len(s.Added) == 0 && !compare.Chooses(s.Manifest) {
		return decision.Decision{}, false, nil
	}
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if err != nil {
		return decision.Decision{}, false, unlessNotFound(err)
	}
	c, err := p.against(s, live)
	if err != nil || c.Foreign() || c.Meta.Deleting || c.Remove().Empty() && !c.Restored.Any() {
		return decision.Decision{}, false, err
	}
	merged, err := merge.Apply(live, kube.ApplyRequest{Ref: s.Manifest.Ref, FieldManager: c.Manager, Force: s.Forced, Content: c.Asked()})
	if err != nil {
		return decision.Decision{}, false, nil // the server has said what is wrong
	}
	if m := otherForm(c, merged.Object, true); m != nil {
		d, err := p.decideAs(ctx, s, m)
		return d, true, err
	}
	ask := func() (kube.ApplyResult, error) { return observe.WithoutTaken(ctx, p.cluster, c, merged) }
	result, err := ask()
	if err != nil || p.cluster.AnswersFor(s.Manifest.Ref) {
		return decision.Decision{}, false, refusal.Unanswered(err)
	}
	if result, err = p.sparingAdditions(c, result, ask); err != nil {
		return decision.Decision{}, false, err
	}
	d, err := p.conclude(ctx, c, result)
	if d.Action == plan.Update && !p.RemoveAdditions {
		d.Warnings = append(d.Warnings, compare.Refused(c, refusal.Of(s.Manifest, refused.Status()).Args["said"])...)
	}
	return d, true, err
}

// takeover returns how an object changes hands that is adopted, and what the server would
// store of it. Additions that it refuses beside what the configuration sets are removed, and said
// is what of them.
func (p collider) takeover(ctx context.Context, c *compare.Comparison) (taken step.SetOwnership, result kube.ApplyResult, said []fact.Fact, err error) {
	ask := func() (answer kube.ApplyResult, err error) {
		taken, answer, err = takeover(ctx, p.Configuration, p.cluster, c)
		return answer, err
	}
	if p.RemoveAdditions {
		c.Remove()
	}
	result, refused := ask()
	if !apierrors.IsInvalid(refused) || p.RemoveAdditions || c.Remove().Empty() {
		return taken, result, nil, refused
	}
	if result, err = ask(); err != nil {
		return taken, result, nil, cmp.Or(refusal.Unanswered(err), refused)
	}
	if result, err = p.sparingAdditions(c, result, ask); err != nil {
		return taken, result, nil, err
	}
	status, _ := refusal.Answer(refused)
	said = compare.Refused(c, refusal.Of(c.Manifest, status.Status()).Args["said"])
	taken, c.Owned, err = adoption.Takeover(p.Configuration, c)
	return taken, result, said, err
}

// nameKept names in the problem what other managers keep in the live object, where the server would take
// what the configuration sets if that was removed. Ask asks it.
func (collider) nameKept(c *compare.Comparison, problem *plan.Problem, ask func() (kube.ApplyResult, error)) error {
	if problem.Code != plan.ProblemRefused || problem.Args["emptied"] != nil || compare.RemoveOthers(c).Empty() || len(compare.Removable(c)) > maxTrials {
		return nil
	}
	result, err := ask()
	if err == nil {
		_, err = sparing(c, result, ask)
	}
	if err != nil {
		return refusal.Unanswered(err)
	}
	if fields, managers := compare.Removed(c); len(fields) > 0 {
		problem.Args["beside"], problem.Args["managers"] = fields, managers
	}
	return nil
}

// sparingAdditions does so with additions, unless all are to be removed.
func (p collider) sparingAdditions(c *compare.Comparison, result kube.ApplyResult, ask func() (kube.ApplyResult, error)) (kube.ApplyResult, error) {
	if p.RemoveAdditions {
		return result, nil
	}
	return sparing(c, result, ask)
}

// sparing removes no more of what others have added than the server refuses: each of it stays with
// which it takes the object. Result is its answer where none stays, and ask asks for another.
func sparing(c *compare.Comparison, result kube.ApplyResult, ask func() (kube.ApplyResult, error)) (kube.ApplyResult, error) {
	var kept []object.Path
	if added := compare.Removable(c); len(added) <= maxTrials {
		for _, path := range added {
			if c.Remove(append(kept, path)...).Empty() && !c.Restored.Any() {
				break // which is what the server has refused
			}
			answer, err := ask()
			switch {
			case err == nil:
				kept, result = append(kept, path), answer
			case refusal.Unanswered(err) != nil:
				return result, err
			}
		}
	}
	c.Remove(kept...)
	return result, nil
}

func unlessNotFound(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
