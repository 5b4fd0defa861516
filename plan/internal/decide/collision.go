package decide

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/merge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

// maxTrials is how many single additions the server is asked about. Where there are
// more, all of them are removed.
const maxTrials = 32

// collider decides about objects that were refused, beside which something was added by hand.
type collider struct{ *decider }

// decideCollision plans an object that the server refuses only for what was added to it
// by hand: the key of a list's item was changed, say, or a probe made one of another
// kind, so that what the configuration sets would stand beside it. Such additions are
// removed, as what is changed by hand is taken back. It reports false where the refusal
// has another reason.
func (p collider) decideCollision(ctx context.Context, s compare.Subject, refused apierrors.APIStatus) (decision.Decision, bool, error) {
	if len(s.Added) == 0 {
		return decision.Decision{}, false, nil
	}
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if err != nil {
		return decision.Decision{}, false, unlessNotFound(err)
	}
	c, err := p.against(s, live)
	if err != nil || c.Foreign() || c.Meta.Deleting || c.Remove().Empty() {
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
	result, err := observe.WithoutTaken(ctx, p.cluster, c, merged)
	if err != nil || p.cluster.AnswersFor(s.Manifest.Ref) {
		return decision.Decision{}, false, refusal.Unanswered(err)
	}
	if !p.RemoveAdditions {
		if result, err = p.sparingAdditions(ctx, c, merged, result); err != nil {
			return decision.Decision{}, false, err
		}
	}
	d, err := p.conclude(ctx, c, result)
	if d.Action == plan.Update && !p.RemoveAdditions {
		d.Warnings = append(d.Warnings, compare.Refused(c, refusal.Of(s.Manifest, refused.Status()).Args["said"])...)
	}
	return d, true, err
}

// sparingAdditions removes no more of the additions than the server refuses: each of them
// stays with which it takes the object. Result is its answer where none stays.
func (p collider) sparingAdditions(ctx context.Context, c *compare.Comparison, merged, result kube.ApplyResult) (kube.ApplyResult, error) {
	var kept []object.Path
	if added := compare.Removable(c); len(added) <= maxTrials {
		for _, path := range added {
			if c.Remove(append(kept, path)...).Empty() {
				break // which is what the server has refused
			}
			answer, err := observe.WithoutTaken(ctx, p.cluster, c, merged)
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
