package eval

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// presentable takes out of diagnostics what must not travel on: the evaluation
// context, which keeps every value alive and would be shown by renderers, and
// whatever is said where anything sensitive took part.
func presentable(diags hcl.Diagnostics, e hcl.Expression, variables []hcl.Traversal, ctx *hcl.EvalContext) hcl.Diagnostics {
	plain := make(hcl.Diagnostics, len(diags))
	for i, d := range diags {
		p := *d
		p.Detail = detail(d, e, variables, ctx)
		p.EvalContext, p.Expression, p.Extra = nil, nil, nil
		plain[i] = &p
	}
	return plain
}

func detail(d *hcl.Diagnostic, e hcl.Expression, variables []hcl.Traversal, ctx *hcl.EvalContext) string {
	if missing := missingStep(d, variables, ctx); missing != "" {
		return missing
	}
	var panicked function.PanicError
	call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](d)
	called := ok && call.FunctionCallError() != nil
	switch {
	case called && errors.As(call.FunctionCallError(), &panicked):
		return fmt.Sprintf("%s cannot work with these values. Check them.", call.CalledFunctionName())
	case speaksOfSourceOnly(d.Summary) || !sensitiveIn(partAt(e, d.Subject), ctx):
		return d.Detail
	case called:
		return fmt.Sprintf("The call of %s failed. Why is not shown, since a sensitive value is involved. Check the value's form.", call.CalledFunctionName())
	}
	return "Why is not shown, since a sensitive value is involved. Check the value's form and type."
}

// speaksOfSourceOnly reports whether what is said under a summary names nothing
// but what stands in the source: names, and how many arguments there are.
func speaksOfSourceOnly(summary string) bool {
	return slices.Contains([]string{
		"Unsupported attribute", "Unknown variable", "Attempt to get attribute from null value",
		"Call to unknown function", "Function calls not allowed", "Not enough function arguments", "Too many function arguments",
	}, summary)
}

// partAt is the part of an expression around a place that no other part has a
// share in: the items of a list and of an object that are written out are
// evaluated one by one.
func partAt(e hcl.Expression, place *hcl.Range) hcl.Expression {
	for place != nil {
		inner := e
		switch e := e.(type) {
		case *hclsyntax.ParenthesesExpr:
			inner = around(*place, e.Expression)
		case *hclsyntax.TupleConsExpr:
			inner = around(*place, e.Exprs...)
		case *hclsyntax.ObjectConsExpr:
			for _, item := range e.Items {
				if inner = around(*place, item.ValueExpr); inner != nil {
					break
				}
			}
		default:
			return e
		}
		if inner == nil {
			return e
		}
		e = inner
	}
	return e
}

// around is the expression that a place lies in; nil where there is none.
func around(place hcl.Range, candidates ...hclsyntax.Expression) hcl.Expression {
	for _, c := range candidates {
		if r := c.Range(); r.Filename == place.Filename && r.Start.Byte <= place.Start.Byte && place.End.Byte <= r.End.Byte {
			return c
		}
	}
	return nil
}

// sensitiveIn reports whether anything sensitive takes part in an expression:
// what it refers to, or what it makes so itself. Marks do not tell: loops and
// functions take them off their arguments and put them on their results.
func sensitiveIn(e hcl.Expression, ctx *hcl.EvalContext) bool {
	for _, t := range e.Variables() {
		v, diags := t.TraverseAbs(ctx)
		if diags.HasErrors() {
			v, diags = t[:1].TraverseAbs(ctx)
		}
		if !diags.HasErrors() && v.ContainsMarked() {
			return true
		}
	}
	made := false
	watching := ctx.NewChild()
	watching.Functions = map[string]function.Function{"sensitive": function.New(&function.Spec{
		Params: []function.Parameter{anyParameter("value")},
		Type: func(args []cty.Value) (cty.Type, error) {
			made = true
			return args[0].Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0].Mark(Sensitive), nil },
	})}
	_, _ = e.Value(watching) // it fails as it has before
	return made
}
