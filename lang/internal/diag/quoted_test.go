package diag

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
)

func TestTextsAreNotQuoted(t *testing.T) {
	long := strings.Repeat("x", 300)
	for name, c := range map[string]struct {
		d    *hcl.Diagnostic
		want string
	}{
		"a name":               {Nowhere("", "%q is not one. Write %s.", "a", "b"), `"a" is not one. Write b.`},
		"a text":               {Nowhere("", "%q is not one. Write %s.", "a\nb", "b"), `"…" is not one. Write b.`},
		"a long one":           {Nowhere("", "%s is not one.", long), `… is not one.`},
		"within":               {Nowhere("", "%s at %d.", message.New("no %q", "a\r\nb"), 3), `no "…" at 3.`},
		"in a list":            {Nowhere("", "It has %s.", message.Join([]string{"a", "b\n"}, ", ")), `It has a, ….`},
		"what was written":     {Nowhere("", "%s: %s", "a", message.New("%s.", message.Verbatim("b\n"+long))), "a: b\n" + long + "."},
		"a long reference":     {Nowhere("", "%s is not one.", object.Ref{Kind: long, Name: long}), long + " " + long + " is not one."},
		"a long path":          {Nowhere("", "%s is not one.", object.PathOf("spec", long)), "spec." + long + " is not one."},
		"of a library":         {&hcl.Diagnostic{Detail: `cannot use "a\nb" as "year".`}, `cannot use "…" as "year".`},
		"a long of a library":  {&hcl.Diagnostic{Detail: `cannot use "` + long + `".`}, `cannot use "…".`},
		"quotes of a library":  {&hcl.Diagnostic{Detail: `cannot use "a\"\nb\\" as "c".`}, `cannot use "…" as "c".`},
		"a library in a text":  {Nowhere("", "It fails: %s.", message.Library(`bad "a\nb"`)), `It fails: bad "…".`},
		"nothing of a library": {&hcl.Diagnostic{Detail: "first\nsecond \"a\"\n"}, "first\nsecond \"a\"\n"},
	} {
		if got := Sorted(hcl.Diagnostics{c.d})[0].Detail; got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
