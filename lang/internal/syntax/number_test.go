package syntax

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A number has a leading zero by its text alone, wherever in a file it is.
func TestLeadingZeros(t *testing.T) {
	for text, want := range map[string]bool{
		"0644": true, "0040": true, "00644": true, "000": true, "0999": true,
		"0": false, "644": false, "64e1": false, "064e1": false, "064E1": false, "0644.0": false, "0.44": false, "6.44e2": false, "100": false,
	} {
		for _, src := range []string{"a=" + text, "\ufeffa = " + text + "\n", "b = [\"é\", 10]\na = " + text + " # 0644", "a = /* 01 */" + text} {
			f, diags := hclsyntax.ParseConfig([]byte(src), "f", hcl.InitialPos)
			if body, ok := f.Body.(*hclsyntax.Body); !ok || body.Attributes["a"] == nil {
				t.Fatal(diags)
			}
			zeros := make(LeadingZeros)
			zeros.Add([]byte(src), "f")
			at := f.Body.(*hclsyntax.Body).Attributes["a"].Expr.Range()
			if zeros.At(at) != want {
				t.Errorf("%q: %t", src, !want)
			}
			at.Filename = "g"
			if zeros.At(at) {
				t.Errorf("%q: of another file", src)
			}
		}
	}
}
