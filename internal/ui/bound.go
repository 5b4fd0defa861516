package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// boundValue is what a reference within a diagnostic's expression stood for.
type boundValue struct {
	Reference string `json:"reference"`
	Value     string `json:"value"` // as people read it, shortened
}

// boundValues lists what the references in the diagnostic's expression stood
// for, sorted. Unknown values say nothing and are left out; of marked ones,
// which are sensitive, only that is said.
func boundValues(d *hcl.Diagnostic) []boundValue {
	if d.Expression == nil || d.EvalContext == nil {
		return nil
	}
	var values []boundValue
	for _, t := range d.Expression.Variables() {
		v, diagnostics := t.TraverseAbs(d.EvalContext)
		if diagnostics.HasErrors() {
			continue
		}
		if text := describeValue(v); text != "" {
			values = append(values, boundValue{describeTraversal(t), text})
		}
	}
	slices.SortFunc(values, func(a, b boundValue) int { return strings.Compare(a.Reference, b.Reference) })
	return slices.Compact(values)
}

func (p *printer) boundValues(values []boundValue) {
	if len(values) == 0 {
		return
	}
	p.blank()
	for i, v := range values {
		lead := "with "
		if i > 0 {
			lead = "     "
		}
		p.line(2, line{faint.span(lead), plain.span(v.Reference), faint.span(" = "), plain.span(v.Value)}.cut(p.room(2))...)
	}
}

func describeTraversal(t hcl.Traversal) string {
	var b strings.Builder
	for _, step := range t {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			b.WriteString(step.Name)
		case hcl.TraverseAttr:
			b.WriteString("." + step.Name)
		case hcl.TraverseIndex:
			b.WriteString("[" + describeValue(step.Key) + "]")
		case hcl.TraverseSplat:
			b.WriteString("[*]")
		}
	}
	return b.String()
}

// describeValue returns what a value is in a few words, or nothing where that
// would not help.
func describeValue(v cty.Value) string {
	switch {
	case v.IsMarked():
		return sensitive
	case !v.IsKnown():
		return ""
	case v.IsNull():
		return "null"
	}
	switch t := v.Type(); {
	case t == cty.String:
		return fmt.Sprintf("%q", v.AsString())
	case t == cty.Number:
		return v.AsBigFloat().Text('f', -1)
	case t == cty.Bool:
		return fmt.Sprint(v.True())
	case t.IsObjectType():
		return "an object with " + count(len(t.AttributeTypes()), "attribute")
	case t.IsCollectionType() || t.IsTupleType():
		return "a " + t.FriendlyName() + " with " + count(v.LengthInt(), "element")
	default:
		return ""
	}
}
