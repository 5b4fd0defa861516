package plan

import (
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

func beingDeleted(m *object.Manifest) Problem {
	return NewProblem(ProblemBeingDeleted, fact.Args{"object": m.Ref})
}

func notOurs(m *object.Manifest, s object.Stack) Problem {
	return NewProblem(ProblemNotManaged, fact.Args{"object": m.Ref, "stack": s.Name, "address": m.Address})
}

// ofAnotherStack is the problem that an object bears another set's label, and how it is
// let go without being deleted; or, where this stack may be that one under
// another name or with another namespace, how to continue with its state.
func ofAnotherStack(m *object.Manifest, live object.Meta, owner, perhaps fact.Fact) Problem {
	return NewProblem(ProblemOfAnotherStack, fact.Args{
		"object": m.Ref, "owner": owner, "perhaps": perhaps,
		"kind": strings.ToLower(live.Ref.Kind), "name": live.Ref.Name, "namespace": live.Ref.Namespace, "label": object.LabelApplySet,
	})
}

func changedMeanwhile(m *object.Manifest) Problem {
	return NewProblem(ProblemChangedMeanwhile, fact.Args{"object": m.Ref})
}

// lostLabel warns of an object that the stack has made and that does not bear
// its label any more.
func lostLabel(ref object.Ref, s object.Stack) Problem {
	p := NewProblem(ProblemLabelLost, fact.Args{"object": ref, "stack": s.Name, "label": object.LabelApplySet})
	p.Object = &ref
	return p
}

// serverWarnings are what the server warns of, in its words.
func serverWarnings(warnings []string) []fact.Fact {
	var all []fact.Fact
	for _, w := range warnings {
		all = append(all, fact.New(WarnServer, fact.Args{"said": w}))
	}
	return all
}

// maxStored is what etcd takes in one request unless it is told otherwise. A
// dry-run does not reach etcd, and so does not notice.
const maxStored = 3 << 19 // 1.5 MiB

// tooLarge is the problem that the server could not store an object: its text alone is
// more than that.
func tooLarge(m *object.Manifest) *Problem {
	size := textSize(m.Content)
	if size <= maxStored {
		return nil
	}
	p := NewProblem(ProblemTooLarge, fact.Args{"object": m.Ref, "bytes": size, "limit": maxStored})
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
