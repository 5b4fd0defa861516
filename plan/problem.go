package plan

import (
	"fmt"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/object"
)

func beingDeleted(m *object.Manifest) Problem {
	return Problem{
		Summary: "The object is being deleted",
		Detail:  fmt.Sprintf("Somebody has asked for the deletion of %s, which is under way. Wait until it is gone and plan again.", m.Ref),
	}
}

func notOurs(m *object.Manifest, s object.Stack) Problem {
	return Problem{
		Summary: "An object of this name exists and belongs to somebody else",
		Detail: fmt.Sprintf("%s exists, and the stack %s has not made it. Choose another name, set the `name` of %s, or delete the object first if nobody needs it.",
			m.Ref, s.Name, m.Address),
	}
}

func changedMeanwhile(m *object.Manifest) Problem {
	return Problem{
		Summary: "The object changed while the plan was made",
		Detail:  fmt.Sprintf("%s was changed, removed or replaced between two requests. Plan again.", m.Ref),
	}
}

// isReplaced says that the object with our UID has been replaced by another: the
// server then calls the UID invalid.
func isReplaced(status apierrors.APIStatus) bool {
	return status.Status().Reason == metav1.StatusReasonInvalid && hasCause(status, "metadata.uid")
}

func hasCause(status apierrors.APIStatus, field string) bool {
	if status.Status().Details == nil {
		return false
	}
	for _, c := range status.Status().Details.Causes {
		if c.Field == field {
			return true
		}
	}
	return false
}

// isSchemaError says that the server could not read the object: it answers that
// with 500, which elsewhere means that the server itself has failed.
func isSchemaError(status apierrors.APIStatus) bool {
	return strings.Contains(status.Status().Message, "failed to create typed patch object")
}

// refused puts a server's refusal into words, at the line of the configuration
// that the refused field comes from.
func (p *planner) refused(m *object.Manifest, status apierrors.APIStatus, refusal error) Problem {
	s := status.Status()
	problem := Problem{Summary: "The server refuses the object", Detail: s.Message, Origin: m.Origin}
	if s.Details != nil && len(s.Details.Causes) > 0 {
		problem.Path = strings.TrimPrefix(s.Details.Causes[0].Field, ".")
		problem.Origin = m.SourceOf(pointerOf(problem.Path))
	}
	switch {
	case apierrors.IsNotFound(refusal) && m.Ref.Namespace != "" && s.Details != nil && s.Details.Kind == "namespaces":
		problem.Summary = "The namespace does not exist"
		problem.Detail = fmt.Sprintf("%s belongs into the namespace %q, which the cluster does not have. Create it, or let the stack make it: namespace %q {}",
			m.Ref, m.Ref.Namespace, m.Ref.Namespace)
	case apierrors.IsForbidden(refusal) && strings.Contains(s.Message, "is being terminated"):
		problem.Summary = "The namespace is being deleted"
		problem.Detail = fmt.Sprintf("%s belongs into the namespace %q, whose deletion is under way. Wait until it is gone and plan again.", m.Ref, m.Ref.Namespace)
	case apierrors.IsForbidden(refusal):
		problem.Summary = "The server forbids it"
	case isSchemaError(status):
		problem.Summary = "The object does not fit the server's schema"
	case apierrors.IsInvalid(refusal) && strings.Contains(s.Message, "immutable"), apierrors.IsInvalid(refusal) && hasForbiddenUpdate(s):
		problem.Summary = "A field cannot be changed on an existing object"
		problem.Detail = s.Message + ". Undo the change, give the object another name, or delete it first so that it is made anew."
	}
	return problem
}

// hasForbiddenUpdate recognises the API's answer to a change of an immutable
// field: a cause of the type FieldValueForbidden.
func hasForbiddenUpdate(s metav1.Status) bool {
	if s.Details == nil {
		return false
	}
	for _, c := range s.Details.Causes {
		if c.Type == metav1.CauseType("FieldValueForbidden") {
			return true
		}
	}
	return false
}

// pointerOf reads a field as the server's validation names it:
// spec.template.spec.containers[0].image. Map keys with dots in them, which it
// writes the same way, are not recognised: the result is then the pointer of
// something around the field, or of nothing.
func pointerOf(field string) object.Pointer {
	var p object.Pointer
	for _, step := range strings.FieldsFunc(field, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		p = p.Child(step)
	}
	return p
}
