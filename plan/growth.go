package plan

import (
	"cmp"
	"context"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

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
func (r *grower) growing(ctx context.Context, c *comparison) (growth, error) {
	before, sizes := templateSizes(c.live), templateSizes(c.manifest.Content)
	maps.DeleteFunc(sizes, func(name, size string) bool { return before[name] == "" || !larger(size, before[name]) })
	if len(sizes) == 0 {
		return growth{}, nil
	}
	return r.grow(ctx, c.manifest.Ref, sizes)
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

// madeClaim is a claim that a StatefulSet's controller has made of a template.
type madeClaim struct {
	name, uid, template, size string
	ordinal                   int
	live                      map[string]any
}

// claimsOf lists the claims of a StatefulSet's Pods, also of those that it has
// no more: by their names, as its controller finds them. A claim that the
// configuration has by itself has its size from there.
func (r *grower) claimsOf(ctx context.Context, set object.Ref, sizes map[string]string) ([]madeClaim, error) {
	found, err := r.claims.in(ctx, r.cluster, set.Namespace)
	if err != nil {
		return nil, err
	}
	var claims []madeClaim
	for _, live := range found {
		meta, err := object.MetaOf(live)
		if err != nil {
			return nil, err
		}
		for template := range sizes {
			number, ok := strings.CutPrefix(meta.Ref.Name, template+"-"+set.Name+"-")
			ordinal, err := strconv.Atoi(number)
			if !ok || err != nil || strconv.Itoa(ordinal) != number || meta.Deleting || r.configured(meta.Ref) != nil {
				continue
			}
			size, _ := at(live, claimSize()...).(string)
			claims = append(claims, madeClaim{name: meta.Ref.Name, uid: meta.UID, template: template, size: size, ordinal: ordinal, live: live})
		}
	}
	slices.SortFunc(claims, func(a, b madeClaim) int {
		return cmp.Or(cmp.Compare(a.template, b.template), cmp.Compare(a.ordinal, b.ordinal))
	})
	return claims, nil
}

// obstacle is why a claim cannot grow or, where that is not certain, why it is
// not known whether it can.
type obstacle struct {
	why     fact.Fact
	certain bool
}

func (r *grower) obstacleTo(ctx context.Context, c madeClaim, classes map[string]obstacle) (obstacle, error) {
	class, _ := at(c.live, "spec", "storageClassName").(string)
	switch {
	case at(c.live, "status", "phase") != "Bound":
		return obstacle{fact.New(ObstacleUnbound, nil), true}, nil
	case class == "":
		return obstacle{fact.New(ObstacleNoClass, nil), true}, nil
	}
	known, asked := classes[class]
	if asked {
		return known, nil
	}
	live, err := r.cluster.Get(ctx, object.NewRef(kind.StorageClass, "", class))
	switch {
	case apierrors.IsNotFound(err):
		known = obstacle{fact.New(ObstacleClassGone, fact.Args{"class": class}), true}
	case apierrors.IsForbidden(err):
		known = obstacle{fact.New(ObstacleClassHidden, fact.Args{"class": class}), false}
	case err != nil:
		return obstacle{}, err
	case at(live, "allowVolumeExpansion") != true:
		known = obstacle{fact.New(ObstacleClassFixed, fact.Args{"class": class}), true}
	}
	classes[class] = known
	return known, nil
}

// templateSizes is how much storage an object's claim templates ask for.
func templateSizes(content map[string]any) map[string]string {
	sizes := map[string]string{}
	for _, t := range claimTemplates(content) {
		name, _ := at(t, "metadata", "name").(string)
		if size, ok := at(t, claimSize()...).(string); ok {
			sizes[name] = size
		}
	}
	return sizes
}

func claimTemplates(content map[string]any) []map[string]any {
	list, _ := at(content, kind.About(kind.Of(content)).ClaimTemplates...).([]any)
	templates := make([]map[string]any, len(list))
	for i := range list {
		templates[i], _ = list[i].(map[string]any)
	}
	return templates
}

// larger compares two quantities.
func larger(a, b string) bool {
	x, y := quantityOf(a), quantityOf(b)
	return x.Cmp(y) > 0
}

// shrinksTemplate explains for a claim template that asks for less than the live one
// that this cannot be: the claims that are made of it only grow.
func (c *comparison) shrinksTemplate() *Problem {
	before := templateSizes(c.live)
	for i, t := range claimTemplates(c.manifest.Content) {
		name, _ := at(t, "metadata", "name").(string)
		wants, _ := at(t, claimSize()...).(string)
		if has := before[name]; has != "" && wants != "" && larger(has, wants) {
			p := problem(ProblemTemplateShrinks, fact.Args{"claims": name, "object": c.manifest.Ref, "has": has, "size": wants})
			p.Path = object.PathOf("spec", "volumeClaimTemplates").Index(i).Join(claimSizePath())
			p.Origin = c.manifest.SourceOf(p.Path)
			return &p
		}
	}
	return nil
}

// resizesOnly reports whether claim templates differ in nothing but how much they ask
// for.
func resizesOnly(live, after map[string]any) bool {
	sizeless := func(content map[string]any) []map[string]any {
		templates := claimTemplates(content)
		for i, t := range templates {
			templates[i] = runtime.DeepCopyJSON(t)
			unstructured.RemoveNestedField(templates[i], claimSize()...)
		}
		return templates
	}
	return reflect.DeepEqual(sizeless(live), sizeless(after))
}
