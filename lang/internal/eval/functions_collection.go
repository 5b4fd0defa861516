package eval

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// collectionFunctions are those that Terraform has in a form of its own.
func collectionFunctions() map[string]function.Function {
	return map[string]function.Function{
		"length":    lengthFunc(),
		"coalesce":  coalesceFunc(),
		"index":     indexFunc(),
		"one":       oneFunc(),
		"sum":       sumFunc(),
		"alltrue":   allFunc(true),
		"anytrue":   allFunc(false),
		"matchkeys": matchkeysFunc(),
		"transpose": transposeFunc(),
		"lookup":    lookupFunc(),
	}
}

// lengthFunc counts the characters of a string, too.
func lengthFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if args[0].Type() == cty.String {
				return cty.NumberIntVal(int64(utf8.RuneCountInString(args[0].AsString()))), nil
			}
			if !args[0].CanIterateElements() {
				return cty.UnknownVal(cty.Number), function.NewArgErrorf(0, "must be a string or a collection")
			}
			return args[0].Length(), nil
		},
	})
}

// coalesceFunc passes over empty strings as well as null.
func coalesceFunc() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true},
		Type: func(args []cty.Value) (cty.Type, error) {
			types := make([]cty.Type, len(args))
			for i, a := range args {
				types[i] = a.Type()
			}
			if t, _ := convert.UnifyUnsafe(types); t != cty.NilType {
				return t, nil
			}
			return cty.DynamicPseudoType, errors.New("all arguments must have the same type")
		},
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			for _, a := range args {
				v, err := convert.Convert(a, t)
				if err != nil || v.IsNull() || v.Type() == cty.String && v.AsString() == "" {
					continue
				}
				return v, nil
			}
			return cty.NilVal, errors.New("no argument is other than null or empty")
		},
	})
}

// indexFunc finds a value's place in a list.
func indexFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, {Name: "value", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].Type().IsListType() && !args[0].Type().IsTupleType() {
				return cty.NilVal, function.NewArgErrorf(0, "must be a list")
			}
			for i, v := range args[0].AsValueSlice() {
				if eq, err := stdlib.Equal(v, args[1]); err == nil && eq.True() {
					return cty.NumberIntVal(int64(i)), nil
				}
			}
			return cty.NilVal, errors.New("the list does not hold the value")
		},
	})
}

// lookupFunc takes a map or object, and a fallback that may be left out.
func lookupFunc() function.Function {
	return function.New(&function.Spec{
		Params:   []function.Parameter{{Name: "map", Type: cty.DynamicPseudoType}, {Name: "key", Type: cty.String}},
		VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
		Type:     func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			t, key := args[0].Type(), args[1].AsString()
			switch {
			case !t.IsObjectType() && !t.IsMapType():
				return cty.NilVal, function.NewArgErrorf(0, "must be a map or an object")
			case len(args) > 3:
				return cty.NilVal, function.NewArgErrorf(3, "is one too many: lookup takes a map, a key and a default")
			}
			if v, ok := args[0].AsValueMap()[key]; ok {
				return v, nil
			}
			if len(args) < 3 {
				return cty.NilVal, fmt.Errorf("the map has no key %q; give a default as the third argument", key)
			}
			if t.IsMapType() {
				return convert.Convert(args[2], t.ElementType())
			}
			return args[2], nil
		},
	})
}

func oneFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type: func(args []cty.Value) (cty.Type, error) {
			t := args[0].Type()
			switch {
			case t.IsListType() || t.IsSetType():
				return t.ElementType(), nil
			case t.IsTupleType() && len(t.TupleElementTypes()) == 1:
				return t.TupleElementType(0), nil
			case t.IsTupleType() && len(t.TupleElementTypes()) == 0:
				return cty.DynamicPseudoType, nil
			}
			return cty.NilType, function.NewArgErrorf(0, "must be a list or set of at most one element")
		},
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			switch elements := args[0].AsValueSlice(); len(elements) {
			case 0:
				return cty.NullVal(t), nil
			case 1:
				return elements[0], nil
			}
			return cty.NilVal, function.NewArgErrorf(0, "must be a list or set of at most one element")
		},
	})
}

func sumFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			numbers, err := convert.Convert(args[0], cty.List(cty.Number))
			if err != nil || numbers.LengthInt() == 0 {
				return cty.NilVal, function.NewArgErrorf(0, "must be a list of at least one number")
			}
			total := cty.Zero
			for _, n := range numbers.AsValueSlice() {
				if n.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "must not hold null")
				}
				total = total.Add(n)
			}
			return total, nil
		},
	})
}

// allFunc makes alltrue, or anytrue for false.
func allFunc(all bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			differs := func(v cty.Value) bool { return (!v.IsNull() && v.True()) != all }
			return cty.BoolVal(slices.ContainsFunc(args[0].AsValueSlice(), differs) != all), nil
		},
	})
}

func matchkeysFunc() function.Function {
	list := cty.List(cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "values", Type: list}, {Name: "keys", Type: list}, {Name: "wanted", Type: list}},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			values, names := args[0].AsValueSlice(), args[1].AsValueSlice()
			if len(values) != len(names) {
				return cty.NilVal, fmt.Errorf("%d values for %d keys: their numbers must be the same", len(values), len(names))
			}
			var matched []cty.Value
			for i, v := range values {
				if slices.ContainsFunc(args[2].AsValueSlice(), names[i].RawEquals) {
					matched = append(matched, v)
				}
			}
			if len(matched) == 0 {
				return cty.ListValEmpty(t.ElementType()), nil
			}
			return cty.ListVal(matched), nil
		},
	})
}

func transposeFunc() function.Function {
	result := cty.Map(cty.List(cty.String))
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "values", Type: result}},
		Type:   function.StaticReturnType(result),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			turned := make(map[string][]cty.Value)
			for it := args[0].ElementIterator(); it.Next(); {
				key, list := it.Element()
				for _, v := range list.AsValueSlice() {
					turned[v.AsString()] = append(turned[v.AsString()], key)
				}
			}
			out := make(map[string]cty.Value, len(turned))
			for k, list := range turned {
				out[k] = cty.ListVal(list)
			}
			if len(out) == 0 {
				return cty.MapValEmpty(cty.List(cty.String)), nil
			}
			return cty.MapVal(out), nil
		},
	})
}
