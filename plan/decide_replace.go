package plan

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// decideUnchangeable looks whether a refused change is one that needs the object
// to be replaced. It reports false when the refusal has another reason.
func (p *planner) decideUnchangeable(ctx context.Context, s subject) (decision, bool, error) {
	live, err := p.live.get(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return decision{}, false, nil
	}
	if err != nil {
		return decision{}, false, err
	}
	c, err := p.against(s, live)
	if err != nil {
		return decision{}, false, err
	}
	if c.foreign() {
		d, err := p.decideForeign(ctx, s, live)
		return d, true, err
	}
	if m := cmp.Or(refitted(s.manifest, live), s.manifest.InOrderOf(live)); m != nil {
		d, err := p.decideAs(ctx, s, m)
		return d, true, err
	}
	if len(kind.About(s.manifest.Ref.GroupKind()).Fixed) == 0 {
		return decision{}, false, nil
	}
	return p.replacement(ctx, c)
}

// replacement plans to delete an object and create it again, if one of its fixed parts
// changes. It reports false where none does, or the server says nothing about it.
func (p *planner) replacement(ctx context.Context, c *comparison) (decision, bool, error) {
	ref, content, err := trial(renewed(c))
	if err != nil {
		return decision{}, false, err
	}
	result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{Ref: ref, Content: content, FieldManager: c.manager})
	if err != nil || !result.Created {
		return decision{}, false, unanswered(err)
	}
	fields, forcing, keepsPods, err := renewedFields(c, result)
	if err != nil || len(forcing) == 0 {
		return decision{}, false, err
	}
	if problem := shrinksTemplate(c.manifest, c.live); problem != nil {
		return blocked(c.manifest, *problem), true, nil
	}
	if spared, err := p.spared(c, result.Object); err != nil || spared != nil && keepsPods {
		if err != nil {
			return decision{}, false, err
		}
		d, renewed, err := p.replacement(ctx, spared)
		d.manifest = spared.manifest
		return d, renewed, err
	}
	growth, err := p.grower.growing(ctx, c.manifest, c.live)
	if err != nil {
		return decision{}, false, err
	}
	d := p.replace(c, result, &Replacement{Because: forcing, KeepsPods: keepsPods}, growth)
	d.Fields = fields
	return d, true, nil
}

// replace plans to replace an object by what the server has answered.
func (p *planner) replace(c *comparison, result kube.ApplyResult, how *Replacement, growth growth) decision {
	m := c.manifest
	d := decision{dropped: p.droppedBy(m, result.Object), Change: Change{
		Action: Replace, Object: m.Ref, Address: m.Address, Origin: m.Origin, Replacement: how, Grows: growth.grows,
		Warnings: slices.Concat(serverWarnings(result.Warnings), losses(c, result.Object, how.Because), growth.warnings(), outwornByHand(c.live, result.Object), takings(c.losers)),
	}}
	if m.Ref.GroupKind() == kind.Job {
		d.Action = Rerun
	}
	after, sent, left := result.Object, renewed(c).Content, c.leftOver
	if how.KeepsPods && at(sent, "spec", "replicas") == nil {
		running := number(c.live, 1, "spec", "replicas")
		after, sent, left = withReplicas(after, running), withReplicas(sent, running), slices.Concat(left, []object.Path{replicasPath()})
	}
	d.steps = replacing(c, how.KeepsPods, growth.grows, sent, within(after, left))
	d.Impact = ofReplacement(c.live, after, how.KeepsPods, p.all)
	return d
}
