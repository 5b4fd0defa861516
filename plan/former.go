package plan

import (
	"context"
	"errors"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Former is where else in the cluster a stack of the same name has its state.
// A stack whose namespace, or whose state's, was changed in the configuration
// leaves its state, and what that knows of, behind.
type Former struct {
	Stacks []object.Stack `json:"stacks,omitempty"`
	// Unseen is why not every namespace could be looked into, in the server's words.
	Unseen string `json:"unseen,omitempty"`
}

// maxLooked bounds in how many namespaces a former state is looked for where
// not all may be looked into at once.
const maxLooked = 10

// former looks for the state of a stack that has none here; nil where there is
// nothing to say.
func (p *planner) former(ctx context.Context) (*Former, error) {
	if p.snapshot.Revision != nil {
		return nil, nil
	}
	f, err := lookFor(ctx, p.cluster, p.Stack, slices.Concat(p.Desired, p.Configured))
	if err != nil || len(f.Stacks) == 0 && f.Unseen == "" {
		return nil, err
	}
	return &f, nil
}

// lookFor looks for the state of a stack of the same name, by one request or,
// where Secrets may not be listed in every namespace, in those of its objects.
func lookFor(ctx context.Context, c Cluster, stack object.Stack, objects []object.Manifest) (f Former, err error) {
	f.Stacks, err = state.Elsewhere(ctx, c, stack, "")
	if !apierrors.IsForbidden(err) {
		return f, err
	}
	f.Unseen = denial(err)
	for _, namespace := range namespacesOf(objects, stack.Namespace) {
		some, err := state.Elsewhere(ctx, c, stack, namespace)
		if err != nil && !apierrors.IsForbidden(err) {
			return f, err
		}
		f.Stacks = append(f.Stacks, some...)
	}
	return f, nil
}

// denial is what an authorizer says of a request that it refuses.
func denial(err error) string {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return err.Error()
	}
	_, said, _ := strings.Cut(status.Status().Message, "User ")
	return "User " + said
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
