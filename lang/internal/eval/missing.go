package eval

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/nearest"
)

// missingStep returns where a reference that leads nowhere went wrong, and
// what there would have been; empty for any other diagnostic.
func missingStep(d *hcl.Diagnostic, variables []hcl.Traversal, ctx *hcl.EvalContext) string {
	if d.Subject == nil || !slices.Contains([]string{"Unsupported attribute", "Invalid index", "Missing map element"}, d.Summary) {
		return ""
	}
	for _, t := range variables {
		if v, ok := ctx.Variables[t.RootName()]; ok && t.SourceRange().Overlaps(*d.Subject) {
			if detail := follow(t, v); detail != "" {
				return detail
			}
		}
	}
	return ""
}

// follow goes along a reference until it breaks off.
func follow(t hcl.Traversal, v cty.Value) string {
	path := t.RootName()
	for _, step := range t[1:] {
		name, ok := stepName(step)
		if !ok || v.IsMarked() || !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() && !v.Type().IsMapType() {
			return ""
		}
		next, ok := v.AsValueMap()[name]
		if !ok {
			return noSuchStep(path, name, step, slices.Sorted(maps.Keys(v.AsValueMap())))
		}
		path, v = path+stepString(step, name), next
	}
	return ""
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

func noSuchStep(path, name string, step hcl.Traverser, known []string) string {
	suggestion := nearest.Sentence(name, known)
	if suggestion != "" {
		return fmt.Sprintf("%s has no %q.%s", path, name, suggestion)
	}
	if len(known) == 0 {
		return fmt.Sprintf("%s has no %q; it is empty. Add it, or remove the reference.", path, name)
	}
	if _, attribute := step.(hcl.TraverseAttr); !attribute {
		for i, k := range known {
			known[i] = strconv.Quote(k)
		}
	}
	return fmt.Sprintf("%s has no %q; it has %s. Name one of them.", path, name, strings.Join(known, ", "))
}
