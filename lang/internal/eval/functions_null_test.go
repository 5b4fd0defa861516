package eval

import (
	"maps"
	"slices"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/source"
)

// Of what is known a function makes what is known, or an error: a null without a type,
// as one of YAML is, must not make the result unknown, since that is taken for something
// that has been reported.
func TestFunctionsKnowWhatTheyMakeOfNull(t *testing.T) {
	untyped := cty.NullVal(cty.DynamicPseudoType)
	values := []cty.Value{
		untyped, cty.TupleVal([]cty.Value{untyped}), cty.TupleVal([]cty.Value{cty.StringVal("a"), untyped}),
		cty.ObjectVal(map[string]cty.Value{"a": untyped}), cty.TupleVal([]cty.Value{cty.TupleVal([]cty.Value{untyped})}),
		cty.StringVal("a"), cty.StringVal("%s"), cty.NumberIntVal(1), cty.True, cty.EmptyTupleVal, cty.EmptyObjectVal,
		cty.ListVal([]cty.Value{cty.StringVal("a"), cty.NullVal(cty.String)}), cty.SetVal([]cty.Value{cty.NullVal(cty.String)}),
		cty.ListVal([]cty.Value{untyped}), cty.MapVal(map[string]cty.Value{"a": untyped}), cty.SetVal([]cty.Value{untyped}),
		cty.ListValEmpty(cty.DynamicPseudoType), cty.MapVal(map[string]cty.Value{"a": cty.NullVal(cty.Number)}),
	}
	all := Functions(Surroundings{Tree: source.Disk{}, Dir: t.TempDir(), Root: t.TempDir(), Read: kubeyaml.NewSources()})
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f, told := all[name], 0
		try := func(args ...cty.Value) {
			if v, err := f.Call(args); err == nil && !v.IsWhollyKnown() && told < 3 {
				told++
				t.Errorf("%s%#v = %#v", name, args, v)
			}
		}
		for _, a := range values {
			try(a)
			for _, b := range values {
				try(a, b)
				for _, c := range values {
					try(a, b, c)
				}
			}
		}
	}
}
