package kubeyaml

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"
)

// asKubernetes is what sigs.k8s.io/yaml, strict, makes of a document, but that a key may override
// what is merged, as kubectl has it.
func asKubernetes(text string) (cty.Value, error) {
	raw, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil && strings.Contains(err.Error(), alreadySet) && strings.Contains(text, "<<:") {
		raw, err = yaml.YAMLToJSON([]byte(text))
	}
	if err != nil {
		return cty.NilVal, err
	}
	t, err := ctyjson.ImpliedType(raw)
	if err != nil {
		return cty.NilVal, err
	}
	return ctyjson.Unmarshal(raw, t)
}

// compare reads a document both ways. What only we refuse must be refused for one
// of the reasons given.
func compare(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, stricter ...string) {
	t.Helper()
	want, errWant := asKubernetes(text)
	got, err := Document{text: text}.Decode()
	switch {
	case err != nil && errWant == nil:
		for _, s := range stricter {
			if strings.Contains(err.Error(), s) {
				return
			}
		}
		t.Fatalf("%q is refused: %v; Kubernetes reads %#v", text, err, want)
	case err == nil && errWant != nil:
		t.Fatalf("%q is read as %#v; Kubernetes refuses it: %v", text, got, errWant)
	case err == nil && !got.RawEquals(want):
		t.Fatalf("%q is read as %#v; Kubernetes reads %#v", text, got, want)
	}
}

// scalars are what YAML's versions read in different ways.
var scalars = []string{
	"0400", "0o17", "0644", "08", "1_000", "0b101", "0x1F", "+1", "-0", "-.5", "1.0", "1e3", "12e03", "1E400", ".inf", "-.Inf", ".nan",
	"9223372036854775807", "9223372036854775808", "18446744073709551616", "190:20:30", "2012-10-17", "2001-12-14t21:59:43.10-05:00", "12:30",
	"yes", "No", "on", "OFF", "y", "n", "true", "True", "TRUE", "null", "Null", "~", "", "a", "a b", "=", "<<", "a:b", "a#b", "a # b",
	`""`, "''", `"0400"`, "'yes'", `"a\nb"`, `"\u00e9"`, "'it''s'", "!!str 0400", "!!str", "!!int 7", "!!float 1", "!!bool yes", "!!null ~", "!!binary aGk=",
	"!custom a", "!!timestamp 2012-10-17", "*a", "&b 0400", "{}", "[]", "{a: 1, b: [1, yes]}", "[0400, ~, 'x']", "{a, b: }",
}

var blocks = []string{"|\n  x\n  0400\n", "|-\n", ">\n", ">-\n  a\n  b\n\n  c\n", "|\n  null\n", "|+\n  a\n\n", "|2\n    a\n", ">\n  ~\n"}

func TestDecodeIsKubernetes(t *testing.T) {
	for _, s := range scalars {
		for _, form := range []string{"%s\n", "a: &a 1\nb: %s\n", "- &a x\n- %s\n", "%s: x\n", "a: &a {k: 1}\nb:\n  <<: *a\n  c: %s\n", "? %s\n: y\n", "{a: &a 1, b: %s}\n"} {
			compare(t, fmt.Sprintf(form, s), "infinite", "is there twice", "Write << first")
		}
	}
	for _, b := range blocks {
		compare(t, "a: "+b+"b: 1\n")
		compare(t, "- "+b)
	}
	for _, text := range []string{
		"", "# only a comment\n", "---\n", "a: 1\nb: 2\n", "a: 1\na: 2\n", "a:\n  b: 1\n  b: 1\n", "<<: {a: 1}\na: 2\n", "<<: [{a: 1}, {a: 2, b: 3}]\n",
		"x: &x {a: 1}\nz: {<<: *x, a: 2}\n", "x: &x [1]\nz: *x\n", "x: &x [*x]\n", "a: *nothing\n", "<<: 3\n", "a:\r\n  b: 1\r\n", "\ufeffa: 1\n",
		"a: 1 # c\n#d\n", "a: \x01\n", "a: \x7f\n", "a: \t1\n", "\ta: 1\n", "a: [1, 2\n", "a: 'x\n", "{a: 1}\n", `{"a": "b", "c": [null, true, 1.5]}`,
		"null: 1\n", "~: 1\n", "? [a]\n: 1\n", "? {a: b}\n: 1\n", "1.5: a\n", "0.1: a\n", "true: a\n", "%YAML 1.1\n---\na: 1\n", "a: !!int x\n",
	} {
		compare(t, text)
	}
	for _, text := range []string{
		"x: &x {a: 1}\nz: {<<: *x, a: 2, b: 3}\n", "x: &x {a: {b: 1, c: 2}}\nz:\n  <<: *x\n  a: {b: 3}\n", "<<: {a: 1, b: 2}\na: 2\nb: ~\n",
		"x: &x {a: 1, c: 1}\ny: &y {a: 2, b: 2}\nz: {<<: [*x, *y, {a: 3, d: 3}], b: 4}\n", "x: &x {a: 1}\ny: &y {<<: *x, a: 2}\nz: {<<: *y, a: 3}\n",
		"x: &x {1: a}\nz: {<<: *x, 0x1: b}\n", "x: &x {true: a}\nz: {<<: *x, yes: b}\n", "- &x {a: 1}\n- {<<: *x, a: [{<<: *x, a: {<<: *x, a: 2}}]}\n",
	} {
		compare(t, text)
		if _, err := (Document{text: text}).Decode(); err != nil {
			t.Errorf("%q is refused: %v", text, err)
		}
	}
	compare(t, "1: a\n'1': b\n", "written in two ways")
	compare(t, "a: !!binary /w==\n", "not UTF-8")
}

// Documents of every shape are read as Kubernetes reads them.
func TestDecodeIsKubernetesOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := generator{t: t}
		g.value(0, "\n")
		compare(t, g.b.String(), "infinite", "is there twice", "Write << first")
	})
}

// generator writes a document.
type generator struct {
	t *rapid.T
	b strings.Builder
}

func (g *generator) value(depth int, lead string) {
	indent := strings.Repeat("  ", depth)
	kind := rapid.IntRange(0, 5).Draw(g.t, "kind")
	switch {
	case kind == 0 && depth < 4:
		g.b.WriteString(lead)
		for range rapid.IntRange(1, 3).Draw(g.t, "items") {
			g.b.WriteString(indent + "-")
			g.value(depth+1, "\n")
		}
	case kind <= 2 && depth < 4:
		g.b.WriteString(lead)
		for range rapid.IntRange(1, 4).Draw(g.t, "fields") {
			g.b.WriteString(indent + rapid.OneOf(rapid.SampledFrom(scalars), rapid.StringMatching(`[a-d]`)).Draw(g.t, "key") + ":")
			g.value(depth+1, "\n")
		}
	case kind == 3:
		block := rapid.SampledFrom(blocks).Draw(g.t, "block")
		head, body, _ := strings.Cut(block, "\n")
		g.b.WriteString(" " + head + "\n")
		for line := range strings.Lines(body) {
			g.b.WriteString(indent + line)
		}
	default:
		g.b.WriteString(" " + rapid.SampledFrom(scalars).Draw(g.t, "scalar") + "\n")
	}
}

// Mistakes are told with their line, and never with a value.
func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1\nb: [1, 2\nc: 3\n":                                    "on line 2, did not find expected ',' or ']'",
		"a: 1\nb: {{ .Values.secret }}\n":                           "on line 2, a key is a mapping or a list. Put a string with braces in quotes. The text has {{ }}",
		"a: 1\n\nb: 2\n# c\nb: 3\n":                                 `on line 5, the key "b" is there twice`,
		"a:\n- x\n- y: *secret\n":                                   "on line 3, an alias names no anchor. Define",
		"a: 1\nb: \x02\n":                                           "on line 2, control characters are not allowed",
		"a: 1\nb:\n  null: secret\n":                                "on line 3, a key is null",
		"a: 1\nb:\n  - c\n  - .inf\n":                               "on line 4, a number is infinite",
		"a: b: secret\n":                                            "on line 1, mapping values are not allowed",
		"x: 1\ny: !!int secret\n":                                   "a value does not have the type of its tag",
		"a:\n  1: x\n  '1': secret\n":                               `the key "1" is there twice`,
		"m: &m {a: 1}\nz:\n  b: 1\n  a: secret\n  <<: *m\n":         `on line 4, the key "a" is also in what << merges below it, and kubectl would take that. Write << first`,
		"m: &m {a: 1}\nz:\n  a: x\n  <<: [{b: 1}, *m]\n":            `on line 3, the key "a" is also in`,
		"m: &m {a: 1}\nz:\n  <<: *m\n  a: x\n  b: 1\n  a: secret\n": `on line 6, the key "a" is there twice`,
		"m: &m {a: 1}\nz:\n  <<: *m\n  <<: {a: 2}\n":                `on line 4, the key "<<" is there twice`,
		"m: &m {a: 1}\nz: {<<: *m, a: 1}\ny: {b: 1, b: 2}\n":        `on line 3, the key "b" is there twice`,
		"m: &m {!!binary aGk=: 1}\nz: {<<: *m, hi: secret}\n":       `is there twice`,
		"m: &m {1: a}\nz: {<<: *m, '1': secret}\n":                  `the key "1" is there twice, written in two ways`,
		"---\na: 1\n--- # two\nb: @secret\n":                        "on line 4, found character that cannot start any token",
		"a: 1\n...\n---\n\nb: 1\nb: 2\n":                            `on line 6, the key "b" is there twice`,
	} {
		_, err := NewSources().DecodeAll(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), ": secret") {
			t.Errorf("%q: shows a value: %v", text, err)
		}
	}
}

// Whatever is given, reading it ends, and soon.
func TestHostile(t *testing.T) {
	var bomb, texts strings.Builder
	bomb.WriteString("a0: &a0 x\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	fmt.Fprintf(&texts, "a: &a %s\nb:\n", strings.Repeat("x", 1<<20))
	for range 1_000 {
		texts.WriteString("- *a\n")
	}
	for name, text := range map[string]string{
		"aliases of aliases": bomb.String(), "aliases of a long text": texts.String(),
		"flow": strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), "deep": strings.Repeat("- ", 5_000) + "a", "open": strings.Repeat("{a: ", 100_000),
		"large": strings.Repeat("a", maxSize+1), "many": strings.Repeat("-\n", 2*maxValues), "itself": "a: &a {<<: *a}\n",
	} {
		begun := time.Now()
		if v, err := NewSources().Decode(text); err == nil {
			t.Errorf("%s: is read as a value of type %s", name, v.Type().FriendlyName())
		} else {
			t.Logf("%s: %s: %v", name, time.Since(begun), err)
		}
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s: takes %s", name, took)
		}
	}
}

// FuzzDecode compares what is read with what Kubernetes reads, and traces every
// object back.
func FuzzDecode(f *testing.F) {
	for _, s := range scalars {
		f.Add("a: &a 1\nb: " + s + "\n")
	}
	for _, b := range blocks {
		f.Add("a: " + b + "--- # next\nb: " + b)
	}
	f.Add("kind: List\napiVersion: v1\nitems:\n- &x {kind: Secret, apiVersion: v1, metadata: {name: a}, data: {a: b}}\n- *x\n")
	f.Add("%YAML 1.1\n---\r\na: {{ b }}\n...\n\ufeff")
	f.Fuzz(func(t *testing.T, text string) {
		s := NewSources()
		s.Note("a.yaml", text)
		if all, err := s.DecodeAll(text); err == nil {
			for it := all.ElementIterator(); it.Next(); {
				_, v := it.Element()
				if o := s.Find(v); o != nil {
					o.Fields(v)
				}
			}
		}
		if objects, err := s.Objects("a.yaml", text); err == nil {
			_, _ = s.Manifests(objects, func(v cty.Value) cty.Value { return v.Mark("secret") })
		}
		s.Files()
		documents, err := Read(text)
		if err != nil || len(documents) != 1 || !isNormal(text) {
			return
		}
		compare(t, documents[0].text, "infinite", "is there twice", "Write << first", "not UTF-8", "expand to too much", "levels deep")
	})
}

// isNormal reports whether the language has a text as it is: others it brings into
// Unicode's normal form.
func isNormal(text string) bool { return cty.NormalizeString(text) == text }
