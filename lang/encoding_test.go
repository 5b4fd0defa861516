package lang

import (
	"os"
	"strings"
	"testing"
)

// What is not UTF-8 is refused wherever it is given: the server would put other characters
// in its place.
func TestTextsAreUTF8(t *testing.T) {
	const source = `stack "shop" {}
variable "text" {
  type    = string
  default = ""
}
variable "untyped" { default = "" }
variable "list" {
  type    = list(string)
  default = []
}
config_map "texts" {
  data = { text = var.text, untyped = var.untyped, list = join("", var.list), env = try(env("OTHER"), "unset") }
}
output "env" { value = env("GIVEN") }
`
	latin := "p\xe9ss"
	for name, c := range map[string]struct {
		options Options
		want    string
	}{
		"nothing":             {Options{}, ""},
		"an argument":         {Options{Variables: []VariableArgument{{Name: "text", Value: latin}}}, "--var text is not UTF-8"},
		"without a type":      {Options{Variables: []VariableArgument{{Name: "untyped", Value: "\xff"}}}, "--var untyped is not UTF-8"},
		"in an expression":    {Options{Variables: []VariableArgument{{Name: "list", Value: `["` + latin + `"]`}}}, "UTF-8"},
		"in the environment":  {Options{Environment: []string{"WL_VAR_text=" + latin}}, "WL_VAR_text is not UTF-8"},
		"from env()":          {Options{Environment: []string{"GIVEN=a\xe9b"}}, "the environment variable GIVEN is not UTF-8"},
		"a wrong surrogate":   {Options{Variables: []VariableArgument{{Name: "text", Value: "\xed\xa0\x80"}}}, "--var text is not UTF-8"},
		"the replacing sign":  {Options{Variables: []VariableArgument{{Name: "text", Value: "\ufffd"}}}, ""},
		"what nobody asks of": {Options{Environment: []string{"UNUSED=\xff"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("main.wl.hcl", []byte(source), 0o600); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(c.options.Environment, ""), "GIVEN") {
				c.options.Environment = append(c.options.Environment, "GIVEN=é")
			}
			diags := Compile(t.Context(), ".", c.options).Diagnostics
			if (c.want != "") != diags.HasErrors() || !strings.Contains(diags.Error(), c.want) || strings.Contains(diags.Error(), "\xe9") {
				t.Errorf("%v, want %q", diags, c.want)
			}
		})
	}
}
