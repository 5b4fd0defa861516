package ui

import (
	"strings"

	"github.com/workloadlang/wl/plan"
)

// fieldGroup is the fields that are shown under one heading.
type fieldGroup struct {
	parent fieldPath
	names  []fieldPath // beside fields
	fields []plan.FieldChange
}

// groupFields puts fields of one list item or one parent together, in the
// order in which they first appear.
func groupFields(fields []plan.FieldChange) []*fieldGroup {
	var groups []*fieldGroup
	byParent := map[string]*fieldGroup{}
	for _, f := range withoutRepeatedKeys(fields) {
		parent, name := parsePath(f.Path).group()
		g := byParent[parent.String()]
		if g == nil {
			g = &fieldGroup{parent: parent}
			byParent[parent.String()] = g
			groups = append(groups, g)
		}
		g.names = append(g.names, name)
		g.fields = append(g.fields, f)
	}
	return groups
}

// withoutRepeatedKeys leaves out `env[name="A"].name` where another field of
// the same item comes or goes with it: its path has said it already.
func withoutRepeatedKeys(fields []plan.FieldChange) []plan.FieldChange {
	paths := make([]fieldPath, len(fields))
	siblings := map[string]int{}
	for i, f := range fields {
		paths[i] = parsePath(f.Path)
		siblings[paths[i].parent().String()]++
	}
	kept := make([]plan.FieldChange, 0, len(fields))
	for i, f := range fields {
		parent := paths[i].parent()
		if len(parent) > 0 && f.Op != plan.Modify && siblings[parent.String()] > 1 {
			if _, repeated := itemKeys(parent[len(parent)-1])[paths[i][len(parent)]]; repeated {
				continue
			}
		}
		kept = append(kept, f)
	}
	return kept
}

// heading shows the path of a group's parent, or of a field that stands alone;
// the part that all workloads' paths begin with is faint.
func (p fieldPath) heading() line {
	text := p.String()
	for _, common := range []string{"spec.template.spec.", "spec.jobTemplate.spec.template.spec."} {
		if rest, ok := strings.CutPrefix(text, common); ok {
			return line{faint.span(common), plain.span(rest)}
		}
	}
	return line{plain.span(text)}
}
