package judge

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Coming is what the plan itself creates that other objects need.
type Coming struct {
	namespaces map[string]bool
	Kinds      map[kind.GroupKind]string // definitions by the kind they define
}

// ComingBy finds it among what is desired and decided.
func ComingBy(desired []object.Manifest, decisions []decision.Decision) Coming {
	c := Coming{namespaces: make(map[string]bool), Kinds: make(map[kind.GroupKind]string)}
	created := make(map[object.Ref]bool)
	for _, d := range decisions {
		if d.Action == plan.Create {
			created[d.Object] = true
		}
	}
	for i := range desired {
		m := &desired[i]
		switch {
		case !created[m.Ref]:
		case m.Ref.GroupKind() == kind.Namespace:
			c.namespaces[m.Ref.Name] = true
		case m.Ref.GroupKind() == kind.Definition:
			c.Kinds[wanted.DefinedBy(m.Content)] = m.Ref.Name
		}
	}
	return c
}

// Lacking is what an object needs that does not exist yet; zero where the
// server can be asked about it.
func (c Coming) Lacking(ref object.Ref) fact.Fact {
	if c.namespaces[ref.Namespace] {
		return fact.New(plan.UnaskedNamespace, fact.Args{"namespace": ref.Namespace})
	}
	if name := c.Kinds[ref.GroupKind()]; name != "" {
		return fact.New(plan.UnaskedDefinition, fact.Args{"definition": name})
	}
	return fact.Fact{}
}
