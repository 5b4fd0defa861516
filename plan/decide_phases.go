package plan

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
)

// Decided is what a plan does about every object.
type Decided struct {
	// Decisions are not sorted, and each has its object as it is to be sent, with the
	// fields that are left to others.
	Decisions []decision
	// Pods are those that apply deletes so that rollouts come forward.
	Pods []ReplacedPods
}

// decideAll decides about all that is wanted, and all that is not any more. It proves
// what it can before anything is asked, so that it is known which live objects will be
// needed.
func decideAll(ctx context.Context, j *judge, c Cluster, masking *Masking) (*Decided, error) {
	subjects, err := subjectsOf(ctx, j)
	if err != nil {
		return nil, err
	}
	live := newLiveObjects(c, j.Stack, j.Desired, j.metas, j.needed(subjects))
	asked := newApproximator(c, live, j.ReadOnly)
	p := &phases{&planner{judge: j, cluster: asked, live: live, grower: newGrower(j.wanted, asked), masking: masking}}
	all, err := p.decideWanted(ctx, subjects)
	if err != nil {
		return nil, err
	}
	removed, err := removals(ctx, j, asked, live, p.grower)
	if err != nil {
		return nil, err
	}
	all = append(all, removed...)
	j.protect(all)
	j.maskGrants(all)
	if err := p.together(ctx, all); err != nil {
		return nil, err
	}
	for i, d := range all {
		if d.manifest != nil {
			all[i].manifest = j.inFull(d.manifest)
		}
	}
	pods, err := replacedPods(ctx, c, live, j.Parallelism, all)
	return &Decided{all, pods}, err
}

// subjectsOf puts together what is known of every desired object.
func subjectsOf(ctx context.Context, j *judge) ([]subject, error) {
	refs := make([]*object.Manifest, len(j.Desired))
	for i := range j.Desired {
		refs[i] = &j.Desired[i]
	}
	return pool.Map(ctx, runtime.GOMAXPROCS(0), refs, func(_ context.Context, m *object.Manifest) (subject, error) {
		return j.subject(m), nil
	})
}

// phases lets the planner decide about objects in an order in which more is known of
// the later ones, and then judges all decisions together.
type phases struct{ *planner }

// decideWanted decides about namespaces and definitions first: what needs one that does
// not exist yet cannot be asked about.
func (p *phases) decideWanted(ctx context.Context, subjects []subject) (decisions []decision, err error) {
	phases, decide := inPhases(subjects), p.settle
	var rest []decision
	for _, phase := range phases {
		decisions = append(decisions, rest...)
		p.ahead = aheadOf(decisions)
		if rest, err = pool.Map(ctx, p.Parallelism, phase, decide); err != nil {
			return nil, err
		}
		decide = p.decideUnder(comingBy(p.Desired, slices.Concat(decisions, rest)))
	}
	if err := p.refitOthers(ctx, phases[len(phases)-1], rest); err != nil {
		return nil, err
	}
	return append(decisions, rest...), nil
}

// settle decides about an object, notes as what it is to be sent, and whether
// the decision was made without the server.
func (p *phases) settle(ctx context.Context, s subject) (decision, error) {
	d, err := p.decide(ctx, s)
	if err == nil {
		d, err = p.grower.growOwed(ctx, s, d)
	}
	if err == nil {
		d.addition, err = p.addition(ctx, s, d)
	}
	d, err = unlessFailing(s.manifest, d, err)
	d.manifest = cmp.Or(d.manifest, s.manifest)
	p.live.release(d.Object)
	if why := p.cluster.reason(d.Object); d.Approximate.IsZero() {
		d.Approximate = why
	}
	return d, err
}

// refitOthers decides anew about what means the Pods of workloads whose fit was
// found only now.
func (p *phases) refitOthers(ctx context.Context, subjects []subject, decisions []decision) error {
	var fits []*object.Fit
	for i, d := range decisions {
		if d.manifest != nil && d.manifest.Fit != nil && subjects[i].manifest.Fit == nil {
			fits = append(fits, d.manifest.Fit)
		}
	}
	for i, s := range subjects {
		if decisions[i].manifest == nil || decisions[i].manifest.Fit != nil {
			continue
		}
		m := asFitted(s.manifest, fits)
		if m == s.manifest {
			continue
		}
		p.refit(m.Ref, fits)
		var err error
		if decisions[i], err = p.settle(ctx, p.subject(m)); err != nil {
			return err
		}
	}
	return nil
}

// decideUnder decides about objects of which some lie in, or are of, what the
// plan itself creates.
func (p *phases) decideUnder(c coming) func(context.Context, subject) (decision, error) {
	return func(ctx context.Context, s subject) (decision, error) {
		if !s.proven {
			if problem := tooLarge(s.manifest); problem != nil {
				return blocked(s.manifest, *problem), nil
			}
		}
		if why := c.lacking(s.manifest.Ref); !why.IsZero() {
			return p.decideLacking(ctx, s, c, why)
		}
		return p.settle(ctx, s)
	}
}

// decideLacking plans an object about which the server cannot be asked yet, only
// whether it has the object's kind at all.
func (p *phases) decideLacking(ctx context.Context, s subject, c coming, why fact.Fact) (decision, error) {
	gk := s.manifest.Ref.GroupKind()
	if k, builtIn := kind.Lookup(gk); (!builtIn || k.Young) && c.kinds[gk] == "" {
		_, err := p.cluster.GetVersion(ctx, s.manifest.Ref, s.manifest.Version())
		if unknown := new(kube.NoKindError); errors.As(err, &unknown) {
			return blocked(s.manifest, noKind(s.manifest, unknown)), nil
		}
		if kube.IsServerFailure(err) {
			return unlessFailing(s.manifest, decision{}, err)
		}
	}
	return p.creation(s.manifest, nil, why), nil
}

// together judges what each dry-run passes alone and all changes together do
// not: a port of the nodes asked for twice, a quota used up.
func (p *phases) together(ctx context.Context, decisions []decision) error {
	desired := make(map[object.Ref]*object.Manifest, len(p.Desired))
	for i := range p.Desired {
		desired[p.Desired[i].Ref] = &p.Desired[i]
	}
	p.nodePorts(decisions, desired)
	return judgeQuotas(ctx, p.cluster, p.ahead.changes, decisions, desired)
}
