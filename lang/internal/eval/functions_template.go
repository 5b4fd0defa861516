package eval

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

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
	functions = maps.Clone(functions)
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
		return cty.NilVal, syntax.Escaping(diags, []byte(src))[0]
	}
	s.Progress.interrupts(template)
	ctx := &hcl.EvalContext{Variables: vars.AsValueMap(), Functions: functions}
	for _, t := range template.Variables() {
		if _, ok := ctx.Variables[t.RootName()]; !ok {
			return cty.NilVal, fmt.Errorf("%s uses the variable %q, which is not passed; the call passes %s. Pass it, or write $${%s} for the literal text ${%s}", name, t.RootName(),
				strings.Join(slices.Sorted(maps.Keys(ctx.Variables)), ", "), t.RootName(), t.RootName())
		}
	}
	v, diags := template.Value(ctx)
	if s.Progress.Stopped() {
		return cty.NilVal, errors.New("stopped") // to nobody
	}
	if diags.HasErrors() {
		first := presentable(diags, template, template.Variables(), ctx)[0]
		first.Detail = strings.TrimSuffix(first.Detail, ".") // a sentence goes around it
		return cty.NilVal, first
	}
	return v, nil
}
