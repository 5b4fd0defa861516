package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Names resolves every name in an argument's expression, which it does not evaluate, and
// returns which functions in it there are not. What is wrong with a reference is the
// resolver's to report, in the words in which evaluating reports it, and at the same place.
func (s *Scope) Names(a *syntax.Attribute) hcl.Diagnostics {
	ctx := s.context(a)
	var diags hcl.Diagnostics
	for _, node := range nodesOf(inJSON(a.Expr)) {
		_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
			call, ok := n.(*hclsyntax.FunctionCallExpr)
			if !ok {
				return nil
			}
			if _, known := s.base.Functions[call.Name]; !known {
				d := diag.Error(call.NameRange, "Call to unknown function", "There is no function named %q.%s", call.Name, functionMeant(call.Name, ctx))
				diags = append(diags, diag.Within(d, call.Range()))
			}
			return nil
		})
	}
	return diags
}

// inJSON is an expression of JSON as one whose texts can be looked into; of the native
// syntax, the expression itself.
func inJSON(e hcl.Expression) hcl.Expression {
	switch e.(type) {
	case hclsyntax.Node, *jsonExpression:
		return e
	}
	return &jsonExpression{Expression: e}
}
