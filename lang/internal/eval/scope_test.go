package eval

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Whatever is unknown has been reported: where what an expression refers to is known, the
// expression is, or it is reported itself.
func TestUnknownIsReported(t *testing.T) {
	functions := map[string]function.Function{"mystery": function.New(&function.Spec{
		Type: function.StaticReturnType(cty.Bool),
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.UnknownVal(cty.Bool), nil },
	})}
	for expression, reported := range map[string]bool{
		`mystery()`:             true,
		`{ a = [mystery()] }`:   true,
		`mystery() ? 1 : 2`:     true,
		`a && mystery()`:        true,
		`a`:                     false,
		`[a, true]`:             false,
		`lost`:                  false,
		`lost && mystery()`:     false,
		`[for x in [lost] : 1]`: false,
	} {
		e, diags := hclsyntax.ParseExpression([]byte(expression), "test.wl.hcl", hcl.Pos{Line: 3, Column: 1})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		scope := NewScope(functions, nothing{}, nil).With("a", cty.True).With("lost", cty.DynamicVal)
		_, diags = scope.Value(syntax.NewExpression("test", e))
		if diags.HasErrors() != reported {
			t.Errorf("%s: %v, want an error: %t", expression, diags, reported)
		}
		if reported && (len(diags) != 1 || diags[0].Subject.Start.Line != 3) {
			t.Errorf("%s: %v, want one error on its line", expression, diags)
		}
	}
}
