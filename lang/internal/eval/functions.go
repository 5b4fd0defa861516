package eval

import (
	"maps"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/source"
)

// Surroundings are what the functions of a module work with.
type Surroundings struct {
	// Tree is where files are read, from Dir, the module's directory, and from
	// nowhere outside Root, the stack's.
	Tree      source.Tree
	Dir, Root string
	// Environment is in the form of os.Environ.
	Environment []string
	// Read remembers what is read.
	Read *kubeyaml.Sources
	// Progress ends the loops of templates.
	Progress *Progress
}

// Functions are the functions of the language, under Terraform's names. What
// would differ between two runs of the same files is not among them.
func Functions(s Surroundings) map[string]function.Function {
	all := make(map[string]function.Function, 120)
	for _, set := range []map[string]function.Function{
		standardFunctions(), limitedFunctions(), collectionFunctions(), stringFunctions(), encodingFunctions(), hashFunctions(), networkFunctions(), yamlFunctions(s.Read),
	} {
		maps.Copy(all, set)
	}
	all["env"] = envFunc(s.Environment)
	files := &files{s}
	maps.Copy(all, files.functions())
	maps.Copy(all, refusedFunctions())
	all["templatestring"] = s.templateStringFunc(withoutTemplates(all, "templatefile", "templatestring"))
	all["templatefile"] = files.templateFunc(withoutTemplates(all, "templatefile"))
	return all
}

// standardFunctions are those that go-cty and HCL have as Terraform has them.
func standardFunctions() map[string]function.Function {
	return map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "chomp": stdlib.ChompFunc,
		"chunklist": stdlib.ChunklistFunc, "coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc,
		"concat": stdlib.ConcatFunc, "csvdecode": stdlib.CSVDecodeFunc,
		"distinct": stdlib.DistinctFunc, "element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc,
		"floor": stdlib.FloorFunc, "formatdate": stdlib.FormatDateFunc,
		"jsondecode": numeric(shallow(stdlib.JSONDecodeFunc)), "jsonencode": stdlib.JSONEncodeFunc, "keys": stdlib.KeysFunc,
		"lower": stdlib.LowerFunc, "max": stdlib.MaxFunc,
		"min": stdlib.MinFunc, "parseint": numeric(bounded(stdlib.ParseIntFunc, longDigits)), "pow": stdlib.PowFunc,
		"range": stdlib.RangeFunc, "regex": expression(stdlib.RegexFunc), "regexall": expression(stdlib.RegexAllFunc),
		"reverse": stdlib.ReverseListFunc, "setintersection": once(stdlib.SetIntersectionFunc),
		"setsubtract": once(stdlib.SetSubtractFunc), "setunion": once(stdlib.SetUnionFunc),
		"signum": stdlib.SignumFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "split": stdlib.SplitFunc,
		"strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "timeadd": stdlib.TimeAddFunc, "timecmp": timecmpFunc(), "uuidv5": uuidv5Func(),
		"title": stdlib.TitleFunc, "trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc,
		"trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc,
		"values": stdlib.ValuesFunc,
		"can":    tryfunc.CanFunc, "try": tryFunc(),
		"yamlencode": ctyyaml.YAMLEncodeFunc,
		"tobool":     convertFunc(cty.Bool),
		"tonumber":   numeric(bounded(convertFunc(cty.Number), longDigits)),
		"tostring":   convertFunc(cty.String),
		"tolist":     convertFunc(cty.List(cty.DynamicPseudoType)),
		"tomap":      convertFunc(cty.Map(cty.DynamicPseudoType)),
		"toset":      convertFunc(cty.Set(cty.DynamicPseudoType)),
	}
}

// convertFunc converts to a type. What is sensitive within the value stays so, and
// nothing else becomes it.
func convertFunc(t cty.Type) function.Function {
	plain := stdlib.MakeToFunc(t)
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "v", Type: cty.DynamicPseudoType, AllowNull: true, AllowMarked: true, AllowDynamicType: true}},
		Type:   plain.ReturnTypeForValues,
		Impl: func(args []cty.Value, t cty.Type) (cty.Value, error) {
			converted, err := convert.Convert(args[0], t)
			switch {
			case err == nil:
				return converted, nil
			case !args[0].ContainsMarked():
				return plain.Call(args) // which words its errors
			}
			return cty.NilVal, function.NewArgErrorf(0, "cannot convert this sensitive %s to %s", args[0].Type().FriendlyName(), t.FriendlyNameForConstraint())
		},
	})
}

// text makes a function from one string to another.
func text(parameter string, f func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: parameter, Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s, err := f(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(cty.String), function.NewArgError(0, err)
			}
			return cty.StringVal(s), nil
		},
	})
}

// test makes a predicate of two strings.
func test(name string, f func(s, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String}, {Name: name, Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(f(args[0].AsString(), args[1].AsString())), nil
		},
	})
}
