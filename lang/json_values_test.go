package lang

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// A text in a JSON file of values is literal: it may be as long, and look as deeply nested, as
// the file's size allows. A text of the configuration is a template, and may not.
func TestTextsOfJSONValuesAreLiteral(t *testing.T) {
	for name, text := range map[string]string{
		"a long text":         strings.Repeat("${a} ", 400_000),
		"nested deeply":       strings.Repeat("${[", 100_000),
		"many lines":          strings.Repeat(`%{ if x }\n`, 50_000),
		"an operator, a name": "${" + strings.Repeat("!", 5_000) + "x}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write := func(file, content string) {
				if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write("a.wl.hcl", "stack \"s\" {}\nvariable \"s\" {}\nvariable \"l\" {}\noutput \"o\" {\n  value = [var.s == \"\", var.l[0] == \"\"]\n}\n")
			write("a.auto.wlvars.json", `{"s": "`+text+`", "l": ["`+text+`", {"`+text+`": 1}]}`)
			if diags := Compile(t.Context(), ".", Options{}).Diagnostics; len(diags) > 0 {
				t.Error(diags[0].Summary, shortened(diags[0].Detail))
			}
			write("b.wl.hcl.json", `{"locals": {"s": "`+text+`"}}`)
			if diags := Compile(t.Context(), ".", Options{}).Diagnostics; !diags.HasErrors() {
				t.Error("it is taken for a template of any size")
			}
		})
	}
}

func shortened(text string) string { return text[:min(len(text), 200)] }

// What is a constant, but has no value, is not told to be none.
func TestConstantsWithoutValue(t *testing.T) {
	for name, given := range map[string]struct{ file, variable, want string }{
		"a key twice":             {`{"v": {"a": "1", "a": "2"}}`, "", `The value of var.v cannot be evaluated. An attribute named "a" was already defined`},
		"a key twice in a list":   {`{"v": [{"b": 1, "b": 1}]}`, "", `An attribute named "b" was already defined`},
		"an index":                {"", `["a"] ["b"]`, "--var v: The value of var.v cannot be evaluated. The given key does not identify an element"},
		"an operand":              {"", `[1 + "b"]`, "--var v: The value of var.v cannot be evaluated. Unsuitable value for right operand"},
		"a function":              {"", `[upper("b")]`, "--var v: The value of a variable must be a constant, without functions"},
		"a key twice in a secret": {`{"s": {"hunter2": "1", "hunter2": "2"}, "v": 1}`, "", "The value of var.s, which is sensitive and not shown, cannot be evaluated. Correct it."},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"a.wl.hcl": {Data: []byte("stack \"s\" {\n}\nvariable \"v\" {\n  type = any\n}\nvariable \"s\" {\n  sensitive = true\n  default = 1\n}\n")}}
			o := Options{Files: files}
			if given.file != "" {
				files["a.auto.wlvars.json"] = &fstest.MapFile{Data: []byte(given.file)}
			}
			if given.variable != "" {
				o.Variables = []VariableArgument{{Name: "v", Value: given.variable}}
			}
			said := ""
			for _, d := range Compile(t.Context(), ".", o).Diagnostics {
				said += d.Detail + "\n"
			}
			if !strings.Contains(said, given.want) || strings.Contains(said, "hunter2") {
				t.Errorf("%s\nwant %s", said, given.want)
			}
		})
	}
}
