package plan

import (
	"context"
	"errors"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// decideRefused returns what becomes of an object whose dry-run the server
// refused. What is no answer about this object is an error: the plan would not
// be whole.
func (p *planner) decideRefused(ctx context.Context, s subject, refusal error) (decision, error) {
	if d, computed, err := p.decideAhead(ctx, s, refusal); computed || err != nil {
		return d, err
	}
	if unknown := new(kube.NoKindError); errors.As(refusal, &unknown) {
		return blocked(s.manifest, noKind(s.manifest, unknown)), nil
	}
	status, answered := answer(refusal)
	switch {
	case !answered:
		return decision{}, refusal
	case isFieldConflict(status):
		return p.decideConflict(ctx, s, status)
	case apierrors.IsConflict(refusal), isReplaced(status):
		return blocked(s.manifest, changedMeanwhile(s.manifest)), nil
	}
	switch problem, err := p.unsized(ctx, s, refusal); {
	case err != nil:
		return decision{}, err
	case problem != nil:
		return blocked(s.manifest, *problem), nil
	}
	if apierrors.IsInvalid(refusal) {
		if d, renewed, err := p.decideUnchangeable(ctx, s); renewed || err != nil {
			return d, err
		}
	}
	return blocked(s.manifest, refused(p.inFull(s.manifest), status.Status())), nil
}

// decideAhead plans an object that the server refuses because of what the plan
// changes first: computed here, for the server cannot be asked until then. It
// reports false where the refusal has another reason.
func (p *planner) decideAhead(ctx context.Context, s subject, refusal error) (decision, bool, error) {
	first := p.ahead.behind(s.manifest, refusal)
	if len(first) == 0 || p.cluster.isSupposed(s.manifest.Ref) {
		return decision{}, false, nil
	}
	p.cluster.suppose(s.manifest.Ref, untilChanged(first))
	d, err := p.decide(ctx, s)
	d.waitFor(first)
	return d, true, err
}

// unsized returns why the server has refused a claim, where that is for its size;
// nil where it is not.
func (p *planner) unsized(ctx context.Context, s subject, refusal error) (*Problem, error) {
	if s.manifest.Ref.GroupKind() != kind.Claim {
		return nil, nil
	}
	live, err := p.live.get(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if problem := shrinks(s.manifest, live); problem != nil {
		return problem, nil
	}
	// The server has no reason of its own for either.
	if text := refusal.Error(); !strings.Contains(text, "bound claims") && !strings.Contains(text, "resize") {
		return nil, nil
	}
	return cannotGrow(s.manifest, live), nil
}

// unlessFailing turns a server's failure to answer about one object into a
// decision about that object: a webhook of its may be down, or the API server
// behind which its kind is. Nothing else has to do with that. Every other error
// stays one.
func unlessFailing(m *object.Manifest, d decision, err error) (decision, error) {
	if !kube.IsServerFailure(err) {
		return d, err
	}
	return blocked(m, serverFailed(m.Ref, err)), nil
}
