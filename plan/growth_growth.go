package plan

import (
	"cmp"
	"context"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// grower finds the claims of StatefulSets that are to be made larger. It is safe for
// use by many goroutines.
type grower struct {
	*wanted
	cluster Cluster
	claims  claimLists
}

func newGrower(w *wanted, c Cluster) *grower { return &grower{wanted: w, cluster: c} }

// growth is what becomes of the claims whose templates ask for more than before.
type growth struct {
	grows []step.GrowClaim
	// stay holds for claims that would have to grow and cannot why that is;
	// unknown, of those that grow, why that may fail.
	stay, unknown []fact.Fact
}

func (g growth) warnings() []fact.Fact { return slices.Concat(g.stay, g.unknown) }

// growing finds the claims of a StatefulSet's Pods that are to grow because it
// is replaced with templates that ask for more. Nothing is asked where none does.
func (r *grower) growing(ctx context.Context, m *object.Manifest, live map[string]any) (growth, error) {
	before, sizes := templateSizes(live), templateSizes(m.Content)
	maps.DeleteFunc(sizes, func(name, size string) bool { return before[name] == "" || !larger(size, before[name]) })
	if len(sizes) == 0 {
		return growth{}, nil
	}
	return r.grow(ctx, m.Ref, sizes)
}

// growOwed lets the claims grow that an apply should have made larger and has
// not: the StatefulSet is new already, and its claims are not. That is looked for
// only where its rollout was not seen to finish or the server is asked about
// everything, so that a plan of what is settled costs nothing more.
func (r *grower) growOwed(ctx context.Context, s subject, d decision) (decision, error) {
	sizes := templateSizes(s.manifest.Content)
	open := r.DryRunAll || !s.settled(s.meta)
	if len(sizes) == 0 || !s.listed || !open || d.Action != None && d.Action != Update {
		return d, nil
	}
	owed, err := r.grow(ctx, s.manifest.Ref, sizes)
	if err != nil || len(owed.grows) == 0 || len(owed.unknown) > 0 {
		return d, err // what cannot grow was said when its template did
	}
	if d.Grows = owed.grows; d.Action == Update {
		d.steps[0].Operations = slices.Concat(growClaims(owed.grows), d.steps[0].Operations)
		return d, nil
	}
	write := applying(step.Write, r.inFull(cmp.Or(d.manifest, s.manifest)), s.meta.UID, growClaims(owed.grows))
	d.Action, d.Address, d.Origin, d.steps = Update, s.manifest.Address, s.manifest.Origin, []step.Step{write}
	return d, nil
}

// grow finds the claims that are smaller than the templates of the given sizes
// want them, and of each whether it can grow.
func (r *grower) grow(ctx context.Context, set object.Ref, sizes map[string]string) (growth, error) {
	claims, err := r.claimsOf(ctx, set, sizes)
	if apierrors.IsForbidden(err) {
		return growth{stay: []fact.Fact{fact.New(WarnClaimsUnlisted, nil)}}, nil
	}
	if err != nil {
		return growth{}, err
	}
	var g growth
	var stay, unknown hindered
	classes := map[string]obstacle{}
	for _, claim := range claims {
		if !larger(sizes[claim.template], claim.size) {
			continue
		}
		o, err := r.obstacleTo(ctx, claim, classes)
		switch {
		case err != nil:
			return growth{}, err
		case o.certain:
			stay.add(o.why, claim.name)
			continue
		case !o.why.IsZero():
			unknown.add(o.why, claim.name)
		}
		g.grows = append(g.grows, step.GrowClaim{Claim: claim.name, UID: claim.uid, From: claim.size, To: sizes[claim.template]})
	}
	g.stay, g.unknown = stay.facts(WarnClaimsNotExpanded), unknown.facts(WarnClaimsMaybeNot)
	return g, nil
}
