package decide

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/growth"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/removal"
	"github.com/workloadlang/wl/plan/internal/replacement"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/masking"
)

// decider decides about single objects, for which it reads live ones and asks for
// dry-runs. It is not changed while that is done in parallel.
type decider struct {
	*judge.Judge
	cluster *observe.Approximator
	live    *observe.LiveObjects
	grower  *growth.Grower
	claims  *removal.Claims
	masking *masking.Masking
	ahead   judge.Ahead // what is decided, and written, before the objects in question
}

// against compares a desired object with the live one, whose sensitive values are noted.
func (p *decider) against(s compare.Subject, live map[string]any) (*compare.Comparison, error) {
	c, err := p.Judge.Against(s, live)
	if err == nil {
		p.masking.Note(c.Redaction.Mask(live))
	}
	return c, err
}

// decide returns how apply would change one desired object.
func (p *decider) decide(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	if d, decided := p.WithoutAsking(s); decided {
		return d, nil
	}
	if len(p.LeftOver(s.Manifest)) > 0 {
		return p.decideShared(ctx, s)
	}
	request := kube.ApplyRequest{Ref: s.Manifest.Ref, Content: s.Manifest.Content, FieldManager: p.Stack.FieldManager()}
	if s.Listed {
		request.Content = object.WithMetadata(s.Manifest.Content, "uid", s.Meta.UID)
	}
	if d, proven, err := p.converged(ctx, s, request); (proven || err != nil) && !p.AsksAnyway(s) {
		return d, err
	}
	for tries := retry.ChangedAnswer().Begin(); ; {
		result, err := p.cluster.DryRunApply(ctx, request)
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		if result.Created {
			return p.create(s.Manifest, result), nil
		}
		live, err := p.live.Get(ctx, s.Manifest.Ref)
		if err != nil {
			return vanished(s, err)
		}
		// A dry-run leaves the resource version as it is. Another one means that
		// another client wrote in between, who would be taken for us.
		if object.At(live, "metadata", "resourceVersion") == result.Meta.ResourceVersion || !tries.Again(ctx) {
			return p.compare(ctx, s, live, result)
		}
		p.live.Release(s.Manifest.Ref)
	}
}

// decideAs decides about an object that is to be sent in another form than it has been
// so far.
func (p *decider) decideAs(ctx context.Context, s compare.Subject, m *object.Manifest) (decision.Decision, error) {
	s.Manifest = m
	d, err := p.decide(ctx, s)
	d.Manifest = cmp.Or(d.Manifest, m)
	return d, err
}

// vanished turns the news that an object is gone, which was there a request
// before, into a decision.
func vanished(s compare.Subject, err error) (decision.Decision, error) {
	if apierrors.IsNotFound(err) {
		return decision.Blocked(s.Manifest, decision.ChangedMeanwhile(s.Manifest)), nil
	}
	return decision.Decision{}, err
}

// compare turns a dry-run's answer for an existing object into a decision.
func (p *decider) compare(ctx context.Context, s compare.Subject, live map[string]any, result kube.ApplyResult) (decision.Decision, error) {
	c, err := p.against(s, live)
	switch {
	case err != nil:
		return decision.Decision{}, err
	case c.Meta.Deleting:
		return decision.Blocked(s.Manifest, decision.BeingDeleted(s.Manifest, c.Meta)), nil
	case c.Foreign():
		return p.decideForeign(ctx, s, live)
	}
	if c.FormerDigest, err = formerDigest(ctx, p, c); err != nil {
		return decision.Decision{}, err
	}
	if m := cmp.Or(otherForm(c, result.Object, p.cluster.AnswersFor(s.Manifest.Ref)), yielding(p, c)); m != nil {
		return p.decideAs(ctx, s, m)
	}
	if c.DropsAccount() && compare.NamesAccount(result.Object) {
		if result, err = observe.WithDefaultAccount(ctx, p.cluster, c); err != nil {
			return p.decideRefused(ctx, s, err)
		}
	}
	if p.RemoveAdditions {
		c.Remove()
	}
	if err := compare.Reversion(c, result.Object); err != nil {
		return decision.Decision{}, err
	}
	if result, err = observe.WithoutTaken(ctx, p.cluster, c, result); err != nil {
		return p.decideRefused(ctx, s, err)
	}
	if problem := claim.ShrinksUnasked(s.Manifest, live); problem != nil && p.cluster.AnswersFor(s.Manifest.Ref) {
		return p.shrinking(ctx, c, result, *problem)
	}
	return p.conclude(ctx, c, result)
}

// shrinking decides about a claim that would shrink, where the server is not asked: what others have
// changed of it is to be told all the same.
func (p *decider) shrinking(ctx context.Context, c *compare.Comparison, result kube.ApplyResult, problem plan.Problem) (decision.Decision, error) {
	d := decision.Blocked(c.Manifest, problem)
	if !p.AsApplied {
		return d, nil
	}
	differs, err := p.conclude(ctx, c, result)
	if err != nil || len(differs.Fields) == 0 {
		return differs, err
	}
	d.Fields = differs.Fields
	return d, nil
}

// otherForm is the form in which an object is to be sent instead, nil where it is in
// that: fitted to the live one, with the variables in its order, for with the same
// values another order would only restart its Pods, or without a digest.
func otherForm(c *compare.Comparison, after map[string]any, computed bool) *object.Manifest {
	if computed { // a server would have refused
		if m := wanted.Refitted(c.Manifest, c.Live); m != nil {
			return m
		}
	}
	return cmp.Or(c.Manifest.InOrderOf(c.Live), c.Sparing(after))
}

// yielding is an object whose derived fields give way to what others have added, nil where they need not.
func yielding(p *decider, c *compare.Comparison) *object.Manifest {
	removes := fieldpath.NewSet()
	if p.RemoveAdditions {
		removes = c.Remove()
	}
	return compare.Yielding(c, removes)
}

// conclude decides by what changes of an existing object.
func (p *decider) conclude(ctx context.Context, c *compare.Comparison, result kube.ApplyResult) (decision.Decision, error) {
	fields, err := c.Fields(result)
	if err != nil {
		return decision.Decision{}, err
	}
	shared, stays := c.Sharing(), compare.Kept(c, fields)
	fields = append(fields, c.Released(shared)...)
	kept := replacement.KeptAddress(c, fields)
	if !kept && compare.ChangesHandsOnly(fields) && len(shared.Release) == 0 {
		d := judge.Unchanged(c.Subject, c.Meta)
		d.Dropped = p.droppedBy(c.Manifest, result.Object)
		d.Unrecorded, d.Warning = d.Unrecorded || !c.Proven || len(fields) > 0, cmp.Or(compare.StillPaused(c), compare.StillKept(c, stays))
		d.Steps, err = program.Record(c, shared)
		return d, err
	}
	if kept || replacement.RunsAgain(c, fields) || p.cluster.AnswersFor(c.Manifest.Ref) && replacement.Unchangeable(c, fields) {
		if d, replaced, err := p.replacement(ctx, c); replaced || err != nil {
			if d.Action == plan.Blocked && p.AsApplied {
				d.Fields = fields
			}
			return d, err
		}
	}
	d, err := p.Update(c, result, fields, shared)
	if err != nil {
		return d, err
	}
	d.Dropped, d.Warnings = p.droppedBy(c.Manifest, result.Object), append(d.Warnings, stays...)
	d.Along, err = p.claims.Lost(ctx, d.Object, c.Live, result.Object)
	return d, err
}

// create plans a new object as the server has answered.
func (p *decider) create(m *object.Manifest, result kube.ApplyResult) decision.Decision {
	d := p.Creation(m, result.Object, fact.Fact{})
	d.Warnings = slices.Concat(decision.ServerWarnings(result.Warnings), d.Warnings)
	d.Dropped = p.droppedBy(p.InFull(m), result.Object)
	return d
}

// droppedBy finds the fields that the server does not keep of an object, by what it
// makes of it. An answer that was computed, or by a definition that the plan changes first, says
// nothing about that.
func (p *decider) droppedBy(m *object.Manifest, answer map[string]any) []plan.DroppedField {
	if _, changes := p.ahead.Definitions[m.Ref.GroupKind()]; changes || p.cluster.AnswersFor(m.Ref) {
		return nil
	}
	return compare.Dropped(m, answer)
}
