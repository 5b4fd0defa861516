package eval

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
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
				re, err := regexp.Compile(old[1 : len(old)-1])
				if err != nil {
					return cty.UnknownVal(cty.String), function.NewArgErrorf(1, "is no regular expression: %s", err)
				}
				return cty.StringVal(re.ReplaceAllString(s, to)), nil
			}
			return cty.StringVal(strings.ReplaceAll(s, old, to)), nil
		},
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
		if !ok {
			return "", fmt.Errorf("the environment variable %s is not set; set it, or give a fallback with try(env(%q), …)", name, name)
		}
		return v, nil
	})
}

// refusedFunctions are those that Terraform users look for and that would make
// two runs of the same files differ.
func refusedFunctions() map[string]function.Function {
	refused := make(map[string]function.Function)
	for _, name := range []string{"timestamp", "plantimestamp", "uuid", "uuidv5", "bcrypt", "rsadecrypt"} {
		refused[name] = function.New(&function.Spec{
			VarParam: &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowNull: true, AllowMarked: true, AllowUnknown: true, AllowDynamicType: true},
			Type: func([]cty.Value) (cty.Type, error) {
				return cty.String, fmt.Errorf("wl has no such function, since compiling the same files must give the same objects; give the value by a variable")
			},
		})
	}
	return refused
}
