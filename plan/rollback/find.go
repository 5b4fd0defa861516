package rollback

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// finder finds values that were withheld. Each but those of Secrets is known by its digest,
// so that none is taken for another.
type finder struct {
	cluster Cluster
	key     []byte
}

// isReleased reports whether an object that the current revision lacks is there as a revision had it, and no stack
// manages it: this one has released it, and goes back without it.
func (f *finder) isReleased(ctx context.Context, ref object.Ref, r, current *state.Revision) (bool, error) {
	named := func(e state.Entry) bool { return e.Ref == ref && e.UID != "" }
	i := slices.IndexFunc(r.Objects, named)
	if i < 0 || slices.ContainsFunc(current.Objects, func(e state.Entry) bool { return e.Ref == ref }) {
		return false, nil
	}
	live, err := f.cluster.Get(ctx, ref)
	if unknown := new(kube.NoKindError); apierrors.IsNotFound(err) || errors.As(err, &unknown) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	meta, err := object.MetaOf(live)
	managed := slices.ContainsFunc(meta.Managers, func(e object.ManagerEntry) bool { return strings.HasPrefix(e.Manager, "wl/") })
	return err == nil && meta.UID == r.Objects[i].UID && meta.Labels[object.LabelApplySet] == "" && !managed, err
}

// restore is the content of an object with what was withheld of it, and the paths of what
// is nowhere any more. Dropped is what the server has not kept of it.
func (f *finder) restore(ctx context.Context, o *state.AppliedObject, dropped []object.Path) (*object.Manifest, []object.Path, error) {
	m := applied.Manifest(o)
	if len(o.Withheld) == 0 {
		return m, nil, nil
	}
	live, err := f.cluster.Get(ctx, o.Ref)
	if err != nil && !apierrors.IsNotFound(err) {
		return nil, nil, err
	}
	var lacking []object.Path
	if m.Content, lacking, err = f.values(ctx, o, live); err == nil && live != nil {
		m, lacking = without(m, o, lacking, dropped)
	}
	return m, lacking, err
}

// values is the content with what was withheld, as far as a live object, if there is one, and what Kubernetes
// keeps beside it have that.
func (f *finder) values(ctx context.Context, o *state.AppliedObject, live map[string]any) (map[string]any, []object.Path, error) {
	if o.Ref.GroupKind() == kind.Secret {
		content, lacking := applied.Restore(o, func(w state.Withheld) (any, bool) { return present(live, w) })
		return content, lacking, nil
	}
	places := []map[string]any{live}
	content, lacking := applied.Restore(o, f.among(places))
	if len(lacking) == 0 || live == nil {
		return content, lacking, nil
	}
	former, err := f.former(ctx, live)
	if err != nil {
		return nil, nil, err
	}
	content, lacking = applied.Restore(o, f.among(append(places, former...)))
	return content, lacking, nil
}

// without takes out of an object that is there what its lifecycle leaves to others, and what the server has
// not kept of it: nothing is sent of that. Dropped is the latter. Lacking are the values that are nowhere;
// those that are needed are returned.
func without(m *object.Manifest, o *state.AppliedObject, lacking, dropped []object.Path) (*object.Manifest, []object.Path) {
	var needed []object.Path
	for _, path := range slices.Backward(lacking) { // so that items of lists keep their positions
		if leaves(o, path) || slices.ContainsFunc(dropped, func(d object.Path) bool { return path.HasPrefix(placed(o, d)) }) {
			m = kubeschema.Without(m, path)
		} else {
			needed = append(needed, path)
		}
	}
	slices.Reverse(needed)
	return m, needed
}

// leaves reports whether the lifecycle of an object leaves a value to others, which is at a path by positions.
func leaves(o *state.AppliedObject, path object.Path) bool {
	data := path
	if part, rest := path.Cut(); o.Ref.GroupKind() == kind.Secret && part == object.FieldOf("stringData") {
		data = object.PathOf("data").Join(rest)
	}
	return slices.ContainsFunc(o.Lifecycle.IgnoreFields, func(p object.Path) bool { return path.HasPrefix(placed(o, p)) || data.HasPrefix(p) })
}

// placed is a path by positions, if the object has it.
func placed(o *state.AppliedObject, p object.Path) object.Path {
	if _, at, there := kubeschema.Find(o.Content, p); there {
		return at
	}
	return p
}

// differs reports whether the content that a Secret is to have holds another value than the
// one that was withheld of it, and which is not left to others.
func (f *finder) differs(o *state.AppliedObject, content map[string]any) bool {
	return o.Ref.GroupKind() == kind.Secret && slices.ContainsFunc(o.Withheld, func(w state.Withheld) bool {
		value, there := w.Path.At(content)
		return there && value != nil && !leaves(o, w.Path) && !applied.Is(w, value, f.key)
	})
}

// present is the value that a Secret has now, whatever it was.
func present(live map[string]any, w state.Withheld) (any, bool) {
	part, rest := w.Path.Cut()
	key, _ := rest.Last().Field()
	if part != object.FieldOf("data") && part != object.FieldOf("stringData") {
		return w.Path.At(live)
	}
	value, there := object.PathOf("data", key).At(live)
	if text, ok := value.(string); ok && part == object.FieldOf("stringData") {
		plain, err := base64.StdEncoding.DecodeString(text)
		return string(plain), err == nil
	}
	return value, there
}

// among finds a value anywhere in some objects, by its digest.
func (f *finder) among(places []map[string]any) func(state.Withheld) (any, bool) {
	return func(w state.Withheld) (any, bool) {
		for _, place := range places {
			if place == nil {
				continue
			}
			if value, there := w.Path.At(place); there && applied.Is(w, value, f.key) {
				return value, true
			}
			if value, found := f.within(place, w); found {
				return value, true
			}
		}
		return nil, false
	}
}

func (f *finder) within(at any, w state.Withheld) (any, bool) {
	switch at := at.(type) {
	case map[string]any:
		for _, inner := range at {
			if value, found := f.within(inner, w); found {
				return value, true
			}
		}
	case []any:
		for _, inner := range at {
			if value, found := f.within(inner, w); found {
				return value, true
			}
		}
	}
	return at, at != nil && applied.Is(w, at, f.key)
}

// former are the objects in which Kubernetes keeps the former Pod templates of a workload:
// ReplicaSets or ControllerRevisions. Who may not list them has none.
func (f *finder) former(ctx context.Context, live map[string]any) ([]map[string]any, error) {
	kept := kind.GroupKind{}
	switch kind.Of(live) {
	case kind.Deployment:
		kept = kind.ReplicaSet
	case kind.StatefulSet, kind.DaemonSet:
		kept = kind.ControllerRevision
	default:
		return nil, nil
	}
	chosen := map[string]string{}
	matched, _ := object.At(live, "spec", "selector", "matchLabels").(map[string]any)
	for key, value := range matched {
		chosen[key], _ = value.(string)
	}
	namespace, _ := object.At(live, "metadata", "namespace").(string)
	all, err := f.cluster.List(ctx, kube.Selection{Kind: kept, Namespace: namespace, LabelSelector: labels.SelectorFromSet(chosen).String()})
	if apierrors.IsForbidden(err) {
		return nil, nil
	}
	return slices.DeleteFunc(all, func(o map[string]any) bool { return !isOwnedBy(o, live) }), err
}

func isOwnedBy(o, owner map[string]any) bool {
	owners, _ := object.At(o, "metadata", "ownerReferences").([]any)
	uid := object.At(owner, "metadata", "uid")
	return slices.ContainsFunc(owners, func(o any) bool {
		reference, _ := o.(map[string]any)
		return uid != nil && reference["uid"] == uid
	})
}

// problem is that a value of an object is nowhere any more.
func problem(m *object.Manifest, path object.Path) plan.Problem {
	p := plan.NewProblem(plan.ProblemValueGone, fact.Args{"object": m.Ref, "path": path, "secret": m.Ref.GroupKind() == kind.Secret, "kept": kind.About(m.Ref.GroupKind()).HasPods()})
	p.Object, p.Path = &m.Ref, path
	return p
}
