package lang

import (
	"os"
	"strings"
	"testing"
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
