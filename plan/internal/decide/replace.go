package decide

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/growth"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/replacement"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// decideUnchangeable looks whether a refused change is one that needs the object
// to be replaced. It reports false when the refusal has another reason.
func (p *decider) decideUnchangeable(ctx context.Context, s compare.Subject) (decision.Decision, bool, error) {
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if apierrors.IsNotFound(err) {
		return decision.Decision{}, false, nil
	}
	if err != nil {
		return decision.Decision{}, false, err
	}
	c, err := p.against(s, live)
	if err != nil {
		return decision.Decision{}, false, err
	}
	if c.Foreign() {
		d, err := p.decideForeign(ctx, s, live)
		return d, true, err
	}
	if p.RemoveAdditions {
		c.Remove()
	}
	if m := cmp.Or(wanted.Refitted(s.Manifest, live), s.Manifest.InOrderOf(live)); m != nil {
		d, err := p.decideAs(ctx, s, m)
		return d, true, err
	}
	if len(kind.About(s.Manifest.Ref.GroupKind()).Fixed) == 0 {
		return decision.Decision{}, false, nil
	}
	return p.replacement(ctx, c)
}

// replacement plans to delete an object and create it again, if one of its fixed parts
// changes. It reports false where none does, or the server says nothing about it.
func (p *decider) replacement(ctx context.Context, c *compare.Comparison) (decision.Decision, bool, error) {
	result, err := attemptOf(ctx, p, c)
	if _, answered := refusal.Answer(err); answered {
		return unreplaced(p.Judge, c, err)
	}
	if err != nil || !result.Created {
		return decision.Decision{}, false, err
	}
	r, err := replacement.Of(c, result.ApplyResult)
	if err != nil || r == nil {
		return decision.Decision{}, false, err
	}
	if d, stays, err := irreplaceable(ctx, p.grower, c, r.Because); stays || err != nil {
		return d, stays, err
	}
	if spared, err := p.spared(c, result.Object); err != nil || spared != nil && r.KeepsPods {
		if err != nil {
			return decision.Decision{}, false, err
		}
		d, replaced, err := p.replacement(ctx, spared)
		d.Manifest = spared.Manifest
		return d, replaced, err
	}
	growth, err := p.grower.Growing(ctx, c.Manifest, c.Live)
	if err != nil {
		return decision.Decision{}, false, err
	}
	d := p.Replace(c, result.ApplyResult, r, growth.Grows, growth.Warnings())
	d.Dropped = p.droppedBy(c.Manifest, result.Object)
	result.hold(p.Judge, &d, c.Manifest)
	d.Along, err = p.claimsLost(ctx, c, result.ApplyResult, r)
	return unlessBarred(p.cluster, d), true, err
}

// attempt is what is known of the new object of a replacement.
type attempt struct {
	kube.ApplyResult
	computed fact.Fact    // why the server was not asked, or its answer does not count; nothing where it does
	first    []object.Ref // what the plan changes first, and for which alone the server refuses it until then
	refused  error        // what it says of quotas among that
}

// attemptOf asks about the new object of a replacement. Where only quotas are in the way that the plan changes first, or
// a PriorityClass that is the default until then, it is computed: whether quotas leave room then is judged with all else that
// the plan changes.
func attemptOf(ctx context.Context, p *decider, c *compare.Comparison) (attempt, error) {
	ref, result, err := observe.Tried(ctx, p.cluster, c)
	a := attempt{ApplyResult: result, computed: p.cluster.Reason(ref)}
	if refusal.OverQuota(err) {
		a.refused = err
	} else if _, answered := refusal.Answer(err); !answered || c.Manifest.Ref.GroupKind() != kind.PriorityClass {
		return a, err
	}
	first := p.ahead.Behind(c.Manifest, err)
	if len(first) == 0 || a.refused != nil && slices.ContainsFunc(first, func(ref object.Ref) bool { return ref.GroupKind() != kind.Quota }) {
		return a, err
	}
	a.first, a.computed = first, judge.UntilChanged(first)
	a.ApplyResult, err = observe.Untried(c)
	return a, err
}

// hold notes why the new object was computed, and what the replacement waits for.
func (a attempt) hold(j *judge.Judge, d *decision.Decision, m *object.Manifest) {
	d.ComputedFor(a.computed)
	if len(a.first) == 0 {
		return
	}
	if status, refused := refusal.Answer(a.refused); refused {
		problem := refusal.Of(j.InFull(m), status.Status())
		d.Refused = &problem
	}
	d.WaitFor(a.first)
}

// unreplaced blocks an object that has to be replaced, and of which the server refuses the new
// one: it must not be updated instead. It reports false where no fixed part changes.
func unreplaced(j *judge.Judge, c *compare.Comparison, refused error) (decision.Decision, bool, error) {
	result, err := observe.Untried(c)
	if err != nil {
		return decision.Decision{}, false, err
	}
	if r, err := replacement.Of(c, result); err != nil || r == nil {
		return decision.Decision{}, false, err
	}
	status, _ := refusal.Answer(refused)
	return decision.Blocked(c.Manifest, refusal.Of(j.InFull(c.Manifest), status.Status())), true, nil
}

// unlessBarred blocks what would delete an object that could not be created again, as the
// server has said.
func unlessBarred(c *observe.Approximator, d decision.Decision) decision.Decision {
	why := c.Barred(d.Object)
	if why.IsZero() {
		return d
	}
	problem := plan.NewProblem(plan.ProblemNotCreatable, fact.Args{"object": d.Object, "said": why.Args["said"]})
	problem.Object, problem.Origin = &d.Object, d.Origin
	d.Prevent(problem)
	return d
}

// irreplaceable blocks what must not be replaced for the data that is behind it.
func irreplaceable(ctx context.Context, g *growth.Grower, c *compare.Comparison, because []object.Path) (decision.Decision, bool, error) {
	problem, err := g.Shrinks(ctx, c.Manifest, c.Live)
	if problem = cmp.Or(problem, claim.VolumeInUse(c.Manifest, c.Live, because)); err != nil || problem == nil {
		return decision.Decision{}, false, err
	}
	return decision.Blocked(c.Manifest, *problem), true, nil
}

// claimsLost returns the claims that go when an object is replaced.
func (p *decider) claimsLost(ctx context.Context, c *compare.Comparison, result kube.ApplyResult, r *replacement.Replacement) (*plan.Along, error) {
	var after map[string]any
	if r.KeepsPods {
		after = judge.Recreated(c, result.Object, r)
	}
	return p.claims.Lost(ctx, c.Manifest.Ref, c.Live, after)
}
