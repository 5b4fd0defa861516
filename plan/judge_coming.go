package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// coming is what the plan itself creates that other objects need.
type coming struct {
	namespaces map[string]bool
	kinds      map[kind.GroupKind]string // definitions by the kind they define
}

// comingBy finds it among what is desired and decided.
func comingBy(desired []object.Manifest, decisions []decision) coming {
	c := coming{namespaces: make(map[string]bool), kinds: make(map[kind.GroupKind]string)}
	created := make(map[object.Ref]bool)
	for _, d := range decisions {
		if d.Action == Create {
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
			c.kinds[definedBy(m.Content)] = m.Ref.Name
		}
	}
	return c
}

// lacking is what an object needs that does not exist yet; zero where the
// server can be asked about it.
func (c coming) lacking(ref object.Ref) fact.Fact {
	if c.namespaces[ref.Namespace] {
		return fact.New(UnaskedNamespace, fact.Args{"namespace": ref.Namespace})
	}
	if name := c.kinds[ref.GroupKind()]; name != "" {
		return fact.New(UnaskedDefinition, fact.Args{"definition": name})
	}
	return fact.Fact{}
}
