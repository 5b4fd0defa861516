package writer

import (
	"errors"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan/step"
)

// explainWrite says of the refusals that come from changes since the plan what
// they mean.
func explainWrite(err error, s *step.Step) error {
	if moved := new(movedError); errors.As(err, &moved) {
		return errNotAsPlanned(moved.err)
	}
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return err
	}
	switch owners := conflictOwners(status.Status()); {
	case len(owners) > 0:
		return fact.NewError(err, reason.OwnershipTaken, fact.Args{"managers": owners})
	case s.If.UID != "" && (apierrors.IsConflict(err) || isUIDMismatch(status.Status())):
		return errReplaced(err)
	}
	return err
}

// conflictOwners are the managers that hold fields we want to set, as the
// server names them.
func conflictOwners(s metav1.Status) []string {
	var owners []string
	if s.Details == nil {
		return nil
	}
	for _, c := range s.Details.Causes {
		if c.Type == metav1.CauseTypeFieldManagerConflict {
			owners = append(owners, strings.TrimPrefix(c.Message, "conflict with "))
		}
	}
	slices.Sort(owners)
	return slices.Compact(owners)
}

// isUIDMismatch recognises the answer to an apply whose metadata.uid is not the
// live object's: the field is then invalid, being immutable.
func isUIDMismatch(s metav1.Status) bool {
	return s.Reason == metav1.StatusReasonInvalid && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Field == "metadata.uid" })
}

// isFailedTest recognises the answer to a JSON patch one of whose tests fails.
func isFailedTest(err error) bool {
	var status apierrors.APIStatus
	return apierrors.IsInvalid(err) && errors.As(err, &status) && (status.Status().Details == nil || len(status.Status().Details.Causes) == 0)
}
