package plan

import (
	"regexp"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// refused is the problem that a server refuses an object, at the line of the
// configuration that the refused field comes from.
func refused(m *object.Manifest, s metav1.Status) Problem {
	err := &apierrors.StatusError{ErrStatus: s}
	var p Problem
	switch {
	case apierrors.IsNotFound(err) && s.Details != nil && s.Details.Kind == "namespaces":
		return namespaceMissing(m.Ref.Namespace, m.Ref)
	case apierrors.HasStatusCause(err, metav1.CauseType("NamespaceTerminating")):
		p = problem(ProblemNamespaceTerminating, fact.Args{"object": m.Ref, "namespace": m.Ref.Namespace})
	case apierrors.IsForbidden(err):
		p = problem(ProblemForbidden, fact.Args{"said": s.Message})
	case isSchemaError(err):
		p = problem(ProblemSchemaMismatch, fact.Args{"said": reasons(s)})
	case apierrors.IsInvalid(err) && isImmutable(s):
		p = problem(ProblemImmutable, fact.Args{"said": reasons(s)})
	default:
		p = problem(ProblemRefused, fact.Args{"said": reasons(s)})
	}
	p.locate(m, s)
	return p
}

// isReplaced reports whether the object with our UID has been replaced by another: the
// server then calls the UID invalid.
func isReplaced(status apierrors.APIStatus) bool {
	s := status.Status()
	return s.Reason == metav1.StatusReasonInvalid && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Field == "metadata.uid" })
}

// isSchemaError reports whether the server could not read the object: it answers that
// with 500, which elsewhere means that the server itself has failed.
func isSchemaError(status apierrors.APIStatus) bool {
	return strings.Contains(status.Status().Message, "failed to create typed patch object")
}

// isImmutable recognises the API's answers to the change of a field that must
// stay: there is no reason of its own for it.
func isImmutable(s metav1.Status) bool {
	return s.Details != nil && slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool {
		return c.Type == "FieldValueForbidden" && strings.HasPrefix(c.Message, "Forbidden: updates to") ||
			strings.Contains(c.Message, "field is immutable") || strings.Contains(c.Message, "may not change once set")
	})
}

// maxDump is how much of a value a refusal may repeat. Servers print whole Pod
// templates.
const maxDump = 100

var dump = regexp.MustCompile(`(?s)^(Invalid value|Unsupported value|Duplicate value): (.*): (.*)$`)

// goValue is how structured-merge-diff prints a value that does not fit.
var goValue = regexp.MustCompile(`&value\.valueUnstructured\{Value:(.*?)\}`)

// reasons is what the server says, field by field where it says so.
func reasons(s metav1.Status) string {
	if s.Details == nil || len(s.Details.Causes) == 0 {
		return goValue.ReplaceAllString(s.Message, "$1")
	}
	var list []string
	for _, c := range s.Details.Causes {
		message := c.Message
		if m := dump.FindStringSubmatch(message); m != nil && len(m[2]) > maxDump {
			message = m[1] + ": " + m[3]
		}
		if c.Field != "" && c.Field != "<nil>" {
			message = c.Field + ": " + message
		}
		list = append(list, message)
	}
	return strings.Join(list, "; ")
}

// locate finds the first field that the server names and the configuration has.
func (p *Problem) locate(m *object.Manifest, s metav1.Status) {
	for _, f := range refusedFields(s) {
		if named := kubeschema.ServerPath(m.Content, f); p.Path.IsRoot() || p.Origin == m.Origin {
			p.Path, p.Origin = named, m.SourceOf(kubeschema.Locate(m.Content, named))
		}
	}
}

// schemaField finds the fields in the text of a schema error, which has no
// causes: ".spec.replicas: expected numeric".
var schemaField = regexp.MustCompile(`(?m)(?:^|[: ])(\.[A-Za-z](?:[^\s:"]|"[^"]*")*): `)

func refusedFields(s metav1.Status) []string {
	var fields []string
	if s.Details != nil {
		for _, c := range s.Details.Causes {
			if c.Field != "" && c.Field != "<nil>" {
				fields = append(fields, c.Field)
			}
		}
	}
	if len(fields) == 0 {
		for _, match := range schemaField.FindAllStringSubmatch(s.Message, -1) {
			fields = append(fields, match[1])
		}
	}
	return fields
}
