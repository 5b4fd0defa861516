package plan

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// subject is a desired object and what a few requests have told of it.
type subject struct {
	manifest *object.Manifest
	entry    *state.Entry // nil where the state does not know it
	meta     object.Meta
	listed   bool // an object of this name bears the stack's label: meta is its
	proven   bool // its metadata proves that nothing has changed
	// added is what people have added to it, by the metadata.
	added []owner
	// forced means that fields are taken from other managers, and losers are those
	// managers from whom that is no drift.
	forced bool
	losers []holder
}

func (j *judge) subject(m *object.Manifest) subject {
	s := subject{manifest: m, entry: j.entries[m.Ref]}
	s.meta, s.listed = j.metas[m.Ref]
	if s.listed {
		s.added, _ = j.added(m, s.meta) // what cannot be read is found in the whole object, too
	}
	// What an apply had begun and not ended proves nothing.
	if s.listed && s.entry != nil && s.entry.Phase != state.Intended && s.entry.Phase != state.Deleting {
		s.proven = s.entry.Proves(m, s.meta, j.Stack.FieldManager(), j.serverVersion, j.snapshot.Key)
		if before := bare(m); !s.proven && before != nil {
			if s.proven = s.entry.Proves(before, s.meta, j.Stack.FieldManager(), j.serverVersion, j.snapshot.Key); s.proven {
				s.manifest = before
			}
		}
	}
	return s
}

// known reports whether the state knows the live object, under its UID.
func (s *subject) known(live object.Meta) bool {
	return s.entry != nil && s.entry.UID == live.UID
}

// settled reports whether the rollout of the live object, if its kind has one, was
// seen to finish.
func (s *subject) settled(live object.Meta) bool {
	return !rollsOut(s.manifest.Ref) || s.known(live) && s.entry.Phase == state.Ready
}

// decide returns what apply would do to one desired object.
func (p *planner) decide(ctx context.Context, s subject) (decision, error) {
	if s.meta.Deleting {
		return blocked(s.manifest, beingDeleted(s.manifest)), nil
	}
	if err := p.unread[placeOf(s.manifest.Ref)]; err != nil {
		return decision{}, err
	}
	if problem := clash(s.manifest); problem != nil {
		return blocked(s.manifest, *problem), nil
	}
	if s.finished(p.snapshot.Key) {
		return decision{Change: Change{Action: None, Object: s.manifest.Ref}}, nil
	}
	ask := s.maybePaused(p.Stack.FieldManager()) || p.RemoveAdditions && len(s.added) > 0
	if s.proven && !p.DryRunAll && !ask {
		d := none(s, s.meta)
		d.dropped = s.rememberedDropped()
		return d, nil
	}
	if len(p.leftOver(s.manifest)) > 0 {
		return p.decideShared(ctx, s)
	}
	request := kube.ApplyRequest{Ref: s.manifest.Ref, Content: s.manifest.Content, FieldManager: p.Stack.FieldManager()}
	if s.listed {
		request.Content = withPrecondition(s.manifest.Content, "uid", s.meta.UID)
	}
	if d, proven, err := p.converged(ctx, s, request); (proven || err != nil) && !ask {
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
	if !p.dry.reason(s.manifest.Ref).IsZero() { // a server would have refused
		if d, refitted, err := p.refit(ctx, s, live); refitted || err != nil {
			return d, err
		}
	}
	if ordered := s.manifest.InOrderOf(live); ordered != nil {
		return p.decideOrdered(ctx, s, ordered)
	}
	if spared := c.sparing(result.Object); spared != nil {
		s.manifest = spared
		d, err := p.decide(ctx, s)
		d.manifest = spared
		return d, err
	}
	if c.dropsAccount() && c.accountIn(result.Object) != defaultAccount {
		if result, err = p.inquiry().withAccount(ctx, c); err != nil {
			return p.decideRefused(ctx, s, err)
		}
	}
	if p.RemoveAdditions && len(c.removable()) > 0 {
		if result, err = p.inquiry().withoutAdditions(ctx, c, result); err != nil {
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
	kept := c.keptAddress(fields)
	if !kept && changesHandsOnly(fields) && len(shared.release) == 0 {
		d := none(s, c.meta)
		d.dropped = p.droppedBy(s.manifest, result.Object)
		d.unrecorded, d.warning = d.unrecorded || !s.proven || len(fields) > 0, c.stillPaused()
		return d, nil
	}
	if kept || !p.dry.reason(s.manifest.Ref).IsZero() && c.unchangeable(fields) {
		if d, renewed, err := p.replacement(ctx, c); renewed || err != nil {
			return d, err
		}
	}
	return p.update(c, result, fields, shared)
}

// update plans to change an object as the server has answered.
func (p *planner) update(c *comparison, result kube.ApplyResult, fields []FieldChange, shared sharing) (decision, error) {
	m, live := c.manifest, c.live
	removes, err := removals(c.removed())
	if err != nil {
		return decision{}, fmt.Errorf("%s: %w", m.Ref, err)
	}
	write, err := p.updating(c, shared, removes)
	if err != nil {
		return decision{}, fmt.Errorf("%s: %w", m.Ref, err)
	}
	return decision{dropped: p.droppedBy(m, result.Object), steps: []step.Step{write}, Change: Change{
		Action: Update, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: fields,
		Impact:   p.facts(cmp.Or(impactOfUpdate(live, result.Object), c.redaction.impactOfSchedule(live, result.Object), impactOfSuspension(m.Ref, live, result.Object)), live, result.Object),
		Warnings: slices.Concat(serverWarnings(result.Warnings), gained(riskOfOutage(live), riskOfOutage(result.Object)), c.pauses(), takings(c.losers)),
	}}, nil
}

// decideOrdered decides about a workload whose variables are sent in the order of
// the live ones: with the same values, another order would only restart its Pods.
func (p *planner) decideOrdered(ctx context.Context, s subject, ordered *object.Manifest) (decision, error) {
	s.manifest = ordered
	d, err := p.decide(ctx, s)
	d.manifest = cmp.Or(d.manifest, ordered)
	return d, err
}

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
	return decision{Change: Change{Action: None, Object: s.manifest.Ref}, rolloutPending: !s.settled(live), unrecorded: !remembers(s.entry, s.manifest)}
}

func (p *planner) create(m *object.Manifest, result kube.ApplyResult) decision {
	d := p.creation(m, result.Object, fact.Fact{})
	d.Warnings = slices.Concat(serverWarnings(result.Warnings), d.Warnings)
	d.dropped = p.droppedBy(p.inFull(m), result.Object)
	return d
}

func blocked(m *object.Manifest, problem Problem) decision {
	problem.Object = &m.Ref
	if problem.Origin == (object.Range{}) {
		problem.Origin = m.Origin
	}
	return decision{Change: Change{Action: Blocked, Object: m.Ref, Address: m.Address, Origin: m.Origin, Blocked: &problem}}
}
