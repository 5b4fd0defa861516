// Package writer carries out the operations of one step: whatever an apply writes to
// a cluster, but for the state, it writes here. It knows preconditions and answers,
// and nothing of order, journal or events.
package writer

import (
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// Cluster is what is needed to write; *kube.Client is one.
type Cluster interface {
	Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error)
	DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error)
	ReplaceManagers(ctx context.Context, live object.Meta, managers []object.ManagerEntry) (object.Meta, error)
	EditMetadata(ctx context.Context, live object.Meta, e kube.MetadataEdit) (object.Meta, error)
	GrowClaim(ctx context.Context, claim object.Ref, uid, before, after, manager string) error
	Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error
	DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error)
}

// Writer writes. It is safe for concurrent use.
type Writer struct {
	Cluster     Cluster
	Stack       object.Stack
	Manager     string       // the stack's
	Check       func() error // called before anything is written; it fails when the lock is lost
	Parallelism int          // how many requests of one step may be in flight at once
}

// Write carries out the operations of a Write or a Record. An object that has
// moved on is looked at again, and written as long as the step's precondition
// holds. What has become of one whose answer was lost, or was that the server had failed, is
// looked at. Carried is the content to apply, where it is not the step's own.
//
// Applying an object that is as wanted changes nothing, and the answer is the object
// as it is with what makes it so, seen at one moment: metadata read later might
// already hold another client's change and would vouch for it.
func (w Writer) Write(ctx context.Context, s *step.Step, carried map[string]any) (kube.ApplyResult, error) {
	if err := w.Check(); err != nil {
		return kube.ApplyResult{}, err
	}
	if err := w.grow(ctx, s); err != nil {
		return kube.ApplyResult{}, err
	}
	changed, refused := retry.ChangedObject().Begin(), retry.NotYetServed().Begin()
	for gone := false; ; {
		a, err := w.attempt(ctx, s, carried, gone)
		if a.applied && isUncertain(err) {
			if found, ok := w.taken(ctx, s, carried); ok {
				return found, nil
			}
		}
		switch {
		case isMoved(err) && changed.Again(ctx):
			gone = true
		case catchesUp(err, s) && refused.Again(ctx):
		default:
			return a.result, explainWrite(err, s)
		}
	}
}

// Restore is Write for an object that was deleted to be created again. What a server fails at
// is tried again for a while, because the object is missing meanwhile.
func (w Writer) Restore(ctx context.Context, s *step.Step, carried map[string]any) (kube.ApplyResult, error) {
	for tries := retry.MissingObject().Begin(); ; {
		result, err := w.Write(ctx, s, carried)
		switch passes := isUncertain(err) || apierrors.IsTooManyRequests(err); {
		case passes && tries.Again(ctx):
		case err == nil || fact.Of(err).Code == reason.CreatedByAnother:
			return result, err
		default:
			return result, fact.NewError(err, reason.NotRestored, nil)
		}
	}
}

// catchesUp reports whether a server may still take an object that it has just
// refused: a definition, a policy or a quota that this apply has changed counts a
// moment later.
func catchesUp(err error, s *step.Step) bool {
	if err == nil || kube.IsNotServed(err) {
		return err != nil
	}
	var status apierrors.APIStatus
	op, _ := s.Applied()
	return op.RetryRefusals && errors.As(err, &status) && !apierrors.IsConflict(err)
}

// attempt carries the operations out once. The object is read first where the
// version on which the plan was made is known to be gone.
func (w Writer) attempt(ctx context.Context, s *step.Step, carried map[string]any, gone bool) (*writing, error) {
	a := &writing{Writer: w, step: s}
	if gone {
		if err := a.look(ctx); err != nil {
			return a, err
		}
	}
	return a, a.do(ctx, carried)
}

func (a *writing) do(ctx context.Context, carried map[string]any) error {
	for _, op := range a.step.Operations {
		var err error
		switch op := op.(type) {
		case step.SetOwnership:
			err = a.setOwnership(ctx, op)
		case step.Apply:
			if carried != nil {
				op.Content = carried
			}
			err = a.apply(ctx, op)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
