package plan

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

func beingDeleted(m *object.Manifest) Problem {
	return Problem{
		Summary: "The object is being deleted",
		Detail:  fmt.Sprintf("The deletion of %s is in progress. Wait until it is gone and plan again.", m.Ref),
	}
}

func notOurs(m *object.Manifest, s object.Stack) Problem {
	return Problem{
		Summary: "The object exists and is not managed by this stack",
		Detail: fmt.Sprintf("%s exists and is not managed by the stack %s. To adopt it, write lifecycle { adopt = true } in %s, or run with --adopt; to leave it unchanged, choose another name.",
			m.Ref, s.Name, m.Address),
	}
}

// ofAnotherStack is the problem that an object bears another set's label, and how it is
// let go without being deleted; or, where this stack may be that one under
// another name or with another namespace, how to continue with its state.
func ofAnotherStack(m *object.Manifest, live object.Meta, owner, successor string) Problem {
	namespace := ""
	if live.Ref.Namespace != "" {
		namespace = " -n " + live.Ref.Namespace
	}
	detail := fmt.Sprintf("%s belongs to the %s. ", m.Ref, owner)
	if successor != "" {
		detail += successor + " If it is another stack that is to release the object: "
	} else {
		detail += "Release it there first: "
	}
	return Problem{
		Summary: "The object belongs to another stack",
		Detail: detail + fmt.Sprintf("remove it from that configuration, and remove its label so that it is not deleted: kubectl label %s %s%s %s-",
			strings.ToLower(live.Ref.Kind), live.Ref.Name, namespace, object.LabelApplySet),
	}
}

// successor returns how a stack that has no state yet continues with the state of the
// one to which a live object belongs, if it may be that one; empty where it is not.
func (o *observation) successor(s object.Stack, live object.Meta) string {
	former, known := memberOf(live)
	switch {
	case !known || o.snapshot.Revision != nil:
		return ""
	case former.Name == s.Name:
		return fmt.Sprintf("If it is this stack and only its namespace, or that of its state, has changed: write state { namespace = %q } in the stack block to keep its state there.", former.Namespace)
	case former.Namespace == s.Namespace:
		return fmt.Sprintf("If it is this stack and only its name has changed: keep the former name, stack %q.", former.Name)
	}
	return ""
}

func changedMeanwhile(m *object.Manifest) Problem {
	return Problem{
		Summary: "The object changed while the plan was made",
		Detail:  fmt.Sprintf("%s was changed, removed or replaced between two requests. Plan again.", m.Ref),
	}
}

func namespaceMissing(namespace, what string) Problem {
	return Problem{
		Summary: "The namespace does not exist",
		Detail:  fmt.Sprintf("%s is in the namespace %q, which the cluster does not have. Create it, or add it to the stack: namespace %q {}", what, namespace, namespace),
	}
}

// noKind is the problem that the cluster lacks a definition, or the version that the
// configuration names.
func noKind(m *object.Manifest, e *kube.NoKindError) Problem {
	if len(e.Served) > 0 {
		return Problem{
			Summary: "The cluster does not serve this version of the kind", Path: "apiVersion", Origin: m.SourceOf("/apiVersion"),
			Detail: fmt.Sprintf("%s has apiVersion %s, and the cluster serves %s as %s. Write the object in a version that is served: apiVersion = %q.",
				m.Ref, m.APIVersion, e.Kind.Kind, e.ServedIn(), kind.JoinAPIVersion(e.Kind.Group, e.Served[0])),
		}
	}
	return Problem{
		Summary: "The cluster does not have this kind",
		Detail: fmt.Sprintf("%s needs the kind %s of the API group %q. Install its CustomResourceDefinition first, or add it to the stack: object \"definition\" { manifest = yamldecode(file(…)) }",
			m.Ref, e.Kind.Kind, e.Kind.Group),
	}
}

// lostLabel warns of an object that the stack has made and that does not bear
// its label any more.
func lostLabel(ref object.Ref, s object.Stack) Problem {
	return Problem{
		Summary: "An object is not deleted: it no longer has the stack's label",
		Detail: fmt.Sprintf("%s was created by the stack %s and is no longer in the configuration, but its label %s has been removed. Delete it by hand if it is not needed.",
			ref, s.Name, object.LabelApplySet),
		Object: &ref,
	}
}
