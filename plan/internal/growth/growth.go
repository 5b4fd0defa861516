// Package growth finds the claims of StatefulSets that are to be made larger, and what keeps them
// from it.
package growth

import (
	"cmp"
	"context"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/step"
)

// Grower finds the claims of StatefulSets that are to be made larger. It is safe for
// use by many goroutines.
type Grower struct {
	*wanted.Configuration
	cluster observe.Cluster
	claims  observe.Claims
}

// New finds claims in a cluster, by what is wanted.
func New(w *wanted.Configuration, c observe.Cluster) *Grower {
	return &Grower{Configuration: w, cluster: c}
}

// Growth is what becomes of the claims whose templates ask for more than before.
type Growth struct {
	Grows []step.GrowClaim
	// stay holds for claims that would have to grow and cannot why that is;
	// unknown, of those that grow, why that may fail.
	stay, unknown []fact.Fact
}

// Warnings are what is warned of.
func (g Growth) Warnings() []fact.Fact { return slices.Concat(g.stay, g.unknown) }

// Growing finds the claims of a StatefulSet's Pods that are to grow because it
// is replaced with templates that ask for more. Nothing is asked where none does.
func (r *Grower) Growing(ctx context.Context, m *object.Manifest, live map[string]any) (Growth, error) {
	before, sizes := claim.Sizes(live), claim.Sizes(m.Content)
	maps.DeleteFunc(sizes, func(name, size string) bool { return before[name] == "" || !claim.Larger(size, before[name]) })
	if len(sizes) == 0 {
		return Growth{}, nil
	}
	return r.grow(ctx, m.Ref, sizes)
}

// GrowOwed lets the claims grow that an apply should have made larger and has
// not: the StatefulSet is new already, and its claims are not. That is looked for
// only where its rollout was not seen to finish or the server is asked about
// everything, so that a plan of what is settled costs nothing more; and for a StatefulSet
// that is created.
func (r *Grower) GrowOwed(ctx context.Context, s compare.Subject, d decision.Decision) (decision.Decision, error) {
	sizes := claim.Sizes(s.Manifest.Content)
	if len(sizes) > 0 && d.Action == plan.Create {
		return r.growFound(ctx, s.Manifest.Ref, sizes, d)
	}
	open := r.DryRunAll || !s.Settled(s.Meta)
	if len(sizes) == 0 || !s.Listed || !open || d.Action != plan.None && d.Action != plan.Update {
		return d, nil
	}
	owed, err := r.grow(ctx, s.Manifest.Ref, sizes)
	if err != nil || len(owed.Grows) == 0 || len(owed.unknown) > 0 {
		return d, err // what cannot grow was said when its template did
	}
	if d.Grows = owed.Grows; d.Action == plan.Update {
		d.Steps[0].Operations = slices.Concat(program.GrowClaims(owed.Grows), d.Steps[0].Operations)
		return d, nil
	}
	write := program.Apply(step.Write, r.InFull(cmp.Or(d.Manifest, s.Manifest)), s.Meta.UID, program.GrowClaims(owed.Grows))
	d.Action, d.Address, d.Origin, d.Steps = plan.Update, s.Manifest.Address, s.Manifest.Origin, []step.Step{write}
	return d, nil
}

// growFound tells of a StatefulSet that is created which claims are there under the names of
// its Pods' claims. Its controller uses them as they are: those that are too small grow first.
func (r *Grower) growFound(ctx context.Context, set object.Ref, sizes map[string]string, d decision.Decision) (decision.Decision, error) {
	claims, err := r.ClaimsOf(ctx, set, sizes)
	if apierrors.IsForbidden(err) || err == nil && len(claims) == 0 {
		return d, nil // nothing is known of any
	}
	if err != nil {
		return d, err
	}
	found, err := r.grow(ctx, set, sizes)
	if err != nil {
		return d, err
	}
	var names []string
	for _, c := range claims {
		names = append(names, c.Name)
	}
	d.Warnings = slices.Concat(d.Warnings, []fact.Fact{fact.New(plan.WarnClaimsFound, fact.Args{"claims": names})}, found.Warnings())
	d.Grows = found.Grows
	d.Steps[0].Operations = slices.Concat(program.GrowClaims(found.Grows), d.Steps[0].Operations)
	return d, nil
}

// Shrinks explains for a StatefulSet of which a claim template requests less that this
// cannot be: less than the claims that were made of it or, where none are found, than the live
// template.
func (r *Grower) Shrinks(ctx context.Context, m *object.Manifest, live map[string]any) (*plan.Problem, error) {
	before := claim.Sizes(live)
	problem := claim.TemplateShrinks(m, before)
	if problem == nil {
		return nil, nil
	}
	claims, err := r.ClaimsOf(ctx, m.Ref, before)
	if apierrors.IsForbidden(err) {
		return problem, nil
	}
	if err != nil {
		return nil, err
	}
	largest := map[string]string{}
	for _, c := range claims {
		if had := largest[c.template]; had == "" || claim.Larger(c.Size, had) {
			largest[c.template] = c.Size
		}
	}
	maps.Copy(before, largest)
	return claim.TemplateShrinks(m, before), nil
}

// grow finds the claims that are smaller than the templates of the given sizes
// want them, and of each whether it can grow.
func (r *Grower) grow(ctx context.Context, set object.Ref, sizes map[string]string) (Growth, error) {
	claims, err := r.ClaimsOf(ctx, set, sizes)
	if apierrors.IsForbidden(err) {
		return Growth{stay: []fact.Fact{fact.New(plan.WarnClaimsUnlisted, nil)}}, nil
	}
	if err != nil {
		return Growth{}, err
	}
	var g Growth
	var stay, unknown hindered
	classes := map[string]obstacle{}
	for _, one := range claims {
		if !claim.Larger(sizes[one.template], one.Size) {
			continue
		}
		o, err := r.obstacleTo(ctx, one, classes)
		switch {
		case err != nil:
			return Growth{}, err
		case o.certain:
			stay.add(o.why, one.Name)
			continue
		case !o.why.IsZero():
			unknown.add(o.why, one.Name)
		}
		g.Grows = append(g.Grows, step.GrowClaim{Claim: one.Name, UID: one.uid, From: one.Size, To: sizes[one.template]})
	}
	g.stay, g.unknown = stay.facts(plan.WarnClaimsNotExpanded), unknown.facts(plan.WarnClaimsMaybeNot)
	return g, nil
}
