package view

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/plan"
)

// FieldGroup is the fields that are shown under one heading.
type FieldGroup struct {
	Parent object.Path
	Fields []Field
}

// Field is a field that changes.
type Field struct {
	plan.FieldChange
	Name  object.Path // below the group's parent
	Shape Shape
	// Was and Will are its values, without the keys that its path names already.
	Was, Will any
}

// Shape is how the values of a field are shown.
type Shape int

// The shapes.
const (
	OneLine   Shape = iota
	Sensitive       // not at all
	Unknown         // the new value is known after the apply
	Owned           // one value, which changes its owner
	Reordered       // as lists whose items only change their order
	Composite       // as a map or a list: on one line, or as the lines of a diff
	Block           // as the lines of a diff
)

// maxFields is how many fields of one change are shown.
const maxFields = 40

// Fold puts fields together by what they belong to, and leaves out what is too much
// unless everything is asked for.
func Fold(fields []plan.FieldChange, verbose bool) Content {
	c := Content{Groups: groupFields(fields), Verbose: verbose}
	shown := 0
	for i, g := range c.Groups {
		if !verbose && shown > 0 && shown+len(g.Fields) > maxFields {
			for _, rest := range c.Groups[i:] {
				c.More += len(rest.Fields)
			}
			c.Groups = c.Groups[:i]
			return c
		}
		shown += len(g.Fields)
	}
	return c
}

// groupFields puts fields of one list item or one parent together, in the
// order in which they first appear.
func groupFields(fields []plan.FieldChange) []FieldGroup {
	var groups []FieldGroup
	byParent := map[object.Path]int{}
	for _, f := range withoutRepeatedKeys(fields) {
		parent := parentOf(f.Path)
		i, known := byParent[parent]
		if !known {
			i = len(groups)
			byParent[parent] = i
			groups = append(groups, FieldGroup{Parent: parent})
		}
		groups[i].Fields = append(groups[i].Fields, fieldOf(f, parent))
	}
	return groups
}

func fieldOf(change plan.FieldChange, parent object.Path) Field {
	f := Field{FieldChange: change, Was: value.WithoutKeys(change.Path, change.Before), Will: value.WithoutKeys(change.Path, change.After)}
	f.Name, _ = change.Path.Within(parent)
	switch {
	case change.Sensitive:
		f.Shape = Sensitive
	case change.Unknown:
		f.Shape = Unknown
	case change.Op.KeepsValue():
		f.Shape = Owned
	case value.IsReordered(f.Was, f.Will):
		f.Shape = Reordered
	case value.IsBlock(f.Was), value.IsBlock(f.Will):
		f.Shape = Block
	case value.IsComposite(f.Was), value.IsComposite(f.Will):
		f.Shape = Composite
	}
	return f
}

// Lines is what changes between values of several lines, as value.Changes.
func (f Field) Lines(most int) []value.Line { return value.Changes(f.Was, f.Will, most) }

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
