package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// sensitiveParts returns what reports whether anything sensitive takes part in the part of an
// expression around a place. Each part is evaluated once, however many problems it has.
func sensitiveParts(e hcl.Expression, ctx *hcl.EvalContext) func(at *hcl.Range) bool {
	known := map[hcl.Range]bool{}
	return func(at *hcl.Range) bool {
		part := partAt(e, at)
		r := part.Range()
		is, asked := known[r]
		if !asked {
			is = refersToSensitive(part, ctx) || marksItself(part) || makesSensitive(part, ctx)
			known[r] = is
		}
		return is
	}
}

// refersToSensitive reports whether an expression names something sensitive.
func refersToSensitive(e hcl.Expression, ctx *hcl.EvalContext) bool {
	for _, t := range e.Variables() {
		v, diags := t.TraverseAbs(ctx)
		if diags.HasErrors() {
			v, diags = t[:1].TraverseAbs(ctx)
		}
		if !diags.HasErrors() && v.ContainsMarked() {
			return true
		}
	}
	return false
}

// marksItself reports whether an expression calls sensitive: of what fails within the call
// there is never a value that is marked.
func marksItself(e hcl.Expression) bool {
	found := false
	for _, node := range nodesOf(e) {
		_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
			call, is := n.(*hclsyntax.FunctionCallExpr)
			found = found || is && call.Name == "sensitive"
			return nil
		})
	}
	return found
}

// makesSensitive reports whether anything that a function returns on the way through an
// expression is sensitive, as what manifests reads of a Secret, and what a template has
// marked. The value of the whole does not tell: it has failed.
func makesSensitive(e hcl.Expression, ctx *hcl.EvalContext) bool {
	made := false
	functions := functionsOf(ctx)
	watching := ctx.NewChild()
	watching.Functions = make(map[string]function.Function, len(functions))
	for name, f := range functions {
		watching.Functions[name] = seen(f, func(v cty.Value) { made = made || v.ContainsMarked() })
	}
	_, _ = e.Value(watching) // it fails as it has before
	return made
}

// seen is a function whose results are looked at. Its type is not asked for beforehand: some
// functions evaluate their arguments to tell.
func seen(f function.Function, look func(cty.Value)) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := f.Call(args)
			if err == nil {
				look(v)
			}
			return v, err
		},
	})
}
