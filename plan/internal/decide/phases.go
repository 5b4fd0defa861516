package decide

import (
	"cmp"
	"context"
	"errors"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/quota"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// phases lets one decider decide about objects in an order in which more is known of
// the later ones, and then judges all decisions together.
type phases struct{ one *decider }

// decideWanted decides about namespaces and definitions first: what needs one that does
// not exist yet cannot be asked about.
func (p *phases) decideWanted(ctx context.Context, subjects []compare.Subject) (decisions []decision.Decision, err error) {
	phases, decide := judge.InPhases(subjects), p.settle
	var rest []decision.Decision
	for _, phase := range phases {
		decisions = append(decisions, rest...)
		p.one.ahead = judge.AheadOf(decisions)
		if rest, err = pool.Map(ctx, p.one.Parallelism, phase, decide); err != nil {
			return nil, err
		}
		decide = p.decideUnder(judge.ComingBy(p.one.Desired, slices.Concat(decisions, rest)))
	}
	if err := p.refitOthers(ctx, phases[len(phases)-1], rest); err != nil {
		return nil, err
	}
	decisions = append(decisions, rest...)
	judge.NamespacesGo(p.one.Terminating, decisions)
	return decisions, nil
}

// settle decides about an object, notes as what it is to be sent, and whether
// the decision was made without the server.
func (p *phases) settle(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	decide := p.one.decide
	if s.Replacing() {
		decide = resumer{p.one}.resume
	} else if failed := p.one.Unanswered(s.Manifest.Ref); failed != nil {
		decide = unread{p.one, failed}.decide
	}
	d, err := decide(ctx, s)
	if err == nil {
		d, err = p.one.grower.GrowOwed(ctx, s, d)
	}
	if err == nil {
		d, err = (&repeater{p.one, judge.Repeater{Judge: p.one.Judge}}).runFailed(ctx, s, d)
	}
	if err == nil {
		d.Addition, err = p.addition(ctx, s, d)
	}
	d, err = unlessFailing(p.one.Judge, s.Manifest, d, err)
	d.Manifest = cmp.Or(d.Manifest, s.Manifest)
	p.one.live.Release(d.Object)
	if why := p.one.cluster.Reason(d.Object); d.Approximate.IsZero() {
		d.Approximate = why
	}
	return d, err
}

// refitOthers decides anew about what means the Pods of workloads whose fit was
// found only now.
func (p *phases) refitOthers(ctx context.Context, subjects []compare.Subject, decisions []decision.Decision) error {
	var fits []*object.Fit
	for i, d := range decisions {
		if d.Manifest != nil && d.Manifest.Fit != nil && subjects[i].Manifest.Fit == nil {
			fits = append(fits, d.Manifest.Fit)
		}
	}
	for i, s := range subjects {
		if decisions[i].Manifest == nil || decisions[i].Manifest.Fit != nil {
			continue
		}
		m := wanted.Fitted(s.Manifest, fits)
		if m == s.Manifest {
			continue
		}
		p.one.Refit(m.Ref, fits)
		var err error
		if decisions[i], err = p.settle(ctx, p.one.Subject(m)); err != nil {
			return err
		}
	}
	return nil
}

// decideUnder decides about objects of which some lie in, or are of, what the
// plan itself creates.
func (p *phases) decideUnder(c judge.Coming) func(context.Context, compare.Subject) (decision.Decision, error) {
	return func(ctx context.Context, s compare.Subject) (decision.Decision, error) {
		if !s.Proven {
			if problem := decision.TooLarge(s.Manifest); problem != nil {
				return decision.Blocked(s.Manifest, *problem), nil
			}
		}
		if why := c.Lacking(s.Manifest.Ref); !why.IsZero() && p.one.Unanswered(s.Manifest.Ref) == nil {
			return p.decideLacking(ctx, s, c, why)
		}
		return p.settle(ctx, s)
	}
}

// decideLacking plans an object about which the server cannot be asked yet, only
// whether it has the object's kind at all.
func (p *phases) decideLacking(ctx context.Context, s compare.Subject, c judge.Coming, why fact.Fact) (decision.Decision, error) {
	gk := s.Manifest.Ref.GroupKind()
	k, builtIn := kind.Lookup(gk)
	served := builtIn && !k.Young && k.Version == s.Manifest.Version() // by every server
	if !served && c.Kinds[gk] == "" {
		_, err := p.one.cluster.GetVersion(ctx, s.Manifest.Ref, s.Manifest.Version())
		if unknown := new(kube.NoKindError); errors.As(err, &unknown) {
			return decision.Blocked(s.Manifest, refusal.NoKind(s.Manifest, unknown)), nil
		}
		if failing.IsAboutOne(err) {
			return unlessFailing(p.one.Judge, s.Manifest, decision.Decision{}, err)
		}
	}
	d := p.one.Creation(s.Manifest, nil, why)
	d.Manifest = s.Manifest
	d.WaitFor(p.one.ahead.Lacking(s.Manifest))
	return d, nil
}

// together judges what each dry-run passes alone and all changes together do
// not: a port of the nodes asked for twice, a quota used up. Jobs that run in every apply
// do where anything else is done.
func (p *phases) together(ctx context.Context, decisions []decision.Decision) error {
	desired := make(map[object.Ref]*object.Manifest, len(p.one.Desired))
	for i := range p.one.Desired {
		desired[p.one.Desired[i].Ref] = &p.one.Desired[i]
	}
	p.one.MaskGrants(decisions)
	judge.WarnOfVersions(p.one.Observation, decisions)
	judge.Shared(decisions, p.one.Desired)
	if err := p.nameHolders(ctx, decisions); err != nil {
		return err
	}
	if err := quota.Judge(ctx, p.one.cluster, decisions, desired); err != nil {
		return err
	}
	return (&repeater{p.one, judge.Repeater{Judge: p.one.Judge}}).rerun(ctx, decisions)
}

// deletions judges what is to be deleted by all that stays.
func (p *phases) deletions(ctx context.Context, decisions []decision.Decision) error {
	scaled, err := p.scaledMounters(ctx, decisions)
	if err != nil {
		return err
	}
	p.one.Protect(decisions, scaled)
	judge.ClaimsGo(decisions)
	return nil
}

// scaledMounters reads the StatefulSets of which only the cluster knows how many Pods they have, where
// a claim of one is to be deleted. One that is not there, or may not be read, may have any.
func (p *phases) scaledMounters(ctx context.Context, decisions []decision.Decision) (map[object.Ref]map[string]any, error) {
	scaled := make(map[object.Ref]map[string]any)
	for _, ref := range judge.ScaledMounters(p.one.Configuration, decisions) {
		live, err := p.one.live.Get(ctx, ref)
		if err != nil && !apierrors.IsNotFound(err) && !failing.IsAboutOne(err) {
			return nil, err
		}
		if err == nil {
			scaled[ref] = live
		}
	}
	return scaled, nil
}

// nameHolders says of Services that are refused for a port of the nodes which other Services
// of the plan are to give up: the configuration is right, and what is to be done is in another order.
func (p *phases) nameHolders(ctx context.Context, decisions []decision.Decision) error {
	lacking := make([]bool, len(decisions))
	for i := range decisions {
		lacking[i] = judge.LacksPort(&decisions[i])
	}
	for i := range decisions {
		if !lacking[i] {
			continue
		}
		for j := range decisions {
			if i == j || !lacking[j] && !givesUp(&decisions[j]) {
				continue
			}
			problem, err := p.heldBy(ctx, &decisions[i], &decisions[j])
			if err != nil {
				return err
			}
			if problem != nil {
				decisions[i].Blocked = problem
				break
			}
		}
	}
	return nil
}

// givesUp reports whether a Service may lose its ports by what was decided about it.
func givesUp(d *decision.Decision) bool {
	changes := d.Action == plan.Delete || d.Action == plan.Update || d.Action == plan.Replace
	return d.Object.GroupKind() == kind.Service && !d.Missing && changes
}

// heldBy returns the problem that a Service's port is another one's, nil where it is not.
func (p *phases) heldBy(ctx context.Context, d, holder *decision.Decision) (*plan.Problem, error) {
	live, err := p.one.live.Get(ctx, holder.Object)
	if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return judge.HeldPort(d, holder, live), nil
}

// addition returns what people have added to an object that stays as it is, or is
// changed in other things; nil where there is nothing to say. Only such an object
// is read for it: of one that is adopted it is known.
func (p *phases) addition(ctx context.Context, s compare.Subject, d decision.Decision) (*plan.Addition, error) {
	if len(s.Added) == 0 || s.Meta.Deleting || d.Action == plan.Create || d.Action == plan.Adopt { // one that goes has nothing to keep
		return d.Addition, nil
	}
	live, err := p.one.live.Get(ctx, s.Manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := p.one.against(s, live)
	if err != nil {
		return nil, err
	}
	return additionOf(c, &d), nil
}

// additionOf is what people have added to an object, and the decision about it leaves.
func additionOf(c *compare.Comparison, d *decision.Decision) *plan.Addition {
	a := c.Addition(d.Removes)
	if a == nil {
		return nil
	}
	a.Lost = d.Action.Renews()
	a.Fields = slices.DeleteFunc(a.Fields, func(f plan.FieldChange) bool { // what goes with another field, by the server's answer
		return slices.ContainsFunc(d.Fields, func(change plan.FieldChange) bool { return change.Op == plan.Remove && change.Path == f.Path })
	})
	if len(a.Fields) == 0 {
		return nil
	}
	return a
}
