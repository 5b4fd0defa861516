package plan

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// planner decides about single objects, for which it reads live ones and asks for
// dry-runs. It is not changed while that is done in parallel.
type planner struct {
	*judge
	cluster *approximator
	live    *liveObjects
	grower  *grower
	masking *Masking
	ahead   ahead // what is decided, and written, before the objects in question
}

// against compares a desired object with the live one, whose sensitive values are noted.
func (p *planner) against(s subject, live map[string]any) (*comparison, error) {
	c, err := p.judge.against(s, live)
	if err == nil {
		p.masking.note(c.mask())
	}
	return c, err
}

// decide returns what apply would do to one desired object.
func (p *planner) decide(ctx context.Context, s subject) (decision, error) {
	if d, decided, err := p.withoutAsking(s); decided || err != nil {
		return d, err
	}
	if len(p.leftOver(s.manifest)) > 0 {
		return p.decideShared(ctx, s)
	}
	request := kube.ApplyRequest{Ref: s.manifest.Ref, Content: s.manifest.Content, FieldManager: p.Stack.FieldManager()}
	if s.listed {
		request.Content = withPrecondition(s.manifest.Content, "uid", s.meta.UID)
	}
	if d, proven, err := p.converged(ctx, s, request); (proven || err != nil) && !p.asksAnyway(s) {
		return d, err
	}
	for tries := retry.ChangedAnswer().Begin(); ; {
		result, err := p.cluster.DryRunApply(ctx, request)
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		if result.Created {
			return p.create(s.manifest, result), nil
		}
		live, err := p.live.get(ctx, s.manifest.Ref)
		if err != nil {
			return vanished(s, err)
		}
		// A dry-run leaves the resource version as it is. Another one means that
		// another client wrote in between, who would be taken for us.
		if at(live, "metadata", "resourceVersion") == result.Meta.ResourceVersion || !tries.Again(ctx) {
			return p.compare(ctx, s, live, result)
		}
		p.live.release(s.manifest.Ref)
	}
}

// decideAs decides about an object that is to be sent in another form than it has been
// so far.
func (p *planner) decideAs(ctx context.Context, s subject, m *object.Manifest) (decision, error) {
	s.manifest = m
	d, err := p.decide(ctx, s)
	d.manifest = cmp.Or(d.manifest, m)
	return d, err
}

// vanished turns the news that an object is gone, which was there a request
// before, into a decision.
func vanished(s subject, err error) (decision, error) {
	if apierrors.IsNotFound(err) {
		return blocked(s.manifest, changedMeanwhile(s.manifest)), nil
	}
	return decision{}, err
}

// compare turns a dry-run's answer for an existing object into a decision.
func (p *planner) compare(ctx context.Context, s subject, live map[string]any, result kube.ApplyResult) (decision, error) {
	c, err := p.against(s, live)
	switch {
	case err != nil:
		return decision{}, err
	case c.meta.Deleting:
		return blocked(s.manifest, beingDeleted(s.manifest)), nil
	case c.foreign():
		return p.decideForeign(ctx, s, live)
	}
	if m := p.otherForm(c, result.Object); m != nil {
		return p.decideAs(ctx, s, m)
	}
	if c.dropsAccount() && namesAccount(result.Object) {
		if result, err = withAccount(ctx, p.cluster, c); err != nil {
			return p.decideRefused(ctx, s, err)
		}
	}
	if p.RemoveAdditions && len(c.removable()) > 0 {
		if result, err = withoutAdditions(ctx, p.cluster, c, result); err != nil {
			return p.decideRefused(ctx, s, err)
		}
	}
	if problem := shrinks(s.manifest, live); problem != nil {
		return blocked(s.manifest, *problem), nil
	}
	return p.conclude(ctx, c, result)
}

// otherForm is the form in which an object is to be sent instead, nil where it is in
// that: fitted to the live one, with the variables in its order, for with the same
// values another order would only restart its Pods, or without a digest.
func (p *planner) otherForm(c *comparison, after map[string]any) *object.Manifest {
	if p.cluster.answersFor(c.manifest.Ref) { // a server would have refused
		if m := refitted(c.manifest, c.live); m != nil {
			return m
		}
	}
	return cmp.Or(c.manifest.InOrderOf(c.live), c.sparing(after))
}

// conclude decides by what changes of an existing object.
func (p *planner) conclude(ctx context.Context, c *comparison, result kube.ApplyResult) (decision, error) {
	fields, err := c.fields(result)
	if err != nil {
		return decision{}, err
	}
	shared := c.sharing()
	fields = append(fields, c.released(shared)...)
	kept := keptAddress(c, fields)
	if !kept && changesHandsOnly(fields) && len(shared.release) == 0 {
		d := none(c.subject, c.meta)
		d.dropped = p.droppedBy(c.manifest, result.Object)
		d.unrecorded, d.warning = d.unrecorded || !c.proven || len(fields) > 0, stillPaused(c)
		return d, nil
	}
	if kept || p.cluster.answersFor(c.manifest.Ref) && unchangeable(c, fields) {
		if d, renewed, err := p.replacement(ctx, c); renewed || err != nil {
			return d, err
		}
	}
	return p.update(c, result, fields, shared)
}

// update plans to change an object as the server has answered.
func (p *planner) update(c *comparison, result kube.ApplyResult, fields []FieldChange, shared sharing) (decision, error) {
	write, err := updating(c, shared)
	if err != nil {
		return decision{}, err
	}
	m := c.manifest
	return decision{dropped: p.droppedBy(m, result.Object), steps: []step.Step{write}, Change: Change{
		Action: Update, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: fields,
		Impact:   ofChange(m.Ref, &c.redaction, c.live, result.Object, p.all),
		Warnings: slices.Concat(serverWarnings(result.Warnings), riskOfOutage(c.live, result.Object), pausesOn(c), takings(c.losers)),
	}}, nil
}

func (p *planner) create(m *object.Manifest, result kube.ApplyResult) decision {
	d := p.creation(m, result.Object, fact.Fact{})
	d.Warnings = slices.Concat(serverWarnings(result.Warnings), d.Warnings)
	d.dropped = p.droppedBy(p.inFull(m), result.Object)
	return d
}
