package object

import (
	"maps"
	"slices"
	"strconv"
	"strings"

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
	eachEnvironment(m.Ref.GroupKind(), content, func(container string, _ Pointer, items []any) { other[container] = items })
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
	eachEnvironment(m.Ref.GroupKind(), m.Content, func(container string, at Pointer, items []any) {
		e := environmentOf(items)
		changed = changed.reorder(at, e, order(container, e))
	})
	return changed
}

// eachEnvironment visits the lists of variables of a workload's Pods that have an
// order, by the containers that they are of.
func eachEnvironment(gk kind.GroupKind, content map[string]any, visit func(container string, at Pointer, items []any)) {
	template := kind.About(gk).InTemplate("spec")
	if template == nil {
		return
	}
	var at Pointer
	for _, step := range template {
		at = at.Child(step)
	}
	spec := field(content, template...)
	for _, list := range []string{"initContainers", "containers"} {
		containers, _ := spec[list].([]any)
		for i, c := range containers {
			c, _ := c.(map[string]any)
			name, _ := c["name"].(string)
			if items, _ := c["env"].([]any); len(items) > 1 {
				visit(list+"/"+name, at.Child(list).Child(i).Child("env"), items)
			}
		}
	}
}

// reorder puts the items of a list into another order, with all that is known of
// their places.
func (m *Manifest) reorder(at Pointer, e *environment, order []int) *Manifest {
	if slices.IsSorted(order) {
		return m
	}
	moved := make(map[string]int, len(order)) // to where an item goes, by where it is
	for position, i := range order {
		moved[strconv.Itoa(i)] = position
	}
	follow := func(p Pointer) Pointer {
		rest, within := strings.CutPrefix(string(p), string(at)+"/")
		if !within {
			return p
		}
		index, inner, deeper := strings.Cut(rest, "/")
		followed := at.Child(moved[index])
		if deeper {
			followed += Pointer("/" + inner)
		}
		return followed
	}
	changed := *m
	changed.Content, _ = replacedAt(m.Content, strings.Split(string(at)[1:], "/"), e.ordered(order)).(map[string]any)
	changed.Fields = make(map[Pointer]Range, len(m.Fields))
	for p, r := range m.Fields {
		changed.Fields[follow(p)] = r
	}
	changed.Sensitive = make([]Pointer, len(m.Sensitive))
	for i, p := range m.Sensitive {
		changed.Sensitive[i] = follow(p)
	}
	return &changed
}

// replacedAt is a value with another one at a place in it, copied as far as it
// changes. The steps are keys and positions, which are there.
func replacedAt(value any, steps []string, by any) any {
	if len(steps) == 0 {
		return by
	}
	switch value := value.(type) {
	case map[string]any:
		copied := maps.Clone(value)
		copied[steps[0]] = replacedAt(value[steps[0]], steps[1:], by)
		return copied
	case []any:
		copied := slices.Clone(value)
		if i, err := strconv.Atoi(steps[0]); err == nil && i < len(value) {
			copied[i] = replacedAt(value[i], steps[1:], by)
		}
		return copied
	}
	return value
}
