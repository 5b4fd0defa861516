package decision

import (
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// BeingDeleted is the problem that an object is being deleted, and for whose finalizers that waits.
func BeingDeleted(m *object.Manifest, live object.Meta) plan.Problem {
	args := fact.Args{"object": m.Ref}
	if len(live.Finalizers) > 0 {
		args["finalizers"] = slices.Sorted(slices.Values(live.Finalizers))
	}
	return plan.NewProblem(plan.ProblemBeingDeleted, args)
}

// NamespaceTerminating is the problem that the namespace of an object is being deleted.
func NamespaceTerminating(m *object.Manifest, since time.Time) plan.Problem {
	return plan.NewProblem(plan.ProblemNamespaceTerminating, fact.Args{"object": m.Ref, "namespace": m.Ref.Namespace, "since": since.UTC().Format(time.RFC3339)})
}

// NotManaged is the problem that the stack has not made an object, and that nothing says
// that it is to adopt it.
func NotManaged(m *object.Manifest, s object.Stack) plan.Problem {
	return plan.NewProblem(plan.ProblemNotManaged, fact.Args{"object": m.Ref, "stack": s.Name, "address": m.Address})
}

// OfAnotherStack is the problem that an object bears another set's label, and how it is
// let go without being deleted; or, where this stack may be that one under
// another name or with another namespace, how to continue with its state.
func OfAnotherStack(m *object.Manifest, live object.Meta, owner, perhaps fact.Fact) plan.Problem {
	return plan.NewProblem(plan.ProblemOfAnotherStack, fact.Args{
		"object": m.Ref, "owner": owner, "perhaps": perhaps,
		"kind": strings.ToLower(live.Ref.Kind), "name": live.Ref.Name, "namespace": live.Ref.Namespace, "label": object.LabelApplySet,
	})
}

// Moved is the problem that an object belongs already to the stack to which this one is being moved.
func Moved(ref object.Ref, to object.Stack) plan.Problem {
	return plan.NewProblem(plan.ProblemMoved, fact.Args{"object": ref, "to_stack": to.Name, "to_namespace": to.Namespace})
}

// ChangedMeanwhile is the problem that another client has changed an object between two
// requests, again and again.
func ChangedMeanwhile(m *object.Manifest) plan.Problem {
	return plan.NewProblem(plan.ProblemChangedMeanwhile, fact.Args{"object": m.Ref})
}

// LostLabel warns of an object that the stack has made and that does not bear
// its label any more, but that of its owner, unless that is zero.
func LostLabel(ref object.Ref, s object.Stack, owner fact.Fact) plan.Problem {
	p := plan.NewProblem(plan.ProblemLabelLost, fact.Args{"object": ref, "stack": s.Name, "label": object.LabelApplySet})
	if !owner.IsZero() {
		p = plan.NewProblem(plan.ProblemTakenOver, fact.Args{"object": ref, "stack": s.Name, "owner": owner})
	}
	p.Object = &ref
	return p
}

// LabelledOnly is the problem that an object which is to be deleted bears the stack's label, and is
// neither the one that the stack has made nor managed by it, as after it was restored without its managed fields.
func LabelledOnly(ref object.Ref, s object.Stack) plan.Problem {
	p := plan.NewProblem(plan.ProblemLabelledOnly, fact.Args{
		"object": ref, "stack": s.Name, "label": object.LabelApplySet, "name": strings.ReplaceAll(ref.String(), " ", "/"),
	})
	p.Object = &ref
	return p
}

// ServerWarnings are what the server warns of, in its words.
func ServerWarnings(warnings []string) []fact.Fact {
	var all []fact.Fact
	for _, w := range warnings {
		all = append(all, fact.New(plan.WarnServer, fact.Args{"said": w}))
	}
	return all
}

// maxStored is what etcd takes in one request unless it is told otherwise. A
// dry-run does not reach etcd, and so does not notice.
const maxStored = 3 << 19 // 1.5 MiB

// TooLarge is the problem that the server could not store an object: its text alone is
// more than that.
func TooLarge(m *object.Manifest) *plan.Problem {
	size := textSize(m.Content)
	if size <= maxStored {
		return nil
	}
	p := plan.NewProblem(plan.ProblemTooLarge, fact.Args{"object": m.Ref, "bytes": size, "limit": maxStored})
	return &p
}

// textSize is the length of all strings of a JSON value.
func textSize(v any) int {
	size := 0
	switch v := v.(type) {
	case string:
		return len(v)
	case map[string]any:
		for k, item := range v {
			size += len(k) + textSize(item)
		}
	case []any:
		for _, item := range v {
			size += textSize(item)
		}
	}
	return size
}
