package eval

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
)

// An expression in JSON that can be interrupted is worth what it is worth to HCL,
// and what is wrong with it is said of the same place.
func TestJSONIsEvaluatedAsByHCL(t *testing.T) {
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{
		"n": cty.NumberIntVal(3), "s": cty.StringVal("for"), "secret": cty.StringVal("x").Mark(Sensitive),
		"unknown": cty.UnknownVal(cty.String), "none": cty.NullVal(cty.String), "list": cty.ListVal([]cty.Value{cty.StringVal("a"), cty.StringVal("b")}),
	}, Functions: Functions(Surroundings{})}
	for _, src := range []string{
		`1`, `1.5e3`, `true`, `null`, `"text"`, `"for"`, `""`, `[]`, `{}`, `["for", 1, null, {"a": []}]`, `"${n}"`, `"for ${n}"`,
		`"${[for x in list : upper(x)]}"`, `"%{ for x in list }${x}-%{ endfor }"`, `["${[for x in list : x]}", "${n}"]`,
		`{"for": "${n}", "${s}-a": ["${{for x in list : x => n}}"], "b": {"c": "%{ for x in list }${x}%{ endfor }"}}`,
		`{"a": "for", "a": "for"}`, `{"${s}": "1", "for": "2"}`, `{"${unknown}": "for", "b": "for"}`, `{"${none}": "for"}`, `{"${list}": "for"}`,
		`"${[for x in list : missing]}"`, `{"a": "${[for x in n : x]}", "b": "${[for x in"}`, `"for ${secret}"`, `"é ${[for x in list : nothing(x)]}"`,
		"[\n  \"line\",\n  \"${[for x in list : x.y]}\"\n]",
	} {
		f, diags := json.Parse([]byte(`{"a": `+src+`}`), "a.json")
		if diags.HasErrors() {
			t.Fatalf("%s: %v", src, diags)
		}
		plain, _ := f.Body.JustAttributes()
		watched, _ := new(Progress).Interruptible(f.Body).JustAttributes()
		want, wrong := plain["a"].Expr.Value(ctx)
		got, also := watched["a"].Expr.Value(ctx)
		if !got.RawEquals(want) {
			t.Errorf("%s is %#v, and %#v to HCL", src, got, want)
		}
		if len(also) != len(wrong) {
			t.Fatalf("%s: %v; HCL says %v", src, also, wrong)
		}
		for i := range wrong {
			if also[i].Error() != wrong[i].Error() || *also[i].Subject != *wrong[i].Subject {
				t.Errorf("%s: %v; HCL says %v", src, also[i], wrong[i])
			}
		}
		if literal, _ := watched["a"].Expr.Value(nil); !literal.RawEquals(first(plain["a"].Expr.Value(nil))) {
			t.Errorf("%s has another literal value", src)
		}
	}
}

// The name of an attribute may be sensitive, in whatever an object stands: so is
// the object then, and no error shows the name.
func TestSensitiveNamesInJSON(t *testing.T) {
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{"secret": cty.StringVal("hunter2").Mark(Sensitive)}}
	for src, wrong := range map[string]string{
		`{"${secret}": 1, "b": 2}`:                     "",
		`{"b": "for", "${secret}": "${secret}"}`:       "",
		`[{"c": {"${secret}": []}}]`:                   "",
		`{"%{ if true }${secret}%{ endif }": 1}`:       "",
		`{"${secret}": 1, "hunter2": 2}`:               `An attribute named "(sensitive)" was already defined at a.json:1,8-19.`,
		`{"hunter2": 1, "${secret}": 2, "for": "for"}`: `An attribute named "(sensitive)" was already defined at a.json:1,8-17.`,
	} {
		f, _ := json.Parse([]byte(`{"a": `+src+`}`), "a.json")
		attributes, _ := new(Progress).Interruptible(f.Body).JustAttributes()
		v, diags := attributes["a"].Expr.Value(ctx)
		if !v.ContainsMarked() {
			t.Errorf("%s is %#v", src, v)
		}
		if wrong == "" && len(diags) > 0 || wrong != "" && (len(diags) != 1 || diags[0].Detail != wrong) {
			t.Errorf("%s: %v", src, diags)
		}
	}
}

func first[T, U any](v T, _ U) T { return v }
