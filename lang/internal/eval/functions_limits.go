package eval

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Limits of what one call may make: a short expression could ask for more than
// any machine has.
const (
	maxText    = 64 << 20 // bytes, as all files of a stack have together
	maxWidth   = 10_000   // of one verb of a format
	maxProduct = 100_000  // elements of a product
)

// limitedFunctions are those whose result can be far larger than what they are
// given, which is known before they are called, and those that cannot refuse what
// they cannot work with.
func limitedFunctions() map[string]function.Function {
	return map[string]function.Function{
		"join":       bounded(stdlib.JoinFunc, joinedSize),
		"format":     bounded(stdlib.FormatFunc, formattedSize),
		"formatlist": bounded(stdlib.FormatListFunc, formattedSize),
		"indent":     bounded(stdlib.IndentFunc, indentedSize),
		"log":        bounded(stdlib.LogFunc, logarithm),
		"merge":      bounded(stdlib.MergeFunc, merged),
		"zipmap":     bounded(stdlib.ZipmapFunc, zipped),
		"setproduct": bounded(stdlib.SetProductFunc, productSize),
	}
}

// bounded is a function that is not called where its arguments are refused.
func bounded(f function.Function, refuse func(args []cty.Value) error) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(), Type: f.ReturnTypeForValues,
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			if err := refuse(args); err != nil {
				return cty.UnknownVal(t), err
			}
			return f.Call(args)
		},
	})
}

// shallow is a function that reads JSON, which is not called for a text that is nested more
// deeply than a configuration may be: reading it takes memory by the square of its depth.
func shallow(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if text, _ := args[0].Unmark(); text.IsKnown() && depthOfJSON(text.AsString()) > syntax.MaxDepth {
				return cty.NilType, function.NewArgErrorf(0, "is nested more than %d levels deep. Make it flatter", syntax.MaxDepth)
			}
			return f.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f.Call(args) },
	})
}

// depthOfJSON is how many brackets of a text are open at once, at most.
func depthOfJSON(text string) int {
	depth, deepest, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			depth++
			deepest = max(deepest, depth)
		case c == ']' || c == '}':
			depth--
		}
	}
	return deepest
}

// tooLarge refuses a text of more bytes than any may have.
func tooLarge(size *big.Int) error {
	if size.Cmp(big.NewInt(maxText)) <= 0 {
		return nil
	}
	return fmt.Errorf("the result has %s bytes; at most %d are allowed. Pass less", size, maxText)
}

func joinedSize(args []cty.Value) error {
	separator, total, elements := textSize(args[0]), int64(0), int64(0)
	for _, list := range args[1:] {
		if list, _ = list.Unmark(); !list.IsKnown() || list.IsNull() {
			continue
		}
		for it := list.ElementIterator(); it.Next(); {
			_, v := it.Element()
			total, elements = total+textSize(v), elements+1
		}
	}
	return tooLarge(new(big.Int).Add(big.NewInt(total), new(big.Int).Mul(big.NewInt(separator), big.NewInt(elements))))
}

// textSize is the length of a text, and zero for anything else.
func textSize(v cty.Value) int64 {
	v, _ = v.Unmark()
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return 0
	}
	return int64(len(v.AsString()))
}

var (
	width  = regexp.MustCompile(`%[^a-zA-Z%]*`)
	digits = regexp.MustCompile(`[0-9]+`)
)

// formattedSize holds the widths of a format's verbs, and what they could write
// together, to the limits.
func formattedSize(args []cty.Value) error {
	verbs := width.FindAllString(args[0].AsString(), -1)
	for _, verb := range verbs {
		for _, number := range digits.FindAllString(verb, -1) {
			if n, err := strconv.Atoi(number); err != nil || n > maxWidth {
				return function.NewArgErrorf(0, "has %s; a width may be at most %d. Make it smaller", verb, maxWidth)
			}
		}
	}
	longest, times := int64(maxWidth), int64(1)
	for _, v := range args[1:] {
		v, _ = v.Unmark()
		longest = max(longest, textSize(v))
		if v.IsKnown() && !v.IsNull() && v.CanIterateElements() {
			times = max(times, int64(v.LengthInt()))
			for it := v.ElementIterator(); it.Next(); {
				_, e := it.Element()
				longest = max(longest, textSize(e))
			}
		}
	}
	one := new(big.Int).Mul(big.NewInt(longest), big.NewInt(int64(len(verbs))))
	one.Add(one, big.NewInt(int64(len(args[0].AsString()))))
	return tooLarge(one.Mul(one, big.NewInt(times)))
}

func indentedSize(args []cty.Value) error {
	spaces, _ := args[0].AsBigFloat().Int(nil)
	if spaces.Sign() < 0 {
		return function.NewArgErrorf(0, "must be 0 or more")
	}
	lines := big.NewInt(int64(max(1, strings.Count(args[1].AsString(), "\n")))) // the spaces are made even where no line needs them
	return tooLarge(lines.Mul(lines, spaces))
}

func productSize(args []cty.Value) error {
	product := 1.0
	for _, set := range args {
		if set, _ = set.Unmark(); set.IsKnown() && !set.IsNull() {
			product *= float64(set.LengthInt())
		}
	}
	if product > maxProduct {
		return fmt.Errorf("the result has %.0f elements; at most %d are allowed. Pass smaller sets", product, maxProduct)
	}
	return nil
}

func logarithm(args []cty.Value) error {
	for i, what := range []string{"must be more than 0", "must be more than 0 and not 1"} {
		if n := args[i].AsBigFloat(); n.Sign() <= 0 || i == 1 && n.Cmp(big.NewFloat(1)) == 0 {
			return function.NewArgErrorf(i, "%s", what)
		}
	}
	return nil
}

func merged(args []cty.Value) error {
	for i, a := range args {
		if t := a.Type(); !t.IsMapType() && !t.IsObjectType() && t != cty.DynamicPseudoType {
			return function.NewArgErrorf(i, "must be a map or an object")
		}
	}
	return nil
}

func zipped(args []cty.Value) error {
	keys, _ := args[0].Unmark()
	for it := keys.ElementIterator(); it.Next(); {
		if _, key := it.Element(); key.IsNull() {
			return function.NewArgErrorf(0, "must not contain null")
		}
	}
	return nil
}
