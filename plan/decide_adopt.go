package plan

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// decideForeign returns what becomes of an object that the stack has not made: it
// is adopted where the configuration or the command says so, unless it is
// another stack's.
func (p *planner) decideForeign(ctx context.Context, s subject, live map[string]any) (decision, error) {
	s.manifest = cmp.Or(refitted(s.manifest, live), s.manifest)
	s.manifest = cmp.Or(s.manifest.InOrderOf(live), s.manifest)
	for tries := retry.ChangedAnswer().Begin(); ; {
		c, err := p.against(s, live)
		if err != nil {
			return decision{}, err
		}
		switch owner := otherSet(c.meta, p.Stack); {
		case c.meta.Deleting:
			return blocked(s.manifest, beingDeleted(s.manifest)), nil
		case clash(s.manifest) != nil:
			return blocked(s.manifest, *clash(s.manifest)), nil
		case !owner.IsZero():
			return blocked(s.manifest, ofAnotherStack(s.manifest, c.meta, owner, p.perhapsOurs(p.Stack, c.meta))), nil
		case !p.Adopt && !s.manifest.Lifecycle.Adopt:
			return blocked(s.manifest, notOurs(s.manifest, p.Stack)), nil
		}
		d, err := p.adopt(ctx, c)
		if err == nil || !apierrors.IsConflict(err) || !tries.Again(ctx) {
			return d, unlessAdoptionRefused(s, err, &d)
		}
		// It has changed between two requests.
		if live, err = p.cluster.GetVersion(ctx, s.manifest.Ref, s.manifest.Version()); err != nil {
			return vanished(s, err)
		}
	}
}

// unlessAdoptionRefused turns the server's refusal to let an object be adopted into a
// decision; every other error stays one.
func unlessAdoptionRefused(s subject, err error, d *decision) error {
	status, answered := answer(err)
	if err == nil || !answered {
		return err
	}
	if apierrors.IsConflict(err) {
		*d = blocked(s.manifest, changedMeanwhile(s.manifest))
		return nil
	}
	problem := refused(s.manifest, status.Status())
	problem.Fact = problem.WithArg("adopting", true)
	*d = blocked(s.manifest, problem)
	return nil
}

// adopt plans to take an object over. A field that is neither the stack's nor a
// predecessor's is treated as on every object: what was changed by hand is
// taken, anything else is a conflict.
func (p *planner) adopt(ctx context.Context, c *comparison) (decision, error) {
	taken, owned, err := takeover(c)
	if err != nil {
		return decision{}, err
	}
	c.owned = owned
	others := slices.DeleteFunc(slices.Clone(c.holders), func(h holder) bool { return predecessor(h.ManagerEntry) || p.interactive(h.ManagerEntry) })
	if len(others) > 0 && !p.ForceConflicts {
		return blockedBy(c, others, nil), nil
	}
	result, err := takeOver(ctx, p.cluster, c)
	if err != nil {
		return decision{}, err
	}
	if spared, err := p.spared(c, result.Object); err != nil || spared != nil {
		if err != nil {
			return decision{}, err
		}
		d, err := p.adopt(ctx, spared)
		d.manifest = spared.manifest
		return d, err
	}
	fields, err := c.fields(result)
	if err != nil {
		return decision{}, err
	}
	write := adopting(c, taken)
	return decision{manifest: c.manifest, steps: []step.Step{write}, Change: Change{
		Action: Adopt, Object: c.manifest.Ref, Address: c.manifest.Address, Origin: c.manifest.Origin, Fields: fields,
		Impact: ofAdoption(c.live, result.Object, p.all), Adoption: &Adoption{From: predecessors(taken), Keeps: keeps(c.manifest.Fit)},
		Warnings: slices.Concat(serverWarnings(result.Warnings), takings(others), cautions(c)),
	}}, nil
}
