package lang

import (
	"os"
	"strings"
	"testing"
	"time"
)

// A number that would take minutes to write as text is an error on its line,
// wherever it comes from and whatever it is to be the text of.
func TestExtremeNumbers(t *testing.T) {
	for name, c := range map[string]struct{ line, variables, want string }{
		"data":                 {line: `config_map "c" { data = { k = 1e100000000 } }`},
		"negative exponent":    {line: `config_map "c" { data = { k = 1e-100000000 } }`},
		"negative":             {line: `config_map "c" { data = { k = -1e100000000 } }`},
		"template":             {line: `output "o" { value = "${1E+100000000}" }`},
		"tostring":             {line: `output "o" { value = tostring(5.5e100000000) }`},
		"jsonencode":           {line: `output "o" { value = jsonencode([1e100000000]) }`},
		"format":               {line: `output "o" { value = format("%s", 1e100000000) }`},
		"key":                  {line: `output "o" { value = { (1e100000000) = 1 } }`},
		"key of a loop":        {line: `output "o" { value = { for n in [1e100000000] : n => n } }`},
		"inner template":       {line: `output "o" { value = templatestring("$${1e100000000}", {}) }`},
		"computed":             {line: `locals { n = 1e900 * 1e900 }`, want: "n is or contains a number that is out of range"},
		"computed, small":      {line: `locals { n = [{ a = 1e-900 * 1e-900 }] }`, want: "n is or contains"},
		"read from text":       {line: `output "o" { value = tostring(tonumber("1e100000000")) }`, want: "the result is or contains a number that is out of range"},
		"read from JSON":       {line: `output "o" { value = "${jsondecode("[1e100000000]")[0]}" }`, want: "the result is or contains"},
		"many digits":          {line: `output "o" { value = parseint("` + strings.Repeat("7", 100_000) + `", 10) }`, want: "is far longer than any number in range"},
		"environment variable": {line: `workload "web" { kind = var.nothing }` + "\n" + `locals { e = { A = 1e100000000 } }`},
		"manifest":             {line: `object "o" { manifest = { apiVersion = "v1", kind = "ConfigMap", data = { k = 1e400 } } }`, want: `element "data": element "k": is a number that cannot be written as JSON`},
		"variable's default":   {line: `variable "v" { default = 1e100000000 }`},
		"variable":             {line: "variable \"n\" { type = number }", variables: "1e100000000", want: "var.n is or contains a number"},
		"variables in a list":  {line: "variable \"n\" { type = list(number) }", variables: "[1e900 * 1e900]", want: "var.n is or contains a number"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			src := "stack \"s\" {}\n" + c.line + "\n"
			if err := os.WriteFile("a.wl.hcl", []byte(strings.NewReplacer(" { ", " {\n", " }\n", "\n}\n").Replace(src)), 0o600); err != nil {
				t.Fatal(err)
			}
			var o Options
			if c.variables != "" {
				o.Variables = []VariableArgument{{Name: "n", Value: c.variables}}
			}
			begun := time.Now()
			diags := Compile(t.Context(), ".", o).Diagnostics
			want := c.want
			if want == "" {
				want = "This number is out of range"
			}
			if !strings.Contains(diags.Error(), want) || diags[0].Subject == nil && c.variables == "" {
				t.Errorf("want %q, got %v", want, diags)
			}
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// Numbers that people write stay as they are.
func TestOrdinaryNumbers(t *testing.T) {
	t.Chdir(t.TempDir())
	src := "stack \"s\" {}\nconfig_map \"c\" {\n  data = { a = 1e21, b = 0.000001, c = 1e-7, d = 123456789012345678901234567890, e = 5e0, f = 1.5E+3, g = " + strings.Repeat("9", 900) + " }\n}\n"
	if err := os.WriteFile("a.wl.hcl", []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Compile(t.Context(), ".", Options{})
	if c.Diagnostics.HasErrors() {
		t.Fatal(c.Diagnostics)
	}
	data := c.Stack.Clusters[0].Objects[0].Content["data"].(map[string]any)
	for key, want := range map[string]string{"a": "1000000000000000000000", "b": "0.000001", "c": "0.0000001", "d": "123456789012345678901234567890", "e": "5", "f": "1500"} {
		if data[key] != want {
			t.Errorf("%s is %v, want %s", key, data[key], want)
		}
	}
}
