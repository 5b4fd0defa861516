package lang

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Where what gives values cannot be read, no variable is said to lack its own: it may
// have been there.
func TestUnreadVariables(t *testing.T) {
	for name, c := range map[string]struct {
		file, content string
		arguments     []VariableArgument
		want          string
	}{
		"syntax":          {file: "bad.auto.wlvars", content: "s = { password = \"x\n", want: "Invalid multi-line string"},
		"a block":         {file: "bad.auto.wlvars", content: "s { a = 1 }\n", want: "Unexpected"},
		"JSON":            {file: "bad.auto.wlvars.json", content: `{"s": 1,}`, want: "Trailing comma"},
		"JSON, a list":    {file: "bad.auto.wlvars.json", content: `[1]`, want: "JSON"},
		"no such file":    {arguments: []VariableArgument{{File: "none.wlvars"}}, want: "Cannot read file"},
		"given, broken":   {file: "given.wlvars", content: "t = 1\ns =\n", arguments: []VariableArgument{{File: "given.wlvars"}}, want: "Invalid expression"},
		"no --var at all": {arguments: []VariableArgument{{Value: "s"}}, want: "Invalid --var"},
		"one is given":    {file: "a.auto.wlvars", content: "t = 1\n", want: "No value for variable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			files := map[string]string{"a.wl.hcl": "stack \"s\" {}\nvariable \"s\" {}\nvariable \"t\" {\n  default = 0\n}\noutput \"o\" {\n  value = [var.s, var.t]\n}\n"}
			if c.file != "" {
				files[c.file] = c.content
			}
			for name, content := range files {
				if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			diags := Compile(t.Context(), ".", Options{Variables: c.arguments}).Diagnostics
			if len(diags) == 0 || !strings.Contains(diags[0].Error(), c.want) {
				t.Errorf("want %q first, got %v", c.want, diags.Errs())
			}
			for _, d := range diags[1:] {
				if !strings.Contains(d.Summary, "Unterminated") {
					t.Errorf("unexpected: %v", d)
				}
			}
		})
	}
}

// Where a syntax error hides what a stack declares, no value is said to be one of a variable
// that there is not: the declaration may be what is hidden.
func TestValuesOfBrokenDeclarations(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		values string // of a file
		want   []string
	}{
		"its own block":     {source: "variable \"v\" { type = number\n  default = 1 }\n", want: []string{"Invalid single-argument block definition"}},
		"a block before it": {source: "output \"o\" {\n  value = (\n}\nvariable \"v\" {\n  default = 1\n}\n", want: []string{"Invalid expression"}},
		"of a file":         {source: "variable \"v\" { type = number\n  default = 1 }\n", values: "v = 2\n", want: []string{"Invalid single-argument block definition"}},
		"nothing is broken": {source: "variable \"w\" {\n  default = 1\n}\n", values: "v = 2\n", want: []string{"Undeclared variable", "Undeclared variable"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, content := range map[string]string{"a.wl.hcl": "stack \"s\" {}\n" + c.source, "a.auto.wlvars": c.values} {
				if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for _, d := range Compile(t.Context(), ".", Options{Variables: []VariableArgument{{Name: "v", Value: "2"}}}).Diagnostics {
				got = append(got, d.Summary)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
