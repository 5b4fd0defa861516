package decide

import (
	"context"
	"errors"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

// decideRefused returns what becomes of an object whose dry-run the server
// refused. What is no answer about this object is an error: the plan would not
// be whole.
func (p *decider) decideRefused(ctx context.Context, s compare.Subject, refused error) (decision.Decision, error) {
	if d, computed, err := p.decideAhead(ctx, s, refused); computed || err != nil {
		return d, err
	}
	if unknown := new(kube.NoKindError); errors.As(refused, &unknown) {
		return decision.Blocked(s.Manifest, refusal.NoKind(s.Manifest, unknown)), nil
	}
	status, answered := refusal.Answer(refused)
	switch {
	case !answered:
		return decision.Decision{}, refused
	case refusal.IsFieldConflict(status):
		return p.decideConflict(ctx, s, status)
	case apierrors.IsConflict(refused), refusal.IsReplaced(status):
		return decision.Blocked(s.Manifest, decision.ChangedMeanwhile(s.Manifest)), nil
	}
	switch problem, err := p.unsized(ctx, s, refused); {
	case err != nil:
		return decision.Decision{}, err
	case problem != nil:
		return decision.Blocked(s.Manifest, *problem), nil
	}
	if apierrors.IsInvalid(refused) {
		if d, collides, err := p.decideCollision(ctx, s, status); collides || err != nil {
			return d, err
		}
		if d, replaced, err := p.decideUnchangeable(ctx, s); replaced || err != nil {
			return d, err
		}
	}
	return decision.Blocked(s.Manifest, refusal.Of(p.InFull(s.Manifest), status.Status())), nil
}

// decideAhead plans an object that the server refuses because of what the plan
// changes first: computed here, for the server cannot be asked until then. It
// reports false where the refusal has another reason.
func (p *decider) decideAhead(ctx context.Context, s compare.Subject, refused error) (decision.Decision, bool, error) {
	first := p.ahead.Behind(s.Manifest, refused)
	if len(first) == 0 || p.cluster.IsSupposed(s.Manifest.Ref) {
		return decision.Decision{}, false, nil
	}
	p.cluster.Suppose(s.Manifest.Ref, judge.UntilChanged(first))
	d, err := p.decide(ctx, s)
	d.WaitFor(first)
	return d, true, err
}

// unsized returns why the server has refused a claim, where that is for its size;
// nil where it is not.
func (p *decider) unsized(ctx context.Context, s compare.Subject, refused error) (*plan.Problem, error) {
	if s.Manifest.Ref.GroupKind() != kind.Claim {
		return nil, nil
	}
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if problem := claim.Shrinks(s.Manifest, live); problem != nil {
		return problem, nil
	}
	// The server has no reason of its own for either.
	if text := refused.Error(); !strings.Contains(text, "bound claims") && !strings.Contains(text, "resize") {
		return nil, nil
	}
	return claim.CannotGrow(s.Manifest, live), nil
}

// unlessFailing turns a server's failure to answer about one object into a
// decision about that object: a webhook of its may be down, or the API server
// behind which its kind is. Nothing else has to do with that. Every other error
// stays one.
func unlessFailing(m *object.Manifest, d decision.Decision, err error) (decision.Decision, error) {
	if !kube.IsServerFailure(err) {
		return d, err
	}
	return decision.Blocked(m, refusal.ServerFailed(m.Ref, err)), nil
}
