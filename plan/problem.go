package plan

import (
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

func problem(code fact.Code, args fact.Args) Problem { return Problem{Fact: fact.New(code, args)} }

func beingDeleted(m *object.Manifest) Problem {
	return problem(ProblemBeingDeleted, fact.Args{"object": m.Ref})
}

func notOurs(m *object.Manifest, s object.Stack) Problem {
	return problem(ProblemNotManaged, fact.Args{"object": m.Ref, "stack": s.Name, "address": m.Address})
}

// ofAnotherStack is the problem that an object bears another set's label, and how it is
// let go without being deleted; or, where this stack may be that one under
// another name or with another namespace, how to continue with its state.
func ofAnotherStack(m *object.Manifest, live object.Meta, owner, perhaps fact.Fact) Problem {
	return problem(ProblemOfAnotherStack, fact.Args{
		"object": m.Ref, "owner": owner, "perhaps": perhaps,
		"kind": strings.ToLower(live.Ref.Kind), "name": live.Ref.Name, "namespace": live.Ref.Namespace, "label": object.LabelApplySet,
	})
}

// perhapsOurs returns how a stack that has no state yet continues with the state of the
// one to which a live object belongs, if it may be that one; zero where it is not.
func (o *observation) perhapsOurs(s object.Stack, live object.Meta) fact.Fact {
	former, known := memberOf(live)
	switch {
	case !known || o.snapshot.Revision != nil:
	case former.Name == s.Name:
		return fact.New(FormerNamespace, fact.Args{"namespace": former.Namespace})
	case former.Namespace == s.Namespace:
		return fact.New(FormerName, fact.Args{"name": former.Name})
	}
	return fact.Fact{}
}

func changedMeanwhile(m *object.Manifest) Problem {
	return problem(ProblemChangedMeanwhile, fact.Args{"object": m.Ref})
}

// namespaceMissing is the problem that the cluster lacks a namespace, and what is to
// be in it: an object, or the state.
func namespaceMissing(namespace string, needs any) Problem {
	return problem(ProblemNamespaceMissing, fact.Args{"namespace": namespace, "needs": needs})
}

// noKind is the problem that the cluster lacks a definition, or the version that the
// configuration names.
func noKind(m *object.Manifest, e *kube.NoKindError) Problem {
	if len(e.Served) > 0 {
		p := problem(ProblemVersionNotServed, fact.Args{
			"object": m.Ref, "version": m.APIVersion, "kind": e.Kind.Kind, "served": e.ServedIn(), "write": kind.JoinAPIVersion(e.Kind.Group, e.Served[0]),
		})
		p.Path, p.Origin = object.PathOf("apiVersion"), m.SourceOf(object.PathOf("apiVersion"))
		return p
	}
	return problem(ProblemKindMissing, fact.Args{"object": m.Ref, "kind": e.Kind.Kind, "group": e.Kind.Group})
}

// lostLabel warns of an object that the stack has made and that does not bear
// its label any more.
func lostLabel(ref object.Ref, s object.Stack) Problem {
	p := problem(ProblemLabelLost, fact.Args{"object": ref, "stack": s.Name, "label": object.LabelApplySet})
	p.Object = &ref
	return p
}
