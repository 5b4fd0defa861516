package eval

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// tryFunc is the first of its arguments that can be evaluated. The library's own would tell
// of those that cannot in other words than they have elsewhere, the stacks of panics among
// them.
func tryFunc() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
		Type: func(args []cty.Value) (cty.Type, error) {
			v, err := firstOf(args)
			if err != nil {
				return cty.NilType, err
			}
			return v.Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return firstOf(args) },
	})
}

func firstOf(args []cty.Value) (cty.Value, error) {
	if len(args) == 0 {
		return cty.NilVal, errors.New("at least one argument is required")
	}
	var problems strings.Builder
	for _, arg := range args {
		expression := customdecode.ExpressionClosureFromVal(arg)
		v, diags := expression.Value()
		switch {
		case diags.HasErrors():
			worded(&problems, diags, expression)
		case !v.IsWhollyKnown(): // it may be an error yet, once it is known
			return cty.DynamicVal, nil
		default:
			return v, nil
		}
	}
	if problems.Len() == 0 {
		return cty.DynamicVal, nil // they only follow from what has been reported
	}
	return cty.NilVal, fmt.Errorf("no expression succeeded:%s", "\n"+problems.String()+"\nAt least one expression must produce a successful result")
}

// worded lists what is wrong with an argument. Whether anything sensitive takes part in it is
// asked of the call as a whole.
func worded(list *strings.Builder, diags hcl.Diagnostics, of *customdecode.ExpressionClosure) {
	shown := func(*hcl.Range) bool { return false }
	for _, d := range diags {
		d := *d
		if !present(&d, shown, of.Expression, of.Expression.Variables(), of.EvalContext) {
			continue
		}
		at := ""
		if d.Subject != nil {
			at = fmt.Sprintf(" (at %s)", d.Subject)
		}
		fmt.Fprintf(list, "- %s%s\n  %s\n", d.Summary, at, d.Detail)
	}
}
