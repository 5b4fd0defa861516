package observe

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
	"github.com/workloadlang/wl/plan/internal/judge"
)

// StateMissing reports that the state is elsewhere, because objects in the cluster bear the
// stack's label: its file, or all that would lead to it.
func StateMissing(ctx context.Context, c Cluster, j *judge.Judge) ([]plan.Problem, error) {
	if j.NamedOnly {
		return stateless(ctx, c, j)
	}
	return stateFileMissing(ctx, c, j)
}

// stateless reports that a stack which is known by its name alone has no state, although objects
// in the cluster bear its label: the state is in a file, or lost, and not that nothing is left.
// Of what may not be listed nothing is known. A kind that cannot be listed hides nothing that
// another one shows: its failure is the answer only where none shows any.
func stateless(ctx context.Context, c Cluster, j *judge.Judge) ([]plan.Problem, error) {
	if j.Snapshot.Revision != nil {
		return nil, nil
	}
	kinds, err := c.NamespacedKinds(ctx)
	if err != nil && !apierrors.IsForbidden(err) {
		return nil, err
	}
	for k := range kind.All() {
		if !k.Namespaced {
			kinds = append(kinds, k.Resource)
		}
	}
	kinds = slices.DeleteFunc(slices.Clone(kinds), func(k kind.Resource) bool { return kind.About(k.GroupKind).FollowsOthers })
	found, err := pool.Map(ctx, j.Parallelism, kinds, func(ctx context.Context, k kind.Resource) (s sight, _ error) {
		s.bearers, s.failure = labelled(ctx, c, k, j.Stack)
		return s, ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	var all sight
	for _, s := range found {
		all.bearers, all.failure = append(all.bearers, s.bearers...), cmp.Or(all.failure, s.failure)
	}
	if len(all.bearers) == 0 {
		return nil, all.failure
	}
	return []plan.Problem{plan.NewProblem(plan.ProblemStateless, fact.Args{
		"stack": j.Stack.Name, "namespace": j.Stack.Namespace, "objects": len(all.bearers), "first": all.bearers[0].Ref,
	})}, nil
}

// sight is what of a kind bears the stack's label, or why that cannot be seen.
type sight struct {
	bearers []object.Meta
	failure error
}

// labelled are the stack's objects of a kind, in all namespaces or, where these may not be looked
// into at once, in its own.
func labelled(ctx context.Context, c Cluster, k kind.Resource, stack object.Stack) ([]object.Meta, error) {
	selection := kube.Selection{Kind: k.GroupKind, LabelSelector: stack.MemberSelector()}
	metas, err := c.ListMeta(ctx, selection)
	if apierrors.IsForbidden(err) && k.Namespaced {
		selection.Namespace = stack.Namespace
		metas, err = c.ListMeta(ctx, selection)
	}
	switch {
	case apierrors.IsForbidden(err), apierrors.IsNotFound(err), apierrors.IsMethodNotSupported(err), apierrors.IsServiceUnavailable(err), errors.As(err, new(*kube.NoKindError)):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return slices.DeleteFunc(metas, func(m object.Meta) bool { return m.Deleting }), nil
}
