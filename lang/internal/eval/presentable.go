package eval

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// presentable takes out of diagnostics what must not travel on: the evaluation
// context, which keeps every value alive and would be shown by renderers, and
// whatever is said where anything sensitive took part.
func presentable(diags hcl.Diagnostics, e hcl.Expression, variables []hcl.Traversal, ctx *hcl.EvalContext) hcl.Diagnostics {
	plain := make(hcl.Diagnostics, 0, len(diags))
	sensitive := sensitiveParts(e, ctx)
	variables = slices.SortedFunc(slices.Values(variables), func(a, b hcl.Traversal) int { // of which none is in another
		return cmp.Compare(a.SourceRange().Start.Byte, b.SourceRange().Start.Byte)
	})
	for _, d := range diags {
		p := *d
		if !present(&p, sensitive, e, variables, ctx) {
			continue
		}
		diag.Plain(&p)
		plain = append(plain, &p)
	}
	return plain
}

// present words one diagnostic. It reports false where it only follows from what
// has been reported.
func present(d *hcl.Diagnostic, sensitive func(at *hcl.Range) bool, e hcl.Expression, variables []hcl.Traversal, ctx *hcl.EvalContext) bool {
	if missing := missingStep(d, e, variables, ctx); !missing.IsZero() {
		diag.Reword(d, "%s", missing)
		return true
	}
	if unknown, is := hcl.DiagnosticExtra[hclsyntax.FunctionCallUnknownDiagExtra](d); is && unknown.CalledFunctionNamespace() == "" {
		diag.Reword(d, "There is no function named %q.%s", unknown.CalledFunctionName(), functionMeant(unknown.CalledFunctionName(), ctx))
		return true
	}
	var panicked function.PanicError
	call, called := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](d)
	called = called && call.FunctionCallError() != nil
	switch inYAML, inTemplate := new(kubeyaml.Error), new(hcl.Diagnostic); {
	case called && errors.As(call.FunctionCallError(), &panicked):
		diag.Reword(d, "%s does not support these values. Check them.", call.CalledFunctionName())
		return known(ctx)
	case speaksOfSourceOnly(d):
	case !sensitive(d.Subject):
		switch {
		case called && errors.As(call.FunctionCallError(), &inYAML):
			placeInYAML(d, call.CalledFunctionName(), inYAML)
		case called && errors.As(call.FunctionCallError(), &inTemplate) && inTemplate.Subject != nil:
			diag.Reword(d, "The call of %s failed at %s. %s", call.CalledFunctionName(), syntax.Place(*inTemplate.Subject), diag.Detail(inTemplate))
		}
	case called:
		diag.Reword(d, "The call of %s failed. The reason is not shown because it involves a sensitive value. Check the value's form.", call.CalledFunctionName())
	default:
		diag.Reword(d, "The reason is not shown because it involves a sensitive value. Check the value's form and type.")
	}
	return true
}

// functionMeant proposes the nearest function; the library would take any that is near, in
// no order.
func functionMeant(name string, ctx *hcl.EvalContext) message.Text {
	if meant := nearest.Sentence(name, slices.Collect(maps.Keys(functionsOf(ctx)))); !meant.IsZero() {
		return meant
	}
	return message.New(" Correct the name.")
}

// functionsOf are those that can be called in a context: it has them itself, or one around it.
func functionsOf(ctx *hcl.EvalContext) map[string]function.Function {
	for ; ctx != nil; ctx = ctx.Parent() {
		if ctx.Functions != nil {
			return ctx.Functions
		}
	}
	return nil
}

// known reports whether everything that an expression refers to is.
func known(ctx *hcl.EvalContext) bool {
	for _, v := range ctx.Variables {
		if !v.IsWhollyKnown() {
			return false
		}
	}
	return true
}

// placeInYAML moves a diagnostic about a call to where the mistake is, if it is known. The call
// stays with it, which tells whether what it reads may be shown.
func placeInYAML(d *hcl.Diagnostic, function string, err *kubeyaml.Error) {
	r, ok := err.Range()
	if !ok {
		return
	}
	at, call := diag.Range(r), d.Subject
	d.Summary, d.Subject, d.Context = "Invalid YAML", &at, call
	problem := message.New("%s", message.Library(strings.ToUpper(err.Problem[:1])+err.Problem[1:])).Sentence()
	if call == nil {
		diag.Reword(d, "%s", problem)
		return
	}
	diag.Reword(d, "%s %s reads it at %s.", problem, function, syntax.Place(*call))
}

// speaksOfSourceOnly reports whether what is said names nothing but what stands in the source:
// names, and how many arguments there are.
func speaksOfSourceOnly(d *hcl.Diagnostic) bool {
	return d.Detail == "The given key does not identify an element in this collection value." || slices.Contains([]string{
		"Unsupported attribute", "Unknown variable", "Attempt to get attribute from null value",
		"Call to unknown function", "Function calls not allowed", "Not enough function arguments", "Too many function arguments",
	}, d.Summary)
}

// partAt is the part of an expression around a place that no other part has a
// share in: the items of a list and of an object that are written out are
// evaluated one by one.
func partAt(e hcl.Expression, place *hcl.Range) hcl.Expression {
	for place != nil {
		var inner hcl.Expression
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
