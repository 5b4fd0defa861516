package observe

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/state"
)

// Former looks for the state of a stack that has none here; nil where there is
// nothing to say, as where it is known to be on the way.
func Former(ctx context.Context, c Cluster, j *judge.Judge, moving bool) (*plan.Former, error) {
	if moving || j.Snapshot.Revision != nil {
		return nil, nil
	}
	f, err := lookFor(ctx, c, j.Stack, slices.Concat(j.Desired, j.Configured))
	if err != nil || len(f.Stacks) == 0 && f.Unseen == "" {
		return nil, err
	}
	return &f, nil
}

// Moving reports that the stack is being moved, or another one to be this, which has to end before
// anything else.
func Moving(ctx context.Context, s State, j *judge.Judge) ([]plan.Problem, error) {
	if r := j.Snapshot.Revision; r != nil {
		if r.MovingTo == nil {
			return nil, nil
		}
		return []plan.Problem{moves(j.Stack, *r.MovingTo)}, nil
	}
	all, err := s.MovingHere(ctx, len(j.Metas) > 0)
	var problems []plan.Problem
	for _, from := range all {
		problems = append(problems, moves(from, j.Stack))
	}
	return problems, err
}

func moves(from, to object.Stack) plan.Problem {
	return plan.NewProblem(plan.ProblemMoving, fact.Args{
		"stack": from.Name, "namespace": from.Namespace, "to_stack": to.Name, "to_namespace": to.Namespace,
	})
}

// stateFileMissing reports that the state, which is to be in a file, is not there, although
// objects in the cluster bear the stack's label: the file is elsewhere, and a plan without
// it would begin anew. Whoever knows that it is lost adopts them.
func stateFileMissing(ctx context.Context, c Cluster, j *judge.Judge) ([]plan.Problem, error) {
	if j.StateFile == "" || j.Snapshot.Revision != nil || j.Options.Adopt {
		return nil, nil
	}
	asked, found := map[judge.Place]bool{}, 0
	for _, m := range slices.Concat(j.Desired, j.Configured) {
		place := judge.PlaceOf(m.Ref)
		if asked[place] {
			continue
		}
		asked[place] = true
		metas, err := c.ListMeta(ctx, place.Selection(j.Stack))
		if err != nil && !apierrors.IsForbidden(err) && !kube.IsServerFailure(err) {
			return nil, err
		}
		found += len(metas)
	}
	if found == 0 {
		return nil, nil
	}
	return []plan.Problem{plan.NewProblem(plan.ProblemStateFileMissing, fact.Args{"stack": j.Stack.Name, "file": j.StateFile, "objects": found})}, nil
}

// maxLooked bounds in how many namespaces a former state is looked for where
// not all may be looked into at once.
const maxLooked = 10

// lookFor looks for the state of a stack of the same name, by one request or,
// where Secrets may not be listed in every namespace, in those of its objects.
func lookFor(ctx context.Context, c Cluster, stack object.Stack, objects []object.Manifest) (f plan.Former, err error) {
	f.Stacks, err = state.Elsewhere(ctx, c, stack, "")
	if !apierrors.IsForbidden(err) {
		return f, err
	}
	f.Unseen = refusal.Denial(err)
	for _, namespace := range namespacesOf(objects, stack.Namespace) {
		some, err := state.Elsewhere(ctx, c, stack, namespace)
		if err != nil && !apierrors.IsForbidden(err) {
			return f, err
		}
		f.Stacks = append(f.Stacks, some...)
	}
	return f, nil
}

// namespacesOf lists the namespaces of objects, but for one.
func namespacesOf(objects []object.Manifest, but string) []string {
	var names []string
	for i := range objects {
		if ns := objects[i].Ref.Namespace; ns != "" && ns != but {
			names = append(names, ns)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return names[:min(len(names), maxLooked)]
}

// NamespaceMissing reports that the namespace which is to hold the stack's state is not
// there and will not be. It is looked for once, before the first apply; what only goes needs
// none.
func NamespaceMissing(ctx context.Context, c Cluster, j *judge.Judge, changes bool) ([]plan.Problem, error) {
	namespace := j.StateNamespace()
	if namespace == (object.Ref{}) {
		return nil, nil
	}
	made := slices.ContainsFunc(j.Desired, func(m object.Manifest) bool { return m.Ref == namespace })
	if !changes || made || len(j.Desired) == 0 || j.Snapshot.Revision != nil {
		return nil, nil
	}
	_, err := c.Get(ctx, namespace)
	if apierrors.IsNotFound(err) {
		return []plan.Problem{refusal.NamespaceMissing(namespace.Name, fact.New(plan.StateOfStack, fact.Args{"stack": j.Stack.Name}))}, nil
	}
	if apierrors.IsForbidden(err) {
		return nil, nil // who may not look learns it from apply
	}
	return nil, err
}
