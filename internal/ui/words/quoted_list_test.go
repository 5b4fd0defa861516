package words

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// What is to be copied into a configuration is read there as what it names.
func TestQuotedList(t *testing.T) {
	texts := []string{`spec.template.spec.containers[name="web"].image`, `data["${home}"]`, `data["%{ if }"]`, `a\b`}
	expr, diags := hclsyntax.ParseExpression([]byte("["+quotedList(texts)+"]"), "f", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() || value.LengthInt() != len(texts) {
		t.Fatal(diags, value)
	}
	for i, item := range value.AsValueSlice() {
		if item.AsString() != texts[i] {
			t.Errorf("%q is read as %q", texts[i], item.AsString())
		}
	}
}
