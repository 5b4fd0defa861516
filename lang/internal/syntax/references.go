package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// referring are the arguments of a block that hold references, and nothing else.
func referring(row *schema.Block) map[string]bool {
	names := make(map[string]bool)
	for _, a := range append(row.Attributes[:len(row.Attributes):len(row.Attributes)], table.Meta(row)...) {
		if a.Type.Reference {
			names[a.Name] = true
		}
	}
	return names
}

// references is an expression that holds references, in the native syntax: in JSON, their
// texts may be the references themselves, or templates of them. One that holds something
// else is as it was.
func references(e hcl.Expression) hcl.Expression {
	if _, native := e.(hclsyntax.Node); native {
		return e
	}
	if one := reference(e); one != nil {
		return one
	}
	elements, diags := hcl.ExprList(e)
	if diags.HasErrors() {
		return e
	}
	list := &hclsyntax.TupleConsExpr{SrcRange: e.Range(), OpenRange: e.StartRange()}
	for _, element := range elements {
		one := reference(element)
		if one == nil {
			return e
		}
		list.Exprs = append(list.Exprs, one)
	}
	return list
}

// reference is the reference that a text of JSON is; nil where it is none.
func reference(e hcl.Expression) hclsyntax.Expression {
	text, diags := e.Value(nil) // which is the text itself
	if diags.HasErrors() || text.IsNull() || text.Type() != cty.String {
		return nil
	}
	at := e.StartRange().Start
	at.Column, at.Byte = at.Column+1, at.Byte+1 // behind the quotation mark
	src, file := []byte(text.AsString()), e.Range().Filename
	t, diags := hclsyntax.ParseTraversalAbs(src, file, at)
	if diags.HasErrors() {
		template, wrong := hclsyntax.ParseTemplate(src, file, at)
		whole, is := template.(*hclsyntax.TemplateWrapExpr)
		if wrong.HasErrors() || !is {
			return nil
		}
		t, diags = hcl.AbsTraversalForExpr(whole.Wrapped)
	}
	if diags.HasErrors() || len(t) < 2 { // or no reference is meant
		return nil
	}
	return &hclsyntax.ScopeTraversalExpr{Traversal: t, SrcRange: e.Range()}
}
