package apply

import (
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// additionAttempts bounds how often an object is read again because it changed
// between reading and writing, as a workload does during its rollout.
const additionAttempts = 10

// takeAdditions makes what others have added to an object the stack's own, so
// that the apply that follows removes it. Cut off in between, the fields are the
// stack's, and the next plan removes them. An object of another UID is
// apierrors.IsConflict, and so is, where version is not empty, another version.
func takeAdditions(ctx context.Context, c Cluster, ref object.Ref, b plan.Basis, version, manager string) (object.Meta, error) {
	for attempt := 1; ; attempt++ {
		content, err := c.Get(ctx, ref)
		if err != nil {
			return object.Meta{}, err
		}
		live, err := object.MetaOf(content)
		if err != nil {
			return live, err
		}
		if live.UID != b.UID || version != "" && live.ResourceVersion != version {
			return live, apierrors.NewConflict(schema.GroupResource{Group: ref.Group, Resource: ref.Kind}, ref.Name, errors.New("the object has been modified"))
		}
		managers, err := plan.TakeAdditions(live, manager, b.Removes)
		if err != nil || managers == nil {
			return live, err
		}
		live, err = c.ReplaceManagers(ctx, live, managers)
		if moved := apierrors.IsConflict(err) || isFailedTest(err); !moved || attempt == additionAttempts {
			return live, err
		}
	}
}
