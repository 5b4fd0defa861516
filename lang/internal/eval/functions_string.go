package eval

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/diag"
)

func stringFunctions() map[string]function.Function {
	return map[string]function.Function{
		"endswith":    test("suffix", strings.HasSuffix),
		"startswith":  test("prefix", strings.HasPrefix),
		"strcontains": test("part", strings.Contains),
		"replace":     replaceFunc(),
		"sensitive":   sensitiveFunc(),
		"nonsensitive": function.New(&function.Spec{
			Params: []function.Parameter{anyParameter("value")},
			Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				v, marks := args[0].Unmark()
				delete(marks, Sensitive)
				return v.WithMarks(marks), nil
			},
		}),
		"issensitive": function.New(&function.Spec{
			Params: []function.Parameter{anyParameter("value")},
			Type:   function.StaticReturnType(cty.Bool),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return cty.BoolVal(args[0].HasMark(Sensitive)), nil
			},
		}),
	}
}

// mark is the type of the language's marks, so that they equal no other
// package's.
type mark string

// Sensitive marks values that must never be shown.
const Sensitive mark = "sensitive"

func anyParameter(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}

func sensitiveFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return args[0].Mark(Sensitive), nil
		},
	})
}

// replaceFunc takes a text between slashes as a regular expression, as
// Terraform's does.
func replaceFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String}, {Name: "substr", Type: cty.String}, {Name: "replace", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s, old, to := args[0].AsString(), args[1].AsString(), args[2].AsString()
			if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
				return replaceMatches(s, old[1:len(old)-1], to)
			}
			size := new(big.Int).Mul(big.NewInt(int64(strings.Count(s, old))), big.NewInt(int64(len(to)-len(old))))
			if err := tooLarge(size.Add(size, big.NewInt(int64(len(s))))); err != nil {
				return cty.UnknownVal(cty.String), err
			}
			return cty.StringVal(strings.ReplaceAll(s, old, to)), nil
		},
	})
}

// replaceMatches replaces what a regular expression finds, match by match, so
// that the result never grows beyond what is allowed.
func replaceMatches(s, expression, to string) (cty.Value, error) {
	re, err := regexp.Compile(expression)
	if err != nil {
		return cty.UnknownVal(cty.String), function.NewArgErrorf(1, "is not a regular expression: %s", whyNoExpression(err))
	}
	var out []byte
	end := 0
	for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
		out = append(out, s[end:m[0]]...)
		out = re.ExpandString(out, to, s, m)
		end = m[1]
		if err := tooLarge(big.NewInt(int64(len(out)))); err != nil {
			return cty.UnknownVal(cty.String), err
		}
	}
	return cty.StringVal(string(append(out, s[end:]...))), nil
}

// whyNoExpression is why a text is no regular expression, without the part of it that a library
// quotes where that is a text of several lines, or very long.
func whyNoExpression(err error) string {
	if malformed := new(syntax.Error); errors.As(err, &malformed) && diag.IsText(malformed.Expr) {
		return malformed.Code.String()
	}
	return err.Error()
}

// expression is a function whose first argument is a regular expression.
func expression(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if pattern, _ := args[0].Unmark(); pattern.IsKnown() && !pattern.IsNull() && diag.IsText(pattern.AsString()) {
				if _, err := regexp.Compile(pattern.AsString()); err != nil {
					return cty.NilType, function.NewArgErrorf(0, "is not a regular expression: %s", whyNoExpression(err))
				}
			}
			return f.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f.Call(args) },
	})
}

// envFunc reads the environment that the run was given.
func envFunc(environment []string) function.Function {
	values := make(map[string]string, len(environment))
	for _, e := range environment {
		if name, value, ok := strings.Cut(e, "="); ok {
			values[name] = value
		}
	}
	return text("name", func(name string) (string, error) {
		v, ok := values[name]
		switch {
		case ok:
		case diag.IsText(name):
			return "", errors.New("it is a text, not the name of an environment variable. Pass the name itself")
		default:
			return "", fmt.Errorf("the environment variable %s is not set; set it, or write a fallback: try(env(%q), …)", name, name)
		}
		if !utf8.ValidString(v) {
			return "", fmt.Errorf("the environment variable %s is not UTF-8. Set it in UTF-8, or in base64 for binary_data", name)
		}
		return v, nil
	})
}

// refusedFunctions are those that Terraform users look for and that wl has not,
// with the reason and the way out.
func refusedFunctions() map[string]function.Function {
	const same = "compiling the same files must give the same objects; pass the value in a variable"
	reasons := map[string]string{
		"timestamp": same, "plantimestamp": same, "uuid": same, "bcrypt": same,
		"abspath": "paths are relative to the module's directory, on every machine; use path.module", "pathexpand": "paths are relative to the module's directory, on every machine; use path.module",
		"rsadecrypt": "a private key must not be in a configuration; pass the decrypted value in a sensitive variable",
		"list":       "lists are written in brackets; write [a, b], or tolist() to convert a set", "map": "maps are written in braces; write { a = b }, or tomap() to convert an object",
	}
	refused := make(map[string]function.Function, len(reasons))
	for name, reason := range reasons {
		refused[name] = function.New(&function.Spec{
			VarParam: anything(),
			Type: func([]cty.Value) (cty.Type, error) {
				return cty.String, fmt.Errorf("wl does not have this function: %s", reason)
			},
		})
	}
	return refused
}

// anything are arguments of a function that takes any, and as many as there are.
func anything() *function.Parameter {
	return &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowNull: true, AllowMarked: true, AllowUnknown: true, AllowDynamicType: true}
}

// Refused names the functions that are known only to say what to use instead.
func Refused() []string { return slices.Sorted(maps.Keys(refusedFunctions())) }
