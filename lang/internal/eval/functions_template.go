package eval

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// withoutTemplates are the functions that a template can call: all but those that could
// render it again without end.
func withoutTemplates(functions map[string]function.Function, renderers ...string) map[string]function.Function {
	within := maps.Clone(functions)
	for _, name := range renderers {
		within[name] = function.New(&function.Spec{
			VarParam: anything(),
			Type: func([]cty.Value) (cty.Type, error) {
				return cty.String, fmt.Errorf("a template cannot call %s. Render the text outside the template, and pass it as one of its variables", name)
			},
		})
	}
	return within
}

// templateFunc renders a file. Templates call the other functions, but no
// template files in turn.
func (f *files) templateFunc(functions map[string]function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "vars", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			src, err := f.text(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return f.render(src, args[0].AsString(), args[1], functions)
		},
	})
}

func (s Surroundings) templateStringFunc(functions map[string]function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "template", Type: cty.String}, {Name: "vars", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return s.render(args[0].AsString(), "template", args[1], functions)
		},
	})
}

func (s Surroundings) render(src, name string, vars cty.Value, functions map[string]function.Function) (cty.Value, error) {
	if t := vars.Type(); !t.IsObjectType() && !t.IsMapType() {
		return cty.NilVal, function.NewArgErrorf(1, "must be an object with the template's variables")
	}
	if diags := syntax.CheckTemplate([]byte(src), name); diags.HasErrors() {
		return cty.NilVal, diags[0]
	}
	template, diags := hclsyntax.ParseTemplate([]byte(src), name, hcl.InitialPos)
	if diags.HasErrors() {
		tokens, _ := hclsyntax.LexTemplate([]byte(src), name, hcl.InitialPos)
		return cty.NilVal, syntax.Escaping(diags, tokens)[0]
	}
	s.Progress.interrupts(template)
	ctx := &hcl.EvalContext{Variables: vars.AsValueMap(), Functions: functions}
	for _, t := range template.Variables() {
		if _, ok := ctx.Variables[t.RootName()]; !ok {
			return cty.NilVal, notPassed(t, slices.Sorted(maps.Keys(ctx.Variables)))
		}
	}
	v, diags := template.Value(ctx)
	if s.Progress.Stopped() {
		return cty.NilVal, errors.New("stopped") // to nobody
	}
	if diags.HasErrors() {
		return cty.NilVal, presentable(diags, template, template.Variables(), ctx)[0]
	}
	return v, nil
}

// notPassed is the error about a reference to what a call does not pass to its template.
func notPassed(t hcl.Traversal, passed []string) *hcl.Diagnostic {
	name := t.RootName()
	if len(passed) == 0 {
		return diag.Error(t.SourceRange(), "Unknown variable", "The template uses the variable %q, and the call passes none. Pass it, or write $${%s} for the literal text ${%s}.", name, name, name)
	}
	return diag.Error(t.SourceRange(), "Unknown variable", "The template uses the variable %q, and the call passes only %s. Pass it, or write $${%s} for the literal text ${%s}.",
		name, message.Join(passed, ", "), name, name)
}
