package apply

import (
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

var errNotAsPlanned = errors.New("it has changed since the plan was made: plan again")

// adoptAttempts bounds how often an object is read again because its status
// changed between reading and writing, as a workload's does during its rollout.
const adoptAttempts = 10

// adoptObject takes an object over: first its fields, whose values stay, then by
// an apply that removes those which are not desired. Cut off in between, the
// fields are the stack's, and the next plan shows what is left to do.
func adoptObject(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, stack object.Stack) (kube.ApplyResult, error) {
	for attempt := 1; ; attempt++ {
		result, err := tryAdopt(ctx, c, m, change, stack)
		switch moved := apierrors.IsConflict(err) || isFailedTest(err); {
		case moved && attempt == adoptAttempts:
			return result, errNotAsPlanned
		case err != nil && !moved:
			return result, err
		case err == nil:
			return result, nil
		}
	}
}

func tryAdopt(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, stack object.Stack) (kube.ApplyResult, error) {
	content, err := c.GetVersion(ctx, m.Ref, m.Version())
	if err != nil {
		return kube.ApplyResult{}, err
	}
	live, err := object.MetaOf(content)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	if !asPlanned(live, change.Basis) {
		return kube.ApplyResult{}, errNotAsPlanned
	}
	taken, err := plan.NewTakeover(live, stack.FieldManager(), m)
	if err == nil && len(taken.From) > 0 {
		live, err = c.ReplaceManagers(ctx, live, taken.Managers)
	}
	if err != nil {
		return kube.ApplyResult{}, err
	}
	desired, err := contentFor(m, change)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	result, err := c.Apply(ctx, kube.ApplyRequest{
		Ref: m.Ref, FieldManager: stack.FieldManager(), Force: true,
		Content: withMetadata(desired, map[string]any{"uid": live.UID, "resourceVersion": live.ResourceVersion}),
	})
	if err != nil {
		return result, err
	}
	return leaveRest(ctx, c, m, result, stack, change.Basis.Initial)
}

// asPlanned says that an object is the one on which the plan was made: in the
// same version, or, of kinds that count the changes of what is desired, with
// nothing but its status moved on.
func asPlanned(live object.Meta, b plan.Basis) bool {
	return live.UID == b.UID && (live.ResourceVersion == b.ResourceVersion || b.Generation > 0 && live.Generation == b.Generation)
}

// isFailedTest recognises the answer to a JSON patch one of whose tests fails.
func isFailedTest(err error) bool {
	var status apierrors.APIStatus
	return apierrors.IsInvalid(err) && errors.As(err, &status) && (status.Status().Details == nil || len(status.Status().Details.Causes) == 0)
}
