package object

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
)

// WithExpandedEnvironment is a workload in whose containers each variable comes
// after those that its value refers to: Kubernetes knows no others by then. The
// order is otherwise the one that they have.
func (m *Manifest) WithExpandedEnvironment() *Manifest {
	return m.reordered(func(_ string, e *environment) []int { return e.expanded(e.standing()) })
}

// InOrderOf is a workload whose containers have their variables in the order in
// which those of another object have theirs, a live one say, as far as all values
// stay what they are. It is nil where that is the order they have.
func (m *Manifest) InOrderOf(content map[string]any) *Manifest {
	other := make(map[string][]any)
	eachEnvironment(m.Ref.GroupKind(), content, func(container string, _ Path, items []any) { other[container] = items })
	ordered := m.reordered(func(container string, e *environment) []int { return e.like(other[container]) })
	if ordered == m {
		return nil
	}
	return ordered
}

// Canonical is the content in the one form of all that mean the same: the order of
// variables is only what their values make it.
func (m *Manifest) Canonical() map[string]any {
	return m.reordered(func(_ string, e *environment) []int { return e.canonical() }).Content
}

// reordered puts the variables of each container into another order.
func (m *Manifest) reordered(order func(container string, e *environment) []int) *Manifest {
	changed := m
	eachEnvironment(m.Ref.GroupKind(), m.Content, func(container string, at Path, items []any) {
		e := environmentOf(items)
		changed = changed.reorder(at, e, order(container, e))
	})
	return changed
}

// eachEnvironment visits the lists of variables of a workload's Pods that have an
// order, by the containers that they are of.
func eachEnvironment(gk kind.GroupKind, content map[string]any, visit func(container string, at Path, items []any)) {
	template := kind.About(gk).InTemplate("spec")
	if template == nil {
		return
	}
	at := PathOf(template...)
	spec := field(content, template...)
	for _, list := range []string{"initContainers", "containers"} {
		containers, _ := spec[list].([]any)
		for i, c := range containers {
			c, _ := c.(map[string]any)
			name, _ := c["name"].(string)
			if items, _ := c["env"].([]any); len(items) > 1 {
				visit(list+"/"+name, at.Field(list).Index(i).Field("env"), items)
			}
		}
	}
}

// reorder puts the items of a list into another order, with all that is known of
// their places.
func (m *Manifest) reorder(at Path, e *environment, order []int) *Manifest {
	if slices.IsSorted(order) {
		return m
	}
	moved := make(map[int]int, len(order)) // to where an item goes, by where it is
	for position, i := range order {
		moved[i] = position
	}
	follow := func(p Path) Path {
		inner, _ := p.Within(at)
		item, rest := inner.Cut()
		i, isItem := item.Index()
		if !isItem {
			return p
		}
		return at.Index(moved[i]).Join(rest)
	}
	changed := *m
	changed.Content, _ = replacedAt(m.Content, at, e.ordered(order)).(map[string]any)
	changed.Fields = make(map[Path]Range, len(m.Fields))
	for p, r := range m.Fields {
		changed.Fields[follow(p)] = r
	}
	changed.Sensitive = make([]Path, len(m.Sensitive))
	for i, p := range m.Sensitive {
		changed.Sensitive[i] = follow(p)
	}
	return &changed
}

// replacedAt is a value with another one at a place in it, which is there, copied
// as far as it changes.
func replacedAt(value any, at Path, by any) any {
	if at.IsRoot() {
		return by
	}
	first, rest := at.Cut()
	switch value := value.(type) {
	case map[string]any:
		copied := maps.Clone(value)
		name, _ := first.Field()
		copied[name] = replacedAt(value[name], rest, by)
		return copied
	case []any:
		copied := slices.Clone(value)
		if i, ok := first.Index(); ok && i < len(value) {
			copied[i] = replacedAt(value[i], rest, by)
		}
		return copied
	}
	return value
}
