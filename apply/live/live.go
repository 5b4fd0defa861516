// Package live looks at what a stack's workloads do in a cluster, and restarts them:
//
//	chosen := live.Choose(snapshot.Revision, []string{"web"})
//	events, err := live.Events(ctx, client, live.Workloads{Stack: stack, Entries: chosen})
//
// It goes by the stack's state alone: no configuration is needed.
package live

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// Cluster is what is needed to look at workloads; *kube.Client is one.
type Cluster interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	Follow(ctx context.Context, s kube.Selection, again *kube.Again, handle func(kube.Event) error) error
	Logs(ctx context.Context, q kube.LogRequest, line func(kube.LogLine) error) error
}

// parallelism is how many requests are in flight at once.
const parallelism = 16

// Workloads are some of a stack's, by their entries in its state.
type Workloads struct {
	Stack   object.Stack
	Entries []state.Entry
	Mask    object.Mask // of what must not be shown of what the cluster says
}

// Choose returns the workloads of a revision that one of some arguments means: all
// where there are none. An argument is a name, Kind/name, Kind/namespace/name, or the
// address of a block.
func Choose(r *state.Revision, arguments []string) []state.Entry {
	var chosen []state.Entry
	if r == nil {
		return nil
	}
	for i := range r.Objects {
		e := &r.Objects[i]
		named := len(arguments) == 0 || slices.ContainsFunc(arguments, func(a string) bool { return Means(a, e) })
		if kind.About(e.Ref.GroupKind()).IsWorkload() && named {
			chosen = append(chosen, *e)
		}
	}
	return chosen
}

// ChooseAwaited returns what of a revision one of some arguments means, to be waited for:
// each means workloads or, where none is called so, other objects. Where there are none, it
// is what an apply may wait for.
func ChooseAwaited(r *state.Revision, arguments []string) []state.Entry {
	chosen := Choose(r, arguments)
	if r == nil {
		return nil
	}
	for i := range r.Objects {
		e := &r.Objects[i]
		about := kind.About(e.Ref.GroupKind())
		named := slices.ContainsFunc(arguments, func(a string) bool { return Means(a, e) && len(Choose(r, []string{a})) == 0 })
		if !about.IsWorkload() && (named || len(arguments) == 0 && !e.NoWait && (about.Awaited || e.Ready != nil)) {
			chosen = append(chosen, *e)
		}
	}
	slices.SortFunc(chosen, func(a, b state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	return chosen
}

// Means reports whether an argument means the object of an entry.
func Means(argument string, e *state.Entry) bool {
	if object.Addresses(argument, e.Address) || argument == e.Ref.Name {
		return true
	}
	kindName, name, ok := strings.Cut(argument, "/")
	if !ok || !namesKind(kindName, e.Ref) {
		return false
	}
	namespace, inNamespace, ok := strings.Cut(name, "/")
	if ok {
		return namespace == e.Ref.Namespace && inNamespace == e.Ref.Name
	}
	return name == e.Ref.Name
}

// namesKind reports whether people call an object's kind so: in any case, and in the
// plural, as kubectl has it.
func namesKind(name string, ref object.Ref) bool {
	return strings.EqualFold(name, ref.Kind) || strings.EqualFold(name, kind.About(ref.GroupKind()).Plural)
}

// selections are those of the workloads themselves.
func (w *Workloads) selections() []kube.Selection {
	var all []kube.Selection
	for _, e := range w.Entries {
		all = append(all, observed.Members(e.Ref, w.Stack))
	}
	return observed.Distinct(all)
}

// named reports whether an object is one of the workloads.
func (w *Workloads) named(ref object.Ref) bool {
	return slices.ContainsFunc(w.Entries, func(e state.Entry) bool { return e.Ref == ref })
}

// Contents reads the workloads that there are.
func Contents(ctx context.Context, c Cluster, w Workloads) (map[object.Ref]map[string]any, error) {
	contents, err := w.contents(ctx, c)
	found := map[object.Ref]map[string]any{}
	for _, content := range contents {
		found[observed.RefOf(content)] = content
	}
	return found, err
}

// contents reads the workloads that there are, those that have lost the stack's label included.
func (w *Workloads) contents(ctx context.Context, c Cluster) ([]map[string]any, error) {
	named := map[kube.Selection][]object.Ref{}
	for _, e := range w.Entries {
		s := observed.Members(e.Ref, w.Stack)
		named[s] = append(named[s], e.Ref)
	}
	lists, err := pool.Map(ctx, parallelism, w.selections(), func(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
		return observed.List(ctx, c, s, named[s])
	})
	if err != nil {
		return nil, err
	}
	contents, listed := slices.Concat(lists...), map[object.Ref]bool{}
	for _, content := range contents {
		listed[observed.RefOf(content)] = true
	}
	unlabelled, err := observed.Unlabelled(ctx, c, w.Entries, func(ref object.Ref) bool { return listed[ref] })
	return slices.DeleteFunc(append(contents, unlabelled...), func(content map[string]any) bool { return !w.named(observed.RefOf(content)) }), err
}

// MaskOf makes a mask of everything sensitive that the state knows of: what the stack's
// Secrets hold, and the sensitive values of its other objects, those that have lost the stack's
// label included. With the refusal to read some of it comes the mask of the rest.
func MaskOf(ctx context.Context, c Cluster, stack object.Stack, r *state.Revision) (object.Mask, error) {
	named := map[kube.Selection][]object.Ref{}
	var sensitive []state.Entry
	for _, e := range r.Objects {
		if e.Ref.GroupKind() == kind.Secret || len(e.Sensitive) > 0 {
			selection := observed.Members(e.Ref, stack)
			named[selection] = append(named[selection], e.Ref)
			sensitive = append(sensitive, e)
		}
	}
	selections := observed.Distinct(slices.Collect(maps.Keys(named)))
	refusals := make(chan error, len(selections))
	lists, err := pool.Map(ctx, parallelism, selections, func(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
		contents, err := observed.List(ctx, c, s, named[s])
		if apierrors.IsForbidden(err) {
			refusals <- err
			return nil, nil
		}
		return contents, err
	})
	if err != nil {
		return object.Mask{}, err
	}
	close(refusals)
	mask, err := maskOf(ctx, c, sensitive, slices.Concat(lists...))
	return mask, cmp.Or(err, <-refusals)
}

// maskOf is the mask of sensitive values of some entries' objects, of which those are listed that bear the stack's
// label.
func maskOf(ctx context.Context, c Cluster, entries []state.Entry, contents []map[string]any) (object.Mask, error) {
	listed, sensitive := map[object.Ref]bool{}, map[object.Ref][]object.Path{}
	for _, content := range contents {
		listed[observed.RefOf(content)] = true
	}
	for _, e := range entries {
		sensitive[e.Ref] = e.Sensitive
	}
	unlabelled, err := observed.Unlabelled(ctx, c, entries, func(ref object.Ref) bool { return listed[ref] })
	if err != nil {
		return object.Mask{}, err
	}
	var masks []object.Mask
	for _, content := range slices.Concat(contents, unlabelled) {
		ref := observed.RefOf(content)
		paths, known := sensitive[ref]
		if !known {
			continue
		}
		mask, err := observed.MaskOf(ref, content, paths)
		if err != nil {
			return object.Mask{}, err
		}
		masks = append(masks, mask)
	}
	return object.Mask{}.With(masks...), nil
}
