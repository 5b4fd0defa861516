// Package refusal reads the answers of a server that refuses, or fails: what kind of answer it is,
// and which problem. It asks nothing.
package refusal

import (
	"regexp"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
)

// Of is the problem that a server refuses an object, at the line of the
// configuration that the refused field comes from.
func Of(m *object.Manifest, s metav1.Status) plan.Problem {
	err := &apierrors.StatusError{ErrStatus: s}
	var p plan.Problem
	switch {
	case apierrors.IsNotFound(err) && s.Details != nil && s.Details.Kind == "namespaces":
		return NamespaceMissing(m.Ref.Namespace, m.Ref)
	case apierrors.HasStatusCause(err, metav1.CauseType("NamespaceTerminating")):
		p = plan.NewProblem(plan.ProblemNamespaceTerminating, fact.Args{"object": m.Ref, "namespace": m.Ref.Namespace})
	case apierrors.IsForbidden(err):
		p = plan.NewProblem(plan.ProblemForbidden, fact.Args{"said": s.Message})
	case failing.IsUnreadable(err):
		p = plan.NewProblem(plan.ProblemSchemaMismatch, fact.Args{"said": reasons(s)})
	case apierrors.IsInvalid(err) && isImmutable(s):
		p = plan.NewProblem(plan.ProblemImmutable, fact.Args{"said": reasons(s)})
	default:
		p = plan.NewProblem(plan.ProblemRefused, fact.Args{"said": reasons(s)})
	}
	locate(&p, m, s)
	if p.Code == plan.ProblemRefused && isEmptied(m, p.Path, s) {
		p.Args["emptied"] = p.Path
	}
	return p
}

// isEmptied reports whether a server refuses the null that it has made itself of a map or
// a list that the configuration leaves empty, because the apply removes its last item.
func isEmptied(m *object.Manifest, path object.Path, s metav1.Status) bool {
	value, _, _ := kubeschema.Find(m.Content, path)
	null := s.Details != nil && slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool {
		return kubeschema.ServerPath(m.Content, c.Field) == path && strings.HasPrefix(c.Message, `Invalid value: "null"`)
	})
	switch value := value.(type) {
	case map[string]any:
		return null && len(value) == 0
	case []any:
		return null && len(value) == 0
	}
	return false
}

// NamespaceMissing is the problem that the cluster lacks a namespace, and what is to
// be in it: an object, or the state.
func NamespaceMissing(namespace string, needs any) plan.Problem {
	return plan.NewProblem(plan.ProblemNamespaceMissing, fact.Args{"namespace": namespace, "needs": needs})
}

// NoKind is the problem that the cluster lacks a definition, or the version that the
// configuration names.
func NoKind(m *object.Manifest, e *kube.NoKindError) plan.Problem {
	if len(e.Served) > 0 {
		p := plan.NewProblem(plan.ProblemVersionNotServed, fact.Args{
			"object": m.Ref, "version": m.APIVersion, "kind": e.Kind.Kind, "served": e.ServedIn(), "write": kind.JoinAPIVersion(e.Kind.Group, e.Served[0]),
		})
		if kind.About(e.Kind).Custom {
			p.Args["made"] = true // by a block, whose version is wl's
		}
		p.Path, p.Origin = object.PathOf("apiVersion"), m.SourceOf(object.PathOf("apiVersion"))
		return p
	}
	if kind.IsBuiltInGroup(e.Kind.Group) {
		return noBuiltInKind(m, e.Kind)
	}
	return plan.NewProblem(plan.ProblemKindMissing, fact.Args{"object": m.Ref, "kind": e.Kind.Kind, "group": e.Kind.Group})
}

// noBuiltInKind is the problem that the cluster lacks a kind of Kubernetes' own groups, for
// which no definition can be installed.
func noBuiltInKind(m *object.Manifest, gk kind.GroupKind) plan.Problem {
	args := fact.Args{"object": m.Ref, "kind": gk.Kind, "version": m.APIVersion}
	if _, known := kind.Lookup(gk); known {
		args["known"] = true
	} else if meant, ok := kind.Meant(gk); ok {
		args["meant"] = meant.Kind
		if meant.Group != gk.Group {
			args["write"] = meant.APIVersion()
		}
	}
	p := plan.NewProblem(plan.ProblemNoSuchKind, args)
	p.Path, p.Origin = object.PathOf("kind"), m.SourceOf(object.PathOf("kind"))
	return p
}

// immutable are the API's answers to the change of a field that must stay, or may only change in
// one way, of claims and of Pods as well: there is no reason of its own for it.
var immutable = regexp.MustCompile(`^Forbidden: updates to|field is immutable|may not change once set|` +
	`^Forbidden: .*(is immutable after creation|updates may not (change fields|add or remove)|may not be changed in an update)|` +
	`existing toleration can not be modified|only deletion is allowed|only additions (to \S+ )?are allowed|` +
	`must not update from|less than or equal to previous value`)

func isImmutable(s metav1.Status) bool {
	return s.Details != nil && slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool {
		forbids := c.Type == metav1.CauseType(field.ErrorTypeForbidden)
		return immutable.MatchString(c.Message) && (forbids || !strings.HasPrefix(c.Message, "Forbidden:"))
	})
}

// changeable finds the fields that a server lists as those which may change, where it refuses
// that others do: "fields other than `spec.containers[*].image`,`spec.tolerations`".
var changeable = regexp.MustCompile("`([^`]+)`")

// Immutable are those of the changed fields to which a refusal can be due: all but those that the
// server says may change, and all where it names them all so.
func Immutable(p plan.Problem, changed []object.Path) []object.Path {
	said, _ := p.Args["said"].(string)
	var may []string
	for _, m := range changeable.FindAllStringSubmatch(said, -1) {
		may = append(may, m[1])
	}
	rest := slices.DeleteFunc(slices.Clone(changed), func(path object.Path) bool {
		return slices.ContainsFunc(may, func(f string) bool { return isIn(path, f) })
	})
	if len(rest) == 0 {
		return changed
	}
	return rest
}

// isIn reports whether a path is a field, or lies in it, in which every item of a list is `[*]`.
func isIn(path object.Path, field string) bool {
	var text strings.Builder
	for e := range path.Elements() {
		name, isField := e.Field()
		switch {
		case !isField:
			text.WriteString("[*]")
			continue
		case text.Len() > 0:
			text.WriteByte('.')
		}
		if text.WriteString(name); text.String() == field {
			return true
		}
	}
	return text.String() == field
}

// maxDump is how much of a value a refusal may repeat. Servers print whole Pod
// templates.
const maxDump = 100

var dump = regexp.MustCompile(`(?s)^(Invalid value|Unsupported value|Duplicate value): (.*): (.*)$`)

// goDiff is where a server begins to print how two Go values differ.
var goDiff = regexp.MustCompile(`\n(?:@@ |\s*[\w.&*]+\{)`)

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
		if at := goDiff.FindStringIndex(message); at != nil {
			message = message[:at[0]]
		}
		if c.Field != "" && c.Field != "<nil>" {
			message = c.Field + ": " + message
		}
		list = append(list, message)
	}
	return strings.Join(list, "; ")
}

// locate finds the first field that the server names and the configuration has.
func locate(p *plan.Problem, m *object.Manifest, s metav1.Status) {
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
