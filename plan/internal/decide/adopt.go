package decide

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/replacement"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/step"
)

// decideForeign returns what becomes of an object that the stack has not made: it
// is adopted where the configuration or the command says so, unless it is
// another stack's.
func (p *decider) decideForeign(ctx context.Context, s compare.Subject, live map[string]any) (decision.Decision, error) {
	s.Manifest = cmp.Or(wanted.Refitted(s.Manifest, live), s.Manifest)
	s.Manifest = cmp.Or(wanted.KeepingReplicas(s.Manifest), s.Manifest)
	s.Manifest = cmp.Or(s.Manifest.InOrderOf(live), s.Manifest)
	for tries := retry.ChangedAnswer().Begin(); ; {
		c, err := p.against(s, live)
		if err != nil {
			return decision.Decision{}, err
		}
		switch owner, moved := adoption.OtherSet(c.Meta, p.Stack), p.MovedOn(c.Meta); {
		case c.Meta.Deleting:
			return decision.Blocked(s.Manifest, decision.BeingDeleted(s.Manifest, c.Meta)), nil
		case wanted.Clash(s.Manifest) != nil:
			return decision.Blocked(s.Manifest, *wanted.Clash(s.Manifest)), nil
		case moved != nil:
			return decision.Blocked(s.Manifest, decision.Moved(s.Manifest.Ref, *moved)), nil
		case !owner.IsZero():
			return decision.Blocked(s.Manifest, decision.OfAnotherStack(s.Manifest, c.Meta, owner, p.PerhapsOurs(p.Stack, p.StateFile != "", c.Meta))), nil
		case !p.Options.Adopt && !s.Manifest.Lifecycle.Adopt:
			return decision.Blocked(s.Manifest, decision.NotManaged(s.Manifest, p.Stack)), nil
		}
		if m := yielding(p, c); m != nil {
			s.Manifest = m
			continue
		}
		d, err := p.adopt(ctx, c)
		if err == nil || !apierrors.IsConflict(err) || !tries.Again(ctx) {
			return (&immutable{p}).unlessAdoptionRefused(ctx, c, d, err)
		}
		// It has changed between two requests.
		if live, err = p.cluster.GetVersion(ctx, s.Manifest.Ref, s.Manifest.Version()); err != nil {
			return vanished(s, err)
		}
	}
}

// unlessAdoptionRefused turns the server's refusal to let an object be adopted into a
// decision; every other error stays one.
func (p *immutable) unlessAdoptionRefused(ctx context.Context, c *compare.Comparison, d decision.Decision, err error) (decision.Decision, error) {
	status, answered := refusal.Answer(err)
	if err == nil || !answered {
		return d, err
	}
	if apierrors.IsConflict(err) {
		return decision.Blocked(c.Manifest, decision.ChangedMeanwhile(c.Manifest)), nil
	}
	problem := refusal.Of(c.Manifest, status.Status())
	unsized, failed := p.unsized(ctx, c.Subject, err)
	if unsized != nil || failed != nil {
		return decision.Blocked(c.Manifest, *cmp.Or(unsized, &problem)), failed
	}
	problem.Fact = problem.WithArg("adopting", true)
	if failed = p.nameDiffering(ctx, c, &problem); failed == nil && apierrors.IsInvalid(err) {
		failed = (collider{p.decider}).nameKept(c, &problem, func() (kube.ApplyResult, error) {
			_, result, err := takeover(ctx, p.Configuration, p.cluster, c)
			return result, err
		})
	}
	return decision.Blocked(c.Manifest, problem), failed
}

// adopt plans to take an object over. A field that is neither the stack's nor a
// predecessor's is treated as on every object: what was changed by hand is
// taken, anything else is a conflict.
func (p *decider) adopt(ctx context.Context, c *compare.Comparison) (decision.Decision, error) {
	if err := adoption.FindAdditions(p.Configuration, c); err != nil {
		return decision.Decision{}, err
	}
	others := slices.DeleteFunc(slices.Clone(c.Holders), func(h compare.Holder) bool { return adoption.IsPredecessor(h.ManagerEntry) || p.ByHand(h.ManagerEntry) })
	conflicting := slices.DeleteFunc(slices.Clone(others), func(h compare.Holder) bool { return p.Forces(c.Manifest, h.Path) })
	if len(conflicting) > 0 {
		return compare.BlockedBy(c, conflicting, nil), nil
	}
	taken, result, said, err := (collider{p}).takeover(ctx, c)
	if err != nil {
		return decision.Decision{}, err
	}
	if spared, err := p.spared(c, result.Object); err != nil || spared != nil {
		if err != nil {
			return decision.Decision{}, err
		}
		d, err := p.adopt(ctx, spared)
		d.Manifest = spared.Manifest
		return d, err
	}
	d, err := p.Adopt(c, result, taken, others)
	if fixed := replacement.Unadoptable(c, result.Object, d.Fields, p.cluster.AnswersFor(c.Manifest.Ref)); err == nil && len(fixed) > 0 {
		return unadoptable(c, fixed), nil
	}
	d.Warnings = append(d.Warnings, said...)
	d.Addition = additionOf(c, &d)
	if err == nil {
		d.Along, err = p.claims.Lost(ctx, d.Object, c.Live, result.Object)
	}
	return d, err
}

// unadoptable blocks an object of which some fields would stay otherwise than the configuration has
// them: what is adopted is not replaced.
func unadoptable(c *compare.Comparison, fields []plan.FieldChange) decision.Decision {
	problem := plan.NewProblem(plan.ProblemImmutable, fact.Args{"adopting": true, "differs": compare.Differences(fields)})
	problem.Path = fields[0].Path
	problem.Origin = c.Manifest.SourceOf(kubeschema.Locate(c.Manifest.Content, problem.Path))
	return decision.Blocked(c.Manifest, problem)
}

// takeover returns how an object changes hands that is adopted, and what the server would
// store of it.
func takeover(ctx context.Context, w *wanted.Configuration, cluster *observe.Approximator, c *compare.Comparison) (taken step.SetOwnership, result kube.ApplyResult, err error) {
	if taken, c.Owned, err = adoption.Takeover(w, c); err == nil {
		result, err = observe.Adopted(ctx, cluster, c)
	}
	return taken, result, err
}
