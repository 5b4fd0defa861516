package plan

import (
	"fmt"
	"strings"

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
		Detail: fmt.Sprintf("%s exists and is not managed by the stack %s. Choose another name for %s, or delete the object first if nobody needs it.",
			m.Ref, s.Name, m.Address),
	}
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
		Detail:  fmt.Sprintf("%s belongs into the namespace %q, which the cluster does not have. Create it, or let the stack make it: namespace %q {}", what, namespace, namespace),
	}
}

// replicasReset says that giving the replicas up to an autoscaler would first
// set them to the server's default.
func replicasReset(m *object.Manifest, live map[string]any) Problem {
	running := number(live, 1, "spec", "replicas")
	return Problem{
		Summary: "The number of replicas would be reset",
		Detail: fmt.Sprintf("The configuration leaves the replicas of %s to an autoscaler, but wl has set them until now: the server would go from %d to 1 at once, before the autoscaler acts. "+
			"Scale it by hand first, which takes the field away from wl, and plan again: kubectl -n %s scale %s/%s --replicas=%d",
			m.Ref, running, m.Ref.Namespace, strings.ToLower(m.Ref.Kind), m.Ref.Name, running+1),
		Path: "spec.replicas",
	}
}

// replicasLost says that a new StatefulSet would begin with one Pod.
func replicasLost(m *object.Manifest, live map[string]any) Problem {
	return Problem{
		Summary: "The number of replicas would be reset",
		Detail: fmt.Sprintf("%s must be made anew, and the configuration leaves its replicas to others: the new one would begin with 1 instead of %d. "+
			"Set replicas = %d for this apply, and take it out again afterwards.", m.Ref, number(live, 1, "spec", "replicas"), number(live, 1, "spec", "replicas")),
		Path: "spec.replicas",
	}
}

// lostLabel warns of an object that the stack has made and that does not bear
// its label any more.
func lostLabel(ref object.Ref, s object.Stack) Problem {
	return Problem{
		Summary: "An object is left alone because it no longer bears the stack's label",
		Detail: fmt.Sprintf("%s was made by the stack %s and is no longer desired, but somebody has removed the label %s. Delete it by hand if nobody needs it.",
			ref, s.Name, object.LabelApplySet),
		Object: &ref,
	}
}
