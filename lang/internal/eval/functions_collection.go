package eval

import (
	"errors"
	"fmt"
	"slices"

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
		"contains":  containsFunc(),
		"index":     once(indexFunc()),
		"one":       once(oneFunc()),
		"sum":       once(sumFunc()),
		"alltrue":   once(allFunc(true)),
		"anytrue":   once(allFunc(false)),
		"matchkeys": once(matchkeysFunc()),
		"transpose": once(transposeFunc()),
		"lookup":    lookupFunc(),
	}
}

// lengthFunc counts the characters of a string, too: what is seen as one, as the
// other functions of texts do. How many elements there are is no secret because
// one of them is.
func lengthFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true, AllowMarked: true}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			value, marks := args[0].Unmark()
			switch t := value.Type(); {
			case t == cty.DynamicPseudoType:
				return cty.UnknownVal(cty.Number).WithMarks(marks), nil
			case t == cty.String:
				n, err := stdlib.Strlen(value)
				return n.WithMarks(marks), err
			case t.IsCollectionType() || t.IsTupleType() || t.IsObjectType():
				return value.Length().WithMarks(marks), nil
			}
			return cty.UnknownVal(cty.Number), function.NewArgErrorf(0, "must be a string or a collection")
		},
	})
}

// once is a function that is called only when all that it is given is known, down
// to the elements: what is not known has been reported, and is no further error.
func once(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if slices.ContainsFunc(args, func(a cty.Value) bool { return a.Type() == cty.DynamicPseudoType && !a.IsKnown() }) {
				return cty.DynamicPseudoType, nil
			}
			return f.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			for _, a := range args {
				if !a.IsWhollyKnown() {
					return cty.UnknownVal(t), nil
				}
			}
			return f.Call(args)
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
				if err == nil && !v.IsKnown() {
					return cty.UnknownVal(t), nil // as a set becomes that is a list, where an element is not known
				}
				if err != nil || v.IsNull() || v.Type() == cty.String && v.AsString() == "" {
					continue
				}
				return v, nil
			}
			return cty.NilVal, errors.New("all arguments are null or empty")
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
			return cty.NilVal, errors.New("the list does not contain the value")
		},
	})
}

// lookupFunc takes a map or object, and a fallback that may be left out. The
// result is sensitive if what it is, the map as a whole or the key is.
func lookupFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "map", Type: cty.DynamicPseudoType, AllowMarked: true}, {Name: "key", Type: cty.String, AllowMarked: true},
		},
		VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
		Type:     func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			values, ofMap := args[0].Unmark()
			key, ofKey := args[1].Unmark()
			t := values.Type()
			switch {
			case !t.IsObjectType() && !t.IsMapType():
				return cty.NilVal, function.NewArgErrorf(0, "must be a map or an object")
			case len(args) > 3:
				return cty.NilVal, function.NewArgErrorf(3, "is one argument too many: lookup takes a map, a key and a default")
			}
			v, ok := values.AsValueMap()[key.AsString()]
			var err error
			switch {
			case ok:
			case len(args) < 3 && len(ofMap)+len(ofKey) > 0:
				return cty.NilVal, errors.New("the map lacks the key; give a default as the third argument")
			case len(args) < 3:
				return cty.NilVal, fmt.Errorf("the map has no key %q; give a default as the third argument", key.AsString())
			case t.IsMapType():
				v, err = convert.Convert(args[2], t.ElementType())
			default:
				v = args[2]
			}
			return v.WithMarks(ofMap, ofKey), err
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
					return cty.NilVal, function.NewArgErrorf(0, "must not contain null")
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

// matchkeysFunc compares keys with those searched for after converting both to
// one type.
func matchkeysFunc() function.Function {
	list := cty.List(cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "values", Type: list}, {Name: "keys", Type: list}, {Name: "wanted", Type: list}},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			values, names := args[0].AsValueSlice(), args[1].AsValueSlice()
			if len(values) != len(names) {
				return cty.NilVal, fmt.Errorf("%d values for %d keys: the numbers must be equal", len(values), len(names))
			}
			common, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
			if common == cty.NilType {
				return cty.NilVal, errors.New("the keys and the keys to search for have types that cannot be compared. Convert them to one type")
			}
			keys, err := convert.Convert(args[1], common)
			wanted, err2 := convert.Convert(args[2], common)
			if err := errors.Join(err, err2); err != nil {
				return cty.NilVal, err
			}
			var matched []cty.Value
			searched := wanted.AsValueSlice()
			for i, key := range keys.AsValueSlice() {
				if slices.ContainsFunc(searched, key.RawEquals) {
					matched = append(matched, values[i])
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
				if list.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "has null for %q; it must be a list", key.AsString())
				}
				for _, v := range list.AsValueSlice() {
					if v.IsNull() {
						return cty.NilVal, function.NewArgErrorf(0, "has null in the list of %q; it must be a string", key.AsString())
					}
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
