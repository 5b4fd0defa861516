package eval

import (
	"errors"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"pgregory.net/rapid"

	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/source"
)

// oddities are values of every form in which a function may find what it did not
// think of: sensitive, unknown or null, as a whole or within.
func oddities() []cty.Value {
	secret, unknown := cty.StringVal("s").Mark(Sensitive), cty.UnknownVal(cty.String)
	values := []cty.Value{
		cty.StringVal("a"), cty.StringVal(""), cty.NumberIntVal(2), cty.NumberIntVal(-1), cty.True,
		cty.NullVal(cty.String), cty.NullVal(cty.DynamicPseudoType), unknown, cty.DynamicVal, secret,
		cty.EmptyTupleVal, cty.EmptyObjectVal, cty.ListValEmpty(cty.String), cty.MapValEmpty(cty.String), cty.SetValEmpty(cty.String),
	}
	for _, within := range []cty.Value{cty.StringVal("a"), cty.NullVal(cty.String), unknown, secret} {
		list := cty.ListVal([]cty.Value{within, cty.StringVal("b")})
		object := cty.ObjectVal(map[string]cty.Value{"a": within})
		values = append(values,
			list, list.Mark(Sensitive), cty.TupleVal([]cty.Value{within, cty.NumberIntVal(1)}), cty.TupleVal([]cty.Value{list}),
			cty.SetVal([]cty.Value{within}), cty.MapVal(map[string]cty.Value{"a": within}), cty.MapVal(map[string]cty.Value{"a": list}),
			object, object.Mark(Sensitive), cty.ListVal([]cty.Value{object}), cty.SetVal([]cty.Value{object}))
	}
	return append(values, cty.ListVal([]cty.Value{cty.UnknownVal(cty.Bool), cty.False}), cty.SetVal([]cty.Value{cty.UnknownVal(cty.Number), cty.Zero}))
}

// No function panics, whatever it is given: a panic is caught, but all that can be
// said of it is that it cannot work with the values.
func TestFunctionsPanicOfNothing(t *testing.T) {
	values, random := oddities(), rand.New(rand.NewPCG(1, 2))
	all := Functions(Surroundings{Tree: source.Disk{}, Dir: t.TempDir(), Root: t.TempDir(), Read: kubeyaml.NewSources()})
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f, told := all[name], 0
		try := func(args ...cty.Value) {
			_, err := f.Call(args)
			if panicked := new(function.PanicError); errors.As(err, panicked) && told < 3 {
				told++
				t.Errorf("%s%#v: %v", name, args, panicked.Value)
			}
		}
		for _, a := range values {
			try(a)
			for _, b := range values {
				try(a, b)
			}
		}
		for range 1_000 {
			try(values[random.IntN(len(values))], values[random.IntN(len(values))], values[random.IntN(len(values))])
		}
	}
}

// What yamlencode writes, yamldecode reads as what it was, whatever the texts in
// it look like.
func TestYAMLRoundTrip(t *testing.T) {
	texts := rapid.OneOf(
		rapid.SampledFrom([]string{"", "null", "~", "yes", "n", "0400", "0o17", "1_000", "2012-10-17", "12:30:45", ".inf", "1e3", "=", "<<", "- a", "a: b", "# c", "a #b", " a ", "a\nb\n", "\n", "\t", "'", `"`, "{{ a }}", "*a", "&a", "!a", "%a", "@a", "---", "...", "é", "世界"}),
		rapid.StringMatching(`[ -~\n]{0,12}`),
	)
	var values func(depth int) *rapid.Generator[cty.Value]
	values = func(depth int) *rapid.Generator[cty.Value] {
		scalars := []*rapid.Generator[cty.Value]{
			rapid.Map(texts, cty.StringVal), rapid.Map(rapid.Int64(), cty.NumberIntVal), rapid.Map(rapid.Bool(), cty.BoolVal),
			rapid.Map(rapid.IntRange(-1_000_000, 1_000_000), func(i int) cty.Value { return cty.MustParseNumberVal(decimal(i)) }),
			rapid.Just(cty.NullVal(cty.DynamicPseudoType)),
		}
		if depth == 0 {
			return rapid.OneOf(scalars...)
		}
		return rapid.OneOf(append(scalars,
			rapid.Map(rapid.SliceOfN(values(depth-1), 0, 4), cty.TupleVal),
			rapid.Map(rapid.MapOfN(texts, values(depth-1), 0, 4), cty.ObjectVal))...)
	}
	rapid.Check(t, func(t *rapid.T) {
		v := values(3).Draw(t, "value")
		written, err := ctyyaml.YAMLEncodeFunc.Call([]cty.Value{v})
		if err != nil {
			t.Fatal(err)
		}
		read, err := kubeyaml.NewSources().Decode(written.AsString())
		if err != nil {
			t.Fatalf("%v: %q", err, written.AsString())
		}
		if !read.RawEquals(v) {
			t.Fatalf("%#v is written as %q, read as %#v", v, written.AsString(), read)
		}
	})
}

// decimal is a number of thousandths.
func decimal(thousandths int) string {
	return big.NewRat(int64(thousandths), 1000).FloatString(3)
}
