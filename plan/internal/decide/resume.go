package decide

import (
	"cmp"
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/replacement"
)

// resumer decides about objects whose replacement was cut off.
type resumer struct{ *decider }

// resume decides about an object that an earlier apply is replacing, and that is still being
// deleted: its end is waited for, whatever else the configuration says of it by now, and it is
// created again as that says. Its Pods go or stay as they did when it was deleted.
func (p resumer) resume(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if apierrors.IsNotFound(err) {
		return p.decideNew(ctx, s)
	}
	if err != nil {
		return decision.Decision{}, err
	}
	c, err := p.against(s, live)
	if err != nil {
		return decision.Decision{}, err
	}
	ref, result, err := observe.Tried(ctx, p.cluster, c)
	if status, answered := refusal.Answer(err); answered {
		return decision.Blocked(s.Manifest, refusal.Of(p.InFull(s.Manifest), status.Status())), nil
	}
	if err != nil {
		return decision.Decision{}, err
	}
	r, err := replacement.Of(c, result)
	if err != nil {
		return decision.Decision{}, err
	}
	r = cmp.Or(r, &replacement.Replacement{})
	r.KeepsPods = s.Entry.Replacing.PodSelector != ""
	d := p.Replace(c, result, r, nil, nil)
	d.Going, d.Dropped = true, p.droppedBy(c.Manifest, result.Object)
	d.ComputedFor(p.cluster.Reason(ref))
	d.Along, err = p.claimsLost(ctx, c, result, r)
	return unlessBarred(p.cluster, d), err
}
