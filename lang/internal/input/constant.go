package input

import (
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

const invalidValue = "Invalid value for variable"

// parse gives text its meaning: itself where the variable is a string, a number
// or a bool or has no type, an expression where it is a collection or of any type.
func (v *Variable) parse(g given) (hcl.Expression, hcl.Diagnostics) {
	if !utf8.ValidString(g.text) {
		return nil, hcl.Diagnostics{diag.Nowhere("Invalid value for variable", "%s is not UTF-8, as every text must be. Give the value in UTF-8, or in base64 for binary_data.", g.from)}
	}
	if v.literal {
		return hcl.StaticExpr(cty.StringVal(g.text), v.Header), nil
	}
	name := "<" + g.from + ">"
	if diags := syntax.CheckExpression([]byte(g.text), name); diags.HasErrors() {
		return nil, hcl.Diagnostics{diag.Nowhere(diags[0].Summary, "%s: %s", g.from, diag.Detail(diags[0]))}
	}
	expr, diags := hclsyntax.ParseExpression([]byte(g.text), name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, hcl.Diagnostics{diag.Nowhere(invalidValue, "%s is not an expression, which the type of var.%s requires: %s Write it as in a file, for example '[\"a\", \"b\"]', '{ a = 1 }' or '\"text\"'.", g.from, v.Name, message.New("%s.", message.Library(diags[0].Summary)))}
	}
	return expr, nil
}

// constant evaluates what must not refer to anything. What stands there is not
// repeated where the variable is sensitive: the quotation marks of a password may
// be missing.
func (v *Variable) constant(e hcl.Expression) (cty.Value, *hcl.Diagnostic) {
	value, problem := v.evaluate(e)
	switch {
	case problem == nil || !v.Sensitive:
	case problem.Summary == invalidValue:
		diag.Reword(problem, "The value of var.%s, which is sensitive and not shown, cannot be evaluated. Correct it.", v.Name)
	default:
		diag.Reword(problem, "The value of a sensitive variable must be a constant; it is not shown. Write a constant; strings are in quotes.")
	}
	return value, problem
}

func (v *Variable) evaluate(e hcl.Expression) (cty.Value, *hcl.Diagnostic) {
	if problem := computed(e); problem != nil {
		return cty.DynamicVal, problem
	}
	var value cty.Value
	var diags hcl.Diagnostics
	v.progress.Watch(&syntax.Attribute{Name: "var." + v.Name, Expr: e}, func() { value, diags = e.Value(nil) })
	for _, d := range diags {
		switch {
		case d.Severity != hcl.DiagError:
		case d.Summary == "Function calls not allowed":
			return cty.DynamicVal, diag.Error(e.Range(), "Value is not a constant", "The value of a variable must be a constant, without functions: %s", diag.Detail(d))
		default: // as a key that is there twice, or an index of what has none
			return cty.DynamicVal, diag.Error(e.Range(), invalidValue, "The value of var.%s cannot be evaluated. %s Correct it.", v.Name, diag.Detail(d))
		}
	}
	return value, nil
}

// computed reports what cannot be a constant. A value of a JSON file always is one:
// a text in it is literal, whatever it looks like.
func computed(e hcl.Expression) *hcl.Diagnostic {
	native, ok := e.(hclsyntax.Node)
	if !ok {
		return nil
	}
	if names := e.Variables(); len(names) > 0 {
		return diag.Error(names[0].SourceRange(), "Value is not a constant",
			"The value of a variable cannot refer to %s. Write a constant; strings are in quotes.", names[0].RootName())
	}
	if at := loop(native); at != nil {
		return diag.Error(*at, "Value is not a constant", "The value of a variable must be a constant, without loops. List its elements, or compute them in locals.")
	}
	return nil
}

// loop finds a loop in an expression: a few of them within each other would make
// more than any machine has of a short text.
func loop(node hclsyntax.Node) *hcl.Range {
	var found *hcl.Range
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		if _, isLoop := n.(*hclsyntax.ForExpr); isLoop && found == nil {
			at := n.Range()
			found = &at
		}
		return nil
	})
	return found
}

func convertTo(v cty.Value, t cty.Type) (cty.Value, error) {
	converted, err := convert.Convert(v, t)
	if err != nil {
		return cty.DynamicVal, mismatch(v, t)
	}
	return converted, nil
}

// markSensitive marks a value as a whole: whatever is taken from it carries
// the mark on.
func markSensitive(v cty.Value) cty.Value {
	if v.HasMark(eval.Sensitive) {
		return v
	}
	return v.Mark(eval.Sensitive)
}
