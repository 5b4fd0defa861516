package eval

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
)

// missingInSplat returns where what follows a [*] leads nowhere, and what there would have
// been; empty where no such step stands at a place, or it is not known of what.
func missingInSplat(place hcl.Range, e hcl.Expression, ctx *hcl.EvalContext) message.Text {
	splat, steps := splatAt(place, e)
	if splat == nil {
		return message.Text{}
	}
	source, diags := hcl.AbsTraversalForExpr(splat.Source)
	if diags.HasErrors() {
		return message.Text{}
	}
	repeat := repeats(source.RootName(), ctx)
	v, path, _ := follow(source.RootName(), ctx.Variables[source.RootName()], source[1:], repeat)
	if path == "" || v.IsMarked() || !v.IsKnown() || v.IsNull() {
		return message.Text{}
	}
	switch of := v.Type(); {
	case of.IsObjectType() || of.IsMapType():
		return missingInObject(path, v, steps, len(source) == 2 && repeat)
	case of.IsTupleType() || of.IsListType():
		for i, element := range v.AsValueSlice() {
			if _, _, detail := follow(path+"["+strconv.Itoa(i)+"]", element, steps, false); !detail.IsZero() {
				return detail
			}
		}
	}
	return message.Text{}
}

// missingInObject is what to write in the place of a [*] of an object, which HCL takes for a list
// of this one object.
func missingInObject(path string, v cty.Value, steps hcl.Traversal, repeats bool) message.Text {
	if name, ok := stepName(steps[0]); ok && (branch{step: steps[0]}).inEach(v.AsValueMap(), name) {
		what := message.New("%s is an object, not a list", path)
		if repeats {
			what = message.New("%s has for_each, so it is an object, not a list", path)
		}
		return message.New("%s: [*] does not take its elements. Write values(%s)[*].%s for all.", what, path, name)
	}
	_, _, detail := follow(path, v, steps, false)
	return detail
}

// splatAt finds the [*] in an expression that is followed by the step at a place, and what
// follows it; nil where there is none. The innermost counts.
func splatAt(place hcl.Range, e hcl.Expression) (found *hclsyntax.SplatExpr, steps hcl.Traversal) {
	for _, node := range nodesOf(e) {
		_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
			splat, ok := n.(*hclsyntax.SplatExpr)
			if !ok {
				return nil
			}
			each, ok := splat.Each.(*hclsyntax.RelativeTraversalExpr)
			if ok && len(each.Traversal) > 0 && each.Traversal.SourceRange().Overlaps(place) {
				found, steps = splat, each.Traversal
			}
			return nil
		})
	}
	return found, steps
}

// nodesOf are an expression of the native syntax or, of one in JSON, the templates that its
// texts are.
func nodesOf(e hcl.Expression) []hclsyntax.Node {
	if node, native := e.(hclsyntax.Node); native {
		return []hclsyntax.Node{node}
	}
	inJSON, ok := e.(*jsonExpression)
	if !ok {
		return nil
	}
	var all []hclsyntax.Node
	switch literal, _ := inJSON.Expression.Value(nil); {
	case literal.Type().IsTupleType():
		for _, element := range inJSON.ExprList() {
			all = append(all, nodesOf(element)...)
		}
	case literal.Type().IsObjectType():
		for _, member := range inJSON.ExprMap() {
			all = append(append(all, nodesOf(member.Key)...), nodesOf(member.Value)...)
		}
	case literal.Type() == cty.String && !literal.IsNull():
		if template, diags := inJSON.template(literal.AsString()); !diags.HasErrors() {
			all = append(all, template)
		}
	}
	return all
}
