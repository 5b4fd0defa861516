package decide

import (
	"context"
	"errors"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/merge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/replacement"
)

// decideRefused returns what becomes of an object whose dry-run the server
// refused. What is no answer about this object is an error: the plan would not
// be whole.
func (p *decider) decideRefused(ctx context.Context, s compare.Subject, refused error) (decision.Decision, error) {
	if d, computed, err := p.decideAhead(ctx, s, refused); computed || err != nil {
		return d, err
	}
	if unknown := new(kube.NoKindError); errors.As(refused, &unknown) {
		return decision.Blocked(s.Manifest, refusal.NoKind(s.Manifest, unknown)), nil
	}
	status, answered := refusal.Answer(refused)
	switch {
	case !answered:
		return decision.Decision{}, refused
	case refusal.IsFieldConflict(status):
		return p.decideConflict(ctx, s, status)
	case apierrors.IsConflict(refused), refusal.IsReplaced(status):
		return decision.Blocked(s.Manifest, decision.ChangedMeanwhile(s.Manifest)), nil
	}
	d, err := (&immutable{p}).decide(ctx, s, refused, status)
	if err != nil || d.Action != plan.Blocked || !p.AsApplied {
		return d, err
	}
	return (&immutable{p}).withDrift(ctx, s, d)
}

// immutable finds out which fields a refusal is about that names only the whole.
type immutable struct{ *decider }

// decide returns what becomes of an object that the server has refused, and why it stays as it
// is where nothing else becomes of it.
func (p *immutable) decide(ctx context.Context, s compare.Subject, refused error, status apierrors.APIStatus) (decision.Decision, error) {
	if apierrors.IsInvalid(refused) {
		if d, collides, err := (collider{p.decider}).decideCollision(ctx, s, status); collides || err != nil {
			return d, err
		}
		if d, replaced, err := p.decideUnchangeable(ctx, s); replaced || err != nil {
			return d, err
		}
	}
	problem := refusal.Of(p.InFull(s.Manifest), status.Status())
	err := p.name(ctx, s, refused, &problem)
	if err == nil && apierrors.IsInvalid(refused) && problem.Code == plan.ProblemRefused {
		err = p.nameKept(ctx, s, &problem)
	}
	return decision.Blocked(s.Manifest, problem), err
}

// nameKept names in the problem what other managers keep in the live object, if that is why.
func (p *immutable) nameKept(ctx context.Context, s compare.Subject, problem *plan.Problem) error {
	if s.Listed && !slices.ContainsFunc(s.Meta.Managers, func(e object.ManagerEntry) bool { return e.Manager != p.Stack.FieldManager() && e.Subresource == "" }) {
		return nil
	}
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if err != nil {
		return unlessNotFound(err)
	}
	c, err := p.against(s, live)
	if err != nil || c.Meta.Deleting {
		return err
	}
	merged, err := merge.Apply(live, kube.ApplyRequest{Ref: s.Manifest.Ref, FieldManager: c.Manager, Force: true, Content: c.Asked()})
	if err != nil {
		return nil // what the server says is all that is known
	}
	return (collider{p.decider}).nameKept(c, problem, func() (kube.ApplyResult, error) { return observe.WithoutTaken(ctx, p.cluster, c, merged) })
}

// withDrift computes in what an object differs that the server refuses to have again as it was
// applied: what others have changed is to be told all the same.
func (p *immutable) withDrift(ctx context.Context, s compare.Subject, d decision.Decision) (decision.Decision, error) {
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if err != nil {
		return d, unlessNotFound(err)
	}
	c, err := p.against(s, live)
	if err != nil || c.Foreign() || c.Meta.Deleting {
		return d, err
	}
	d.Fields, err = p.changesIn(c)
	d.Approximate = fact.New(plan.UnaskedRefused, nil)
	return d, err
}

// name makes the problem more precise, where that can be: it is for the size of a claim, or for
// parts of what the server names.
func (p *immutable) name(ctx context.Context, s compare.Subject, refused error, problem *plan.Problem) error {
	unsized, err := p.unsized(ctx, s, refused)
	if err == nil && unsized == nil {
		return p.nameChanged(ctx, s, problem)
	}
	if unsized != nil {
		*problem = *unsized
	}
	return err
}

// nameChanged names in the problem that an immutable field has changed which do, where the
// server names only the whole of which they are parts.
func (p *immutable) nameChanged(ctx context.Context, s compare.Subject, problem *plan.Problem) error {
	if problem.Code != plan.ProblemImmutable {
		return nil
	}
	if s.Manifest.Ref.GroupKind() == kind.Claim {
		problem.Args["claim"] = true
	}
	changed, err := p.changesWithin(ctx, s, problem.Path)
	changed = refusal.Immutable(*problem, changed)
	if err != nil || len(changed) == 0 {
		return err
	}
	problem.Args["fields"] = object.PathTexts(changed)
	problem.Path, problem.Origin = changed[0], s.Manifest.SourceOf(kubeschema.Locate(s.Manifest.Content, changed[0]))
	return nil
}

// nameDiffering names in the problem that an immutable field of an object to be adopted is
// otherwise than the configuration has it which parts do, by what the server would make of
// a new object: the configuration has not changed anything.
func (p *immutable) nameDiffering(ctx context.Context, c *compare.Comparison, problem *plan.Problem) error {
	if problem.Code != plan.ProblemImmutable {
		return nil
	}
	_, result, err := observe.Tried(ctx, p.cluster, c)
	if err != nil || !result.Created {
		return refusal.Unanswered(err)
	}
	r, err := replacement.Of(c, result)
	if err != nil || r == nil {
		return err
	}
	fields := compare.Differing(c.Manifest.Ref.GroupKind(), r.Forcing())
	if len(fields) == 0 {
		return nil
	}
	problem.Args["differs"], problem.Path = compare.Differences(fields), fields[0].Path
	problem.Origin = c.Manifest.SourceOf(kubeschema.Locate(c.Manifest.Content, problem.Path))
	return nil
}

// changesWithin computes which parts of a field of the live object the configuration changes,
// as far as that can be known without the server.
func (p *immutable) changesWithin(ctx context.Context, s compare.Subject, whole object.Path) (changed []object.Path, err error) {
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if err != nil {
		return nil, unlessNotFound(err)
	}
	return p.changesOf(s, live, whole)
}

func (p *immutable) changesOf(s compare.Subject, live map[string]any, whole object.Path) (changed []object.Path, err error) {
	c, err := p.against(s, live)
	if err != nil {
		return nil, err
	}
	fields, err := p.changesIn(c)
	for _, f := range fields {
		if f.Path != whole && f.Path.HasPrefix(whole) && !f.Op.KeepsValue() && !claim.Resizable(live, s.Manifest, f.Path) {
			changed = append(changed, f.Path)
		}
	}
	return changed, err
}

// changesIn computes which fields the configuration changes, as far as that can be known without
// the server.
func (p *immutable) changesIn(c *compare.Comparison) ([]plan.FieldChange, error) {
	merged, err := merge.Apply(c.Live, kube.ApplyRequest{Ref: c.Manifest.Ref, Content: c.Manifest.Content, FieldManager: c.Manager, Force: true})
	if err != nil {
		return nil, nil // what the server says is all that is known
	}
	return c.Fields(merged)
}

// decideAhead plans an object that the server refuses because of what the plan
// changes first: computed here, for the server cannot be asked until then. It
// reports false where the refusal has another reason.
func (p *decider) decideAhead(ctx context.Context, s compare.Subject, refused error) (decision.Decision, bool, error) {
	first := p.ahead.Behind(s.Manifest, refused)
	if len(first) == 0 {
		first = judge.Answering(p.Judge, s.Manifest.Ref, refused)
	}
	if len(first) == 0 || p.cluster.IsSupposed(s.Manifest.Ref) {
		return decision.Decision{}, false, nil
	}
	p.cluster.Suppose(s.Manifest.Ref, judge.UntilChanged(first))
	d, err := p.decide(ctx, s)
	d.WaitFor(first)
	return d, true, err
}

// unread decides about objects that the server fails to read, which it may do because of what
// the plan changes first.
type unread struct {
	*decider
	failed error
}

func (p unread) decide(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	if d, computed, err := p.decideAhead(ctx, s, p.failed); computed || err != nil {
		return d, err
	}
	return decision.Decision{}, p.failed
}

// unsized returns why the server has refused a claim, where that is for its size; nil where it is
// for anything else, which the server says in the same words of a claim that is not bound.
func (p *immutable) unsized(ctx context.Context, s compare.Subject, refused error) (*plan.Problem, error) {
	why := refusal.OfSize(refused)
	if s.Manifest.Ref.GroupKind() != kind.Claim || why == refusal.NotForSize {
		return nil, nil
	}
	live, err := p.live.Get(ctx, s.Manifest.Ref)
	if err != nil {
		return nil, unlessNotFound(err)
	}
	switch why {
	case refusal.Shrinks:
		return claim.Shrinks(s.Manifest, live), nil
	case refusal.CannotGrow:
		problem := claim.CannotGrow(s.Manifest, live)
		return problem, p.grower.NameMissingClass(ctx, problem)
	}
	changed, err := p.changesOf(s, live, object.PathOf("spec"))
	if err != nil || slices.ContainsFunc(changed, func(path object.Path) bool { return path != claim.SizePath() }) {
		return nil, err
	}
	// It may have been bound since, and could grow.
	if problem := claim.Shrinks(s.Manifest, live); problem != nil || claim.IsBound(live) {
		return problem, nil
	}
	return claim.CannotGrow(s.Manifest, live), nil // it is not bound
}

// unlessFailing turns a server's failure to answer about one object into a
// decision about that object: a webhook of its may be down, or the API server
// behind which its kind is. So it does with an object that cannot be compared. Nothing
// else has to do with that. Every other error stays one.
func unlessFailing(j *judge.Judge, m *object.Manifest, d decision.Decision, err error) (decision.Decision, error) {
	if !failing.IsAboutOne(err) {
		return d, err
	}
	problem := refusal.FailedOn(m, err)
	if problem.Code == plan.ProblemOtherScope {
		if definition := judge.Rescoping(j.Configuration, m.Ref, problem.Args["namespaced"] == true); definition != nil {
			problem.Args["definition"] = *definition
		}
	}
	if name, _ := problem.Args["webhook"].(string); name != "" {
		if c := judge.Intercepting(j.Configuration, m.Ref, name); c != nil {
			problem.Args["configuration"], problem.Args["resource"] = c.Name, kind.About(c.GroupKind()).Plural
		}
	}
	return decision.Blocked(m, problem), nil
}
