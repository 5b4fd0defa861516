package eval

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Whether anything sensitive takes part is found by evaluating once more: once for a part
// of an expression, and not once for each of its problems.
func TestManyProblemsOfOneExpression(t *testing.T) {
	for src, parts := range map[string]int{
		`[for x in many : tonumber(seen(x))]`:                                            1,
		`[[for x in many : tonumber(seen(x))], [for x in many : parseint(seen(x), 10)]]`: 2,
		`{ a = [for x in many : tonumber(seen(x))], b = 1 }`:                             1,
	} {
		calls := 0
		ctx := &hcl.EvalContext{Variables: map[string]cty.Value{"many": cty.ListVal(texts(500))}, Functions: Functions(Surroundings{})}
		ctx.Functions["seen"] = function.New(&function.Spec{
			Params: []function.Parameter{{Type: cty.String}}, Type: function.StaticReturnType(cty.String),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				calls++
				return args[0], nil
			},
		})
		e, diags := hclsyntax.ParseExpression([]byte(src), "a", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		_, diags = e.Value(ctx)
		evaluated := calls
		said := presentable(diags, e, e.Variables(), ctx)
		if len(said) != len(diags) || len(said) < 500*parts {
			t.Errorf("%s: %d of %d problems are said", src, len(said), len(diags))
		}
		if again := calls - evaluated; again != evaluated {
			t.Errorf("%s: %d calls, and %d for its problems", src, evaluated, again)
		}
	}
}

func texts(n int) []cty.Value {
	all := make([]cty.Value, n)
	for i := range all {
		all[i] = cty.StringVal("x")
	}
	return all
}

// The part of an expression around a place is found of any, also of what has no parts.
func TestPartAt(t *testing.T) {
	for src, want := range map[string]map[int]string{
		`{ a = { (null) = {} } }`:  {0: `{ a = { (null) = {} } }`, 8: `{ (null) = {} }`, 18: `{}`},
		`[({}), [], {}]`:           {0: `[({}), [], {}]`, 2: `{}`, 7: `[]`, 11: `{}`},
		`[1, { a = [{}], b = 1 }]`: {10: `[{}]`, 11: `{}`, 20: `1`},
	} {
		e, diags := hclsyntax.ParseExpression([]byte(src), "a", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		for at, part := range want {
			place := hcl.Range{Filename: "a", Start: hcl.Pos{Byte: at}, End: hcl.Pos{Byte: at + 1}}
			if got := string(partAt(e, &place).Range().SliceBytes([]byte(src))); got != part {
				t.Errorf("%s at %d: %s, want %s", src, at, got, part)
			}
		}
	}
}
