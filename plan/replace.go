package plan

import (
	"context"
	"fmt"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
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
	c, err := p.newComparison(s, live)
	if err != nil {
		return decision{}, false, err
	}
	if c.foreign() {
		d, err := p.decideForeign(ctx, s, live)
		return d, true, err
	}
	if d, refitted, err := p.refit(ctx, s, live); refitted || err != nil {
		return d, true, err
	}
	if ordered := s.manifest.InOrderOf(live); ordered != nil {
		d, err := p.decideOrdered(ctx, s, ordered)
		return d, true, err
	}
	if len(kind.About(s.manifest.Ref.GroupKind()).Fixed) == 0 {
		return decision{}, false, nil
	}
	return p.replacement(ctx, c)
}

// replacement plans to make an object anew, if one of its fixed parts changes.
func (p *planner) replacement(ctx context.Context, c *comparison) (decision, bool, error) {
	ref, content, err := trial(p.renewed(c))
	if err != nil {
		return decision{}, false, err
	}
	result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{Ref: ref, Content: content, FieldManager: c.manager})
	if err != nil || !result.Created {
		return decision{}, false, unanswered(err)
	}
	if c.willOwn, err = ownersOf(result.Meta); err != nil {
		return decision{}, false, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	fields, err := c.renewed(result.Object)
	if err != nil {
		return decision{}, false, err
	}
	paths := make([]object.Path, len(fields))
	for i, f := range fields {
		paths[i] = f.Path
	}
	forcing, how := fixedIn(c.live, c.manifest.Ref.GroupKind(), paths)
	if how == 0 {
		return decision{}, false, nil
	}
	if problem := c.shrinksTemplate(); problem != nil {
		return blocked(c.manifest, *problem), true, nil
	}
	if spared, err := p.spared(c, result.Object); err != nil || spared != nil && how == keepsPods {
		if err != nil {
			return decision{}, false, err
		}
		d, renewed, err := p.replacement(ctx, spared)
		d.manifest = spared.manifest
		return d, renewed, err
	}
	growth, err := p.grower().growing(ctx, c)
	if err != nil {
		return decision{}, false, err
	}
	d := decision{dropped: p.droppedBy(c.manifest, result.Object), Change: Change{
		Action: Replace, Object: c.manifest.Ref, Address: c.manifest.Address, Origin: c.manifest.Origin, Fields: fields,
		Replacement: &Replacement{Because: forcing, KeepsPods: how == keepsPods}, Grows: growth.grows,
		Warnings: slices.Concat(serverWarnings(result.Warnings), losses(c, result.Object, forcing), growth.warnings(), outwornByHand(c.live, result.Object), takings(c.losers)),
	}}
	if c.manifest.Ref.GroupKind() == kind.Job {
		d.Action = Rerun
	}
	after, sent := result.Object, p.renewed(c).Content
	left := c.leftOver
	if how == keepsPods && at(content, "spec", "replicas") == nil {
		running := number(c.live, 1, "spec", "replicas")
		after, sent, left = withReplicas(after, running), withReplicas(sent, running), slices.Concat(left, []object.Path{replicasPath()})
	}
	d.steps = replacing(c, how, growth.grows, sent, within(after, left))
	d.Impact = p.facts(impactOfReplace(c.live, after, how), c.live, after)
	return d, true, nil
}

// unanswered keeps those errors that leave the plan incomplete. A server that
// refuses the new object as well has said why about the old one.
func unanswered(err error) error {
	if err == nil || apierrors.IsInvalid(err) || apierrors.IsForbidden(err) || apierrors.IsConflict(err) || apierrors.IsBadRequest(err) {
		return nil
	}
	return err
}

// renewed lists the fields in which the new object will differ from the live
// one, as far as the configuration has a say in them.
func (c *comparison) renewed(after map[string]any) ([]FieldChange, error) {
	after = with(after, "metadata", with(after["metadata"].(map[string]any), "name", c.manifest.Ref.Name))
	changes, err := kubeschema.Diff(c.live, after)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	var fields []FieldChange
	for _, d := range changes {
		if !c.ofInterest(d.Path) {
			continue
		}
		f := c.field(d)
		if f.Path == object.PathOf("spec", "clusterIP") && !kubeschema.Has(c.desired, f.Path) {
			f.Op, f.After, f.Unknown = Remove, nil, false // the server finds another address
		}
		fields = append(fields, f)
	}
	return fields, nil
}

// losses returns what is not carried over to a new object.
func losses(c *comparison, after map[string]any, forcing []object.Path) []fact.Fact {
	var lost []fact.Fact
	for _, path := range forcing {
		switch {
		case c.manifest.Ref.GroupKind() == kind.StatefulSet && path == object.PathOf("spec", "serviceName"):
			lost = append(lost, fact.New(WarnDNSNames, nil))
		case c.manifest.Ref.GroupKind() == kind.StatefulSet && path.HasPrefix(object.PathOf("spec", "volumeClaimTemplates")) && !resizesOnly(c.live, after):
			lost = append(lost, fact.New(WarnTemplatesForNew, nil))
		case c.manifest.Ref.GroupKind() == kind.Service && path == object.PathOf("spec", "clusterIP"):
			lost = append(lost, fact.New(WarnAddressChanges, nil))
		}
	}
	return lost
}

// impactOfReplace returns what becomes of the Pods of an object that is replaced.
func impactOfReplace(live, after map[string]any, how renewal) *Impact {
	if kind.Of(live) == kind.Job {
		i := impactOf(EffectJobRunsAgain, nil)
		if running := number(live, 0, "status", "active"); running > 0 {
			i.effect(EffectPodsTerminatedFirst, fact.Args{"pods": running})
		}
		return i
	}
	i := impactOfUpdate(live, after)
	if i != nil && how == keepsPods && len(newClaims(live, after)) > 0 {
		i.replacing(runningPods(live), after)
	}
	switch {
	case i == nil:
	case how == keepsPods:
		i.Effects = slices.Insert(i.Effects, 0, fact.New(EffectRecreatedAround, nil))
	default:
		running := runningPods(live)
		i.Restarts = min(running, i.ReplicasAfter)
		i.Outage = running > 0
		i.Effects = []fact.Fact{fact.New(EffectNoPods, nil)}
		if running > 0 {
			i.Effects = []fact.Fact{fact.New(EffectAllTerminatedFirst, nil)}
		}
	}
	return i
}

func with(m map[string]any, key string, value any) map[string]any {
	m = maps.Clone(m)
	m[key] = value
	return m
}

func without(m map[string]any, key string) map[string]any {
	m = maps.Clone(m)
	delete(m, key)
	return m
}
