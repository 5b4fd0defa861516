package growth

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
)

// hindered are claims by what keeps them from growing, in the order in which they
// were found.
type hindered []struct {
	why    fact.Fact
	claims []string
}

func (h *hindered) add(why fact.Fact, claim string) {
	for i := range *h {
		if one := &(*h)[i]; one.why.Equal(why) {
			one.claims = append(one.claims, claim)
			return
		}
	}
	*h = append(*h, struct {
		why    fact.Fact
		claims []string
	}{why, []string{claim}})
}

func (h hindered) facts(code fact.Code) []fact.Fact {
	var all []fact.Fact
	for _, one := range h {
		all = append(all, fact.New(code, fact.Args{"claims": one.claims, "because": one.why}))
	}
	return all
}

// MadeClaim is a claim that a StatefulSet's controller has made of a template.
type MadeClaim struct {
	Name, Size    string
	Ordinal       int
	Live          map[string]any
	uid, template string
}

// ClaimsOf lists the claims of a StatefulSet's Pods, also of those that it has
// no more: by their names, as its controller finds them. A claim that the
// configuration has by itself has its size from there.
func (r *Grower) ClaimsOf(ctx context.Context, set object.Ref, sizes map[string]string) ([]MadeClaim, error) {
	found, err := r.claims.In(ctx, r.cluster, set.Namespace)
	if err != nil {
		return nil, err
	}
	var claims []MadeClaim
	for _, live := range found {
		meta, err := object.MetaOf(live)
		if err != nil {
			return nil, err
		}
		for template := range sizes {
			ordinal, is := claim.OrdinalOf(meta.Ref.Name, template, set.Name)
			if !is || meta.Deleting || r.Find(meta.Ref) != nil {
				continue
			}
			claims = append(claims, MadeClaim{Name: meta.Ref.Name, Size: claim.Size(live), Ordinal: ordinal, Live: live, uid: meta.UID, template: template})
		}
	}
	slices.SortFunc(claims, func(a, b MadeClaim) int {
		return cmp.Or(cmp.Compare(a.template, b.template), cmp.Compare(a.Ordinal, b.Ordinal))
	})
	return claims, nil
}

// obstacle is why a claim cannot grow or, where that is not certain, why it is
// not known whether it can.
type obstacle struct {
	why     fact.Fact
	certain bool
}

func (r *Grower) obstacleTo(ctx context.Context, c MadeClaim, classes map[string]obstacle) (obstacle, error) {
	class, _ := object.At(c.Live, "spec", "storageClassName").(string)
	switch {
	case object.At(c.Live, "status", "phase") != "Bound":
		return obstacle{fact.New(plan.ObstacleUnbound, nil), true}, nil
	case class == "":
		return obstacle{fact.New(plan.ObstacleNoClass, nil), true}, nil
	}
	known, asked := classes[class]
	if asked {
		return known, nil
	}
	live, err := r.cluster.Get(ctx, object.NewRef(kind.StorageClass, "", class))
	switch {
	case apierrors.IsNotFound(err):
		known = obstacle{fact.New(plan.ObstacleClassGone, fact.Args{"class": class}), true}
	case apierrors.IsForbidden(err):
		known = obstacle{fact.New(plan.ObstacleClassHidden, fact.Args{"class": class}), false}
	case err != nil:
		return obstacle{}, err
	case object.At(live, "allowVolumeExpansion") != true:
		known = obstacle{fact.New(plan.ObstacleClassFixed, fact.Args{"class": class}), true}
	}
	classes[class] = known
	return known, nil
}

// NameMissingClass notes in the problem that a claim's class does not let it grow where there is
// no such class, as of volumes that are made by hand. Who may not read classes is told what the
// server has said.
func (r *Grower) NameMissingClass(ctx context.Context, p *plan.Problem) error {
	if p == nil || p.Text("class") == "" {
		return nil
	}
	_, err := r.cluster.Get(ctx, object.NewRef(kind.StorageClass, "", p.Text("class")))
	if apierrors.IsNotFound(err) {
		p.Args["missing"] = true
		return nil
	}
	if apierrors.IsForbidden(err) {
		return nil
	}
	return err
}
