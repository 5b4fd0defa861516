package removal

import (
	"cmp"
	"context"
	"slices"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

const (
	// maxPeeked bounds how many objects of one kind are looked at.
	maxPeeked = 1000
	// maxPeekedKinds bounds how many kinds are.
	maxPeekedKinds = 500
	// maxAlongNames bounds how many objects, and namespaces, are named.
	maxAlongNames = 5
)

// alongs finds out what goes with the objects that are deleted.
func (r *removing) alongs(ctx context.Context, removals []decision.Decision) error {
	leaving := map[object.Ref]bool{}
	for _, e := range r.Gone {
		leaving[e.Ref] = !r.Releases(e)
	}
	kinds := sync.OnceValues(func() ([]kind.Resource, error) { return r.cluster.NamespacedKinds(ctx) })
	l := looker{cluster: r.cluster, stack: r.Stack, leaving: leaving, parallelism: r.Parallelism, kinds: kinds}
	for i := range removals {
		d := &removals[i]
		if d.Action != plan.Delete || d.Missing {
			continue
		}
		var err error
		switch d.Object.GroupKind() {
		case kind.Definition:
			d.Defines, d.Along, err = l.ofDefinition(ctx, d.Object)
		case kind.Namespace:
			d.Along, err = l.ofNamespace(ctx, d.Object.Name)
		case kind.Claim:
			d.Along, err = l.ofClaim(ctx, d.Object)
		case kind.Volume:
			err = l.ofVolume(ctx, d)
		}
		if err != nil {
			return err
		}
		d.Impact = impact.WithClaimsAtRisk(d.Impact, d.Object, d.Along)
	}
	return nil
}

// looker looks at what goes along with objects that are deleted.
type looker struct {
	cluster     observe.Cluster
	stack       object.Stack
	leaving     map[object.Ref]bool // what the plan deletes anyway
	parallelism int
	kinds       func() ([]kind.Resource, error) // of objects in namespaces
}

// ofDefinition finds out which kind a definition defines, and counts its objects.
func (l looker) ofDefinition(ctx context.Context, ref object.Ref) (kind.GroupKind, *plan.Along, error) {
	definition, err := l.cluster.Get(ctx, ref)
	if apierrors.IsNotFound(err) {
		return kind.GroupKind{}, nil, nil
	}
	if apierrors.IsForbidden(err) {
		return kind.GroupKind{}, &plan.Along{Uncounted: []string{ref.Name}, Unseen: refusal.Denial(err)}, nil
	}
	if err != nil {
		return kind.GroupKind{}, nil, err
	}
	var a plan.Along
	defined := definedKind(definition)
	found, err := l.look(ctx, defined, "", &a)
	if err != nil {
		return defined.GroupKind, nil, err
	}
	if found != nil && found.Count > 0 {
		a.Objects = []plan.AlongKind{*found}
	}
	return defined.GroupKind, orNil(a), nil
}

// definedKind is the kind that a definition defines, in a version that is served.
func definedKind(definition map[string]any) kind.Resource {
	text := func(path ...string) string {
		s, _ := object.At(definition, path...).(string)
		return s
	}
	k := kind.Resource{
		GroupKind: wanted.DefinedBy(definition), Plural: text("spec", "names", "plural"), Namespaced: text("spec", "scope") == "Namespaced",
	}
	versions, _ := object.At(definition, "spec", "versions").([]any)
	for _, item := range versions {
		v, _ := item.(map[string]any)
		if name, _ := v["name"].(string); v["served"] == true && k.Version == "" {
			k.Version = name
		}
	}
	return k
}

// ofNamespace counts what is in a namespace, by kind.
func (l looker) ofNamespace(ctx context.Context, name string) (*plan.Along, error) {
	kinds, err := l.kinds()
	if apierrors.IsForbidden(err) {
		return &plan.Along{Uncounted: []string{"*"}, Unseen: refusal.Denial(err)}, nil
	}
	if err != nil {
		return nil, err
	}
	kinds = slices.DeleteFunc(slices.Clone(kinds), func(k kind.Resource) bool { return kind.About(k.GroupKind).FollowsOthers })
	var a plan.Along
	if len(kinds) > maxPeekedKinds {
		kinds, a.Uncounted = kinds[:maxPeekedKinds], []string{"*"}
	}
	seen, err := pool.Map(ctx, l.parallelism, kinds, func(ctx context.Context, k kind.Resource) (one looked, err error) {
		one.found, err = l.look(ctx, k, name, &one.note)
		return one, err
	})
	if err != nil {
		return nil, err
	}
	for _, one := range seen {
		a.Uncounted, a.Unseen = append(a.Uncounted, one.note.Uncounted...), cmp.Or(a.Unseen, one.note.Unseen)
		a.Stacks, a.Finalizers = append(a.Stacks, one.note.Stacks...), append(a.Finalizers, one.note.Finalizers...)
		if found := one.found; found != nil && found.Count > 0 {
			found.Namespaces = nil
			a.Objects = append(a.Objects, *found)
		}
	}
	slices.SortFunc(a.Objects, func(x, y plan.AlongKind) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Group, y.Group))
	})
	slices.Sort(a.Uncounted)
	slices.Sort(a.Stacks)
	return orNil(a), nil
}

// looked is what was found of one kind.
type looked struct {
	found *plan.AlongKind
	note  plan.Along
}

// look counts the objects of one kind that are not deleted anyway. It is nil
// where they may not be listed, which is noted.
func (l looker) look(ctx context.Context, k kind.Resource, namespace string, note *plan.Along) (*plan.AlongKind, error) {
	metas, more, err := l.cluster.Peek(ctx, k, namespace, maxPeeked)
	switch {
	case apierrors.IsForbidden(err):
		note.Uncounted, note.Unseen = []string{k.Kind}, refusal.Denial(err)
		return nil, nil
	case apierrors.IsNotFound(err), apierrors.IsMethodNotSupported(err), apierrors.IsServiceUnavailable(err) && namespace != "":
		return nil, nil // it is not served any more, or by an extension that is down
	case kube.IsServerFailure(err):
		note.Uncounted, note.Unseen = []string{k.Kind}, refusal.Said(err)
		return nil, nil
	case err != nil:
		return nil, err
	}
	found := &plan.AlongKind{Group: k.Group, Kind: k.Kind, Count: more, Estimated: more > 0, Names: []string{}}
	for _, m := range metas {
		if own := m.Labels[object.LabelApplySet] == l.stack.ApplySetID(); !own || !l.leaving[m.Ref] {
			note.Finalizers = append(note.Finalizers, m.OthersFinalizers()...)
		}
		switch own := m.Labels[object.LabelApplySet] == l.stack.ApplySetID(); {
		case own && l.leaving[m.Ref], namespace != "" && (m.Owned || isInEveryNamespace(m)):
			continue
		case namespace != "" && k.GroupKind == kind.Secret && isState(m):
			if name := stateOf(m); name != "" && (name != l.stack.Name || namespace != l.stack.Namespace) {
				note.Stacks = append(note.Stacks, name)
			}
			continue
		case own:
			found.Configured++
		}
		count(found, m.Ref)
	}
	return found, nil
}

// count counts one more.
func count(k *plan.AlongKind, ref object.Ref) {
	k.Count++
	name := ref.Name
	if ref.Namespace != "" {
		name = ref.Namespace + "/" + name
		if !slices.Contains(k.Namespaces, ref.Namespace) {
			k.Namespaces = append(k.Namespaces, ref.Namespace)
		}
	}
	if len(k.Names) < maxAlongNames {
		k.Names = append(k.Names, name)
	}
}

func orNil(a plan.Along) *plan.Along {
	if len(a.Objects)+len(a.Uncounted)+len(a.Stacks)+len(a.Finalizers)+len(a.Claims) == 0 && a.Volume == nil && a.BoundTo == "" {
		return nil
	}
	slices.Sort(a.Finalizers)
	a.Finalizers = slices.Compact(a.Finalizers)
	return &a
}
