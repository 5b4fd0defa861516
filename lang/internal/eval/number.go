package eval

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// HoldsExtremeNumber reports whether a value is or holds a number that is not
// to be written as text: 1e100000000 alone would take minutes.
func HoldsExtremeNumber(v cty.Value) bool {
	if t := v.Type(); t == cty.String || t == cty.Bool {
		return false
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return false
	}
	t := v.Type()
	switch {
	case t == cty.Number:
		return syntax.ExtremeNumber(v.AsBigFloat())
	case !v.CanIterateElements(), t.IsCollectionType() && (t.ElementType() == cty.String || t.ElementType() == cty.Bool):
		return false
	}
	for it := v.ElementIterator(); it.Next(); {
		if _, element := it.Element(); HoldsExtremeNumber(element) {
			return true
		}
	}
	return false
}

// holdsInfinity reports whether a value is or holds an infinite number.
func holdsInfinity(v cty.Value) bool {
	v, _ = v.UnmarkDeep()
	infinite := false
	_ = cty.Walk(v, func(_ cty.Path, part cty.Value) (bool, error) {
		infinite = infinite || part.IsKnown() && !part.IsNull() && part.Type() == cty.Number && part.AsBigFloat().IsInf()
		return !infinite, nil
	})
	return infinite
}

// ErrorInfiniteNumber is about something whose value holds a number that is infinite.
func ErrorInfiniteNumber(name string, at hcl.Range) *hcl.Diagnostic {
	return diag.Error(at, "Number out of range", "%s is or contains a number that is infinite, as a division by zero or too large a power gives. Check the numbers that it is computed from.", name)
}

// ErrorExtremeNumber is about something whose value holds such a number.
func ErrorExtremeNumber(name string, at hcl.Range) *hcl.Diagnostic {
	return diag.Error(at, "Number out of range", "%s is or contains a number that is out of range: %s. Use another number, or write it as a string in quotes.", name, syntax.NumberRange())
}

// numeric is a function whose result may hold numbers that it has read from
// text, or computed beyond all bounds.
func numeric(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(), Type: f.ReturnTypeForValues,
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			v, err := f.Call(args)
			if err == nil && HoldsExtremeNumber(v) {
				return cty.UnknownVal(t), fmt.Errorf("the result is or contains a number that is out of range: %s", syntax.NumberRange())
			}
			return v, err
		},
	})
}

// longDigits refuses a text that is to be read as one number and is far longer
// than any: reading it takes time by the square of its length.
func longDigits(args []cty.Value) error {
	if textSize(args[0]) > syntax.MaxNumberText {
		return function.NewArgErrorf(0, "is far longer than any number in range: %s", syntax.NumberRange())
	}
	return nil
}
