package plan

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// subject is a desired object and what a few requests have told of it.
type subject struct {
	manifest *object.Manifest
	entry    *state.Entry // nil where the state does not know it
	meta     object.Meta
	listed   bool // an object of this name bears the stack's label: meta is its
	proven   bool // its metadata proves that nothing has changed
}

func (p *planner) subject(m *object.Manifest) subject {
	s := subject{manifest: m, entry: p.entries[m.Ref]}
	s.meta, s.listed = p.metas[m.Ref]
	// What an apply had begun and not ended proves nothing.
	if s.listed && s.entry != nil && s.entry.Phase != state.Intended && s.entry.Phase != state.Deleting {
		s.proven, _ = s.entry.Proves(m, s.meta, p.Stack.FieldManager(), p.serverVersion)
		if before := bare(m); !s.proven && before != nil {
			if s.proven, _ = s.entry.Proves(before, s.meta, p.Stack.FieldManager(), p.serverVersion); s.proven {
				s.manifest = before
			}
		}
	}
	return s
}

// known says whether the state knows the live object, under its UID.
func (s *subject) known(live object.Meta) bool {
	return s.entry != nil && s.entry.UID == live.UID
}

// settled says whether the rollout of the live object, if its kind has one, was
// seen to finish.
func (s *subject) settled(live object.Meta) bool {
	return !rollsOut(s.manifest.Ref) || s.known(live) && s.entry.Phase == state.Ready
}

// decide says what apply would do to one desired object.
func (p *planner) decide(ctx context.Context, s subject) (decision, error) {
	if s.meta.Deleting {
		return blocked(s.manifest, beingDeleted(s.manifest)), nil
	}
	if s.finished() {
		return decision{Change: Change{Action: None, Object: s.manifest.Ref}}, nil
	}
	heldBack := s.maybeHeldBack(p.Stack.FieldManager())
	if s.proven && !p.DryRunAll && !heldBack {
		return none(s, s.meta), nil
	}
	if len(p.leftOver(s.manifest)) > 0 {
		return p.decideShared(ctx, s)
	}
	request := kube.ApplyRequest{Ref: s.manifest.Ref, Content: s.manifest.Content, FieldManager: p.Stack.FieldManager()}
	if s.listed {
		request.Content = withPrecondition(s.manifest.Content, "uid", s.meta.UID)
	}
	if d, proven, err := p.converged(ctx, s, request); (proven || err != nil) && !heldBack {
		return d, err
	}
	for attempt := 1; ; attempt++ {
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
		// somebody wrote in between, who would be taken for us.
		if attempt == attempts || at(live, "metadata", "resourceVersion") == result.Meta.ResourceVersion {
			return p.compare(ctx, s, live, result)
		}
		p.live.release(s.manifest.Ref)
	}
}

// attempts bounds how often an object is looked at again because it changed
// between two requests, as the status of a workload does during its rollout.
const attempts = 5

// vanished turns the news that an object is gone, which was there a request
// before, into a decision.
func vanished(s subject, err error) (decision, error) {
	if apierrors.IsNotFound(err) {
		return blocked(s.manifest, changedMeanwhile(s.manifest)), nil
	}
	return decision{}, err
}

// withPrecondition is the content with one more field of metadata, by which the
// server refuses to act on another object or another version.
func withPrecondition(content map[string]any, field, value string) map[string]any {
	content = maps.Clone(content)
	metadata, _ := content["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	metadata[field] = value
	content["metadata"] = metadata
	return content
}

// compare turns a dry-run's answer for an existing object into a decision.
func (p *planner) compare(ctx context.Context, s subject, live map[string]any, result kube.ApplyResult) (decision, error) {
	c, err := p.newComparison(s, live)
	if err != nil {
		return decision{}, err
	}
	if c.meta.Deleting {
		return blocked(s.manifest, beingDeleted(s.manifest)), nil
	}
	if c.foreign() {
		return p.decideForeign(ctx, s, live)
	}
	if p.dry.reason(s.manifest.Ref) != "" { // a server would have refused
		if d, refitted, err := p.refit(ctx, s, live); refitted || err != nil {
			return d, err
		}
	}
	if spared := c.sparing(result.Object); spared != nil {
		s.manifest = spared
		d, err := p.decide(ctx, s)
		d.manifest = spared
		return d, err
	}
	if c.dropsAccount() && c.accountIn(result.Object) != defaultAccount {
		if result, err = p.withAccount(ctx, c); err != nil {
			return p.decideRefused(ctx, s, err)
		}
	}
	if problem := shrinks(s.manifest, live); problem != nil {
		return blocked(s.manifest, *problem), nil
	}
	fields, err := c.fields(result)
	if err != nil {
		return decision{}, err
	}
	shared := p.sharing(c)
	fields = append(fields, c.released(shared)...)
	if len(fields) == 0 {
		d := none(s, c.meta)
		d.stale, d.warning = d.stale || !s.proven, c.stillHeldBack()
		return d, nil
	}
	if c.keptAddress(fields) || p.dry.reason(s.manifest.Ref) != "" && c.unchangeable(fields) {
		if d, renewed, err := p.replacement(ctx, c); renewed || err != nil {
			return d, err
		}
	}
	return decision{Change: Change{
		Action: Update, Object: s.manifest.Ref, Address: s.manifest.Address, Origin: s.manifest.Origin, Fields: fields,
		Impact:   p.facts(cmp.Or(impactOfUpdate(live, result.Object), c.redaction.impactOfSchedule(live, result.Object), impactOfSuspension(s.manifest.Ref, live, result.Object)), live, result.Object),
		Warnings: slices.Concat(c.redaction.mask.Texts(result.Warnings), gained(riskOfOutage(live), riskOfOutage(result.Object)), c.heldBack()),
		Basis: Basis{
			UID: c.meta.UID, ResourceVersion: c.meta.ResourceVersion, DefaultAccount: c.dropsAccount(),
			Release: formatted(shared.release), Initial: formatted(shared.initial),
		},
	}}, nil
}

// decideRefused says what becomes of an object whose dry-run the server
// refused. What is no answer about this object is an error: the plan would not
// be whole.
func (p *planner) decideRefused(ctx context.Context, s subject, refusal error) (decision, error) {
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

// answer is the server's judgement of an object, if an error is one.
func answer(err error) (status apierrors.APIStatus, answered bool) {
	switch {
	case !errors.As(err, &status):
		return nil, false
	case apierrors.IsUnauthorized(err), apierrors.IsTooManyRequests(err), apierrors.IsTimeout(err):
		return status, false
	}
	return status, status.Status().Code < 500 || isSchemaError(status)
}

func none(s subject, live object.Meta) decision {
	return decision{Change: Change{Action: None, Object: s.manifest.Ref}, unsettled: !s.settled(live), stale: !remembers(s.entry, s.manifest)}
}

func (p *planner) create(m *object.Manifest, result kube.ApplyResult) decision {
	d := p.createUnasked(m, "")
	r := newRedaction(p.inFull(m), nil)
	d.Warnings = append(r.mask.Texts(result.Warnings), d.Warnings...)
	return d
}

// createUnasked plans an object without asking the server, which cannot judge
// it before its namespace or its definition is there.
func (p *planner) createUnasked(m *object.Manifest, why string) decision {
	left := p.leftOver(m)
	m = p.inFull(m)
	content, begins := m.Content, p.begins(m)
	if begins != nil {
		content = withReplicas(content, *begins)
	}
	return decision{Change: Change{
		Action: Create, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: newFields(m),
		Impact: p.facts(cmp.Or(impactOfCreate(content), impactOfFirstSchedule(m), impactOfSuspension(m.Ref, nil, content)), nil, content), Basis: Basis{Replicas: begins, Release: formatted(within(content, left))},
		Warnings: append(riskOfOutage(content), runsAgain(p.entries[m.Ref], m)...), Approximate: why,
	}}
}

func blocked(m *object.Manifest, problem Problem) decision {
	problem.Object = &m.Ref
	if problem.Origin == (object.Range{}) {
		problem.Origin = m.Origin
	}
	return decision{Change: Change{Action: Blocked, Object: m.Ref, Address: m.Address, Origin: m.Origin, Blocked: &problem}}
}
