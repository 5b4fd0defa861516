package ui

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// fieldGroup is the fields that are shown under one heading.
type fieldGroup struct {
	parent object.Path
	names  []object.Path // beside fields
	fields []plan.FieldChange
}

// groupFields puts fields of one list item or one parent together, in the
// order in which they first appear.
func groupFields(fields []plan.FieldChange) []*fieldGroup {
	var groups []*fieldGroup
	byParent := map[object.Path]*fieldGroup{}
	for _, f := range withoutRepeatedKeys(fields) {
		parent := parentOf(f.Path)
		g := byParent[parent]
		if g == nil {
			g = &fieldGroup{parent: parent}
			byParent[parent] = g
			groups = append(groups, g)
		}
		name, _ := f.Path.Within(parent)
		g.names = append(g.names, name)
		g.fields = append(g.fields, f)
	}
	return groups
}

// parentOf returns where a field is shown: under the list item that it belongs to,
// or under the map or struct that it is in.
func parentOf(p object.Path) object.Path {
	parent, inItem := p.Parent(), false
	for around := parent; !around.IsRoot(); around = around.Parent() {
		if around.Last().IsItem() {
			parent, inItem = around, true
		}
	}
	_, isIndex := p.Last().Index()
	if !inItem && (p.Last().IsItem() || isIndex) {
		return parent.Parent() // an item has no name without its list's
	}
	return parent
}

// withoutRepeatedKeys leaves out `env[name="A"].name` where another field of
// the same item comes or goes with it: its path has said it already.
func withoutRepeatedKeys(fields []plan.FieldChange) []plan.FieldChange {
	siblings := map[object.Path]int{}
	for _, f := range fields {
		siblings[f.Path.Parent()]++
	}
	kept := make([]plan.FieldChange, 0, len(fields))
	for _, f := range fields {
		parent := f.Path.Parent()
		name, _ := f.Path.Last().Field()
		isKey := func(k object.Key) bool { return k.Name == name }
		if f.Op == plan.Modify || siblings[parent] == 1 || !slices.ContainsFunc(parent.Last().Keys(), isKey) {
			kept = append(kept, f)
		}
	}
	return kept
}

// heading shows the path of a group's parent, or of a field that stands alone;
// the part that all workloads' paths begin with is faint.
func heading(p object.Path) line {
	for _, common := range []object.Path{object.PathOf("spec", "template", "spec"), object.PathOf("spec", "jobTemplate", "spec", "template", "spec")} {
		if rest, ok := p.Within(common); ok && !rest.IsRoot() {
			return line{faint.span(common.String() + "."), plain.span(rest.String())}
		}
	}
	return line{plain.span(p.String())}
}
