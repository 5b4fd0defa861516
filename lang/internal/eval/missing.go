package eval

import (
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
)

// missingStep returns where a reference that leads nowhere went wrong, and
// what there would have been; empty for any other diagnostic.
func missingStep(d *hcl.Diagnostic, variables []hcl.Traversal, ctx *hcl.EvalContext) message.Text {
	if d.Subject == nil || !slices.Contains([]string{"Unsupported attribute", "Invalid index", "Missing map element"}, d.Summary) {
		return message.Text{}
	}
	for _, t := range variables {
		if v, ok := ctx.Variables[t.RootName()]; ok && t.SourceRange().Overlaps(*d.Subject) {
			if detail := follow(t, v); !detail.IsZero() {
				return detail
			}
		}
	}
	return message.Text{}
}

// follow goes along a reference until it breaks off.
func follow(t hcl.Traversal, v cty.Value) message.Text {
	path := t.RootName()
	for _, step := range t[1:] {
		name, ok := stepName(step)
		if !ok || v.IsMarked() || !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() && !v.Type().IsMapType() {
			return message.Text{}
		}
		next, ok := v.AsValueMap()[name]
		if !ok {
			return noSuchStep(path, name, step, slices.Sorted(maps.Keys(v.AsValueMap())))
		}
		path, v = path+stepString(step, name), next
	}
	return message.Text{}
}

func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String {
			return step.Key.AsString(), true
		}
	}
	return "", false
}

func stepString(step hcl.Traverser, name string) string {
	if _, attribute := step.(hcl.TraverseAttr); attribute && hclsyntax.ValidIdentifier(name) {
		return "." + name
	}
	return "[" + strconv.Quote(name) + "]"
}

func noSuchStep(path, name string, step hcl.Traverser, known []string) message.Text {
	suggestion := nearest.Sentence(name, known)
	if !suggestion.IsZero() {
		return message.New("%s has no %q.%s", path, name, suggestion)
	}
	if len(known) == 0 {
		return message.New("%s has no %q; it is empty. Add it, or remove the reference.", path, name)
	}
	if _, attribute := step.(hcl.TraverseAttr); !attribute {
		for i, k := range known {
			known[i] = strconv.Quote(k)
		}
	}
	return message.New("%s has no %q; it has %s. Name one of them.", path, name, message.Join(known, ", "))
}
