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

// Whatever evaluates parts of an expression is seen by who looks at the progress, and ends where
// it is told to: also what words the problems.
func TestAllEvaluationIsWatched(t *testing.T) {
	for _, src := range []string{`tonumber(looked())`, `{ a = [tonumber(looked())] }`, `[for x in [looked()] : tonumber(x)]`} {
		p, calls := &Progress{}, 0
		functions := Functions(Surroundings{Progress: p})
		functions["looked"] = function.New(&function.Spec{
			Type: function.StaticReturnType(cty.String),
			Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
				if calls++; calls > 1 {
					p.Stop()
				}
				if a, _ := p.Current(); a == nil {
					t.Errorf("%s: call %d is not watched", src, calls)
				}
				return cty.StringVal("x"), nil
			},
		})
		e, diags := hclsyntax.ParseExpression([]byte(src), "a", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		v, diags := NewScope(functions, nothing{}, p).Value(syntax.NewExpression("test", e))
		if calls < 2 || len(diags) > 0 || v != cty.DynamicVal {
			t.Errorf("%s: after %d calls: %#v, %v, though it was stopped", src, calls, v, diags)
		}
	}
}
