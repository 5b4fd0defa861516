package eval

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// containsFunc looks for null as for any other value, also where it has no type, as one
// of YAML: the library's does not know the result then.
func containsFunc() function.Function {
	plain := stdlib.ContainsFunc
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, {Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if args[1].IsNull() {
				return plain.Call([]cty.Value{args[0], cty.NullVal(cty.String)}) // nulls of all types are equal
			}
			return plain.Call(args)
		},
	})
}
