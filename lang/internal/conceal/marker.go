package conceal

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/internal/nearest"
)

// marker is the argument, and the function, that says of a value that it is sensitive.
const marker = "sensitive"

// isMarker reports whether an argument is the one that says so, or is meant to be.
func isMarker(name string) bool { return strings.EqualFold(name, marker) || near(name) == marker }

// isMarkerCall is the same for a function: there are others of like names.
func isMarkerCall(name string) bool {
	return strings.EqualFold(name, marker) || near(name, "nonsensitive", "issensitive") == marker
}

func near(name string, others ...string) string {
	if len(name) < 6 || len(name) > 13 {
		return ""
	}
	return nearest.To(name, append(others, marker))
}

// misspelt finds words that may be meant to be it. Whatever letter is wrong, one of the parts is not.
var misspelt = regexp.MustCompile(`(?i)([a-z_]*(?:sen|siti|tive|itv)[a-z_]*)[ \t]*["=:({]`)

// markerIn is where in a text the marker is, or a word that is meant to be; -1 where there is none.
func markerIn(src []byte) int {
	if at := bytes.Index(src, []byte(marker)); at >= 0 {
		return at
	}
	for _, part := range []string{"sen", "Sen", "SEN", "siti", "tive", "itv"} {
		if !bytes.Contains(src, []byte(part)) {
			continue
		}
		for _, m := range misspelt.FindAllSubmatchIndex(src, -1) {
			if name := string(src[m[2]:m[3]]); isMarker(name) {
				return m[2]
			}
		}
		break
	}
	return -1
}

// marked reports whether the arguments of a block say that its value is sensitive, and not that it is none.
func marked(attributes hclsyntax.Attributes) bool {
	for name, a := range attributes {
		if !isMarker(name) {
			continue
		}
		if says, diags := a.Expr.Value(nil); diags.HasErrors() || !says.IsKnown() || says.IsNull() || !says.RawEquals(falsehood()) {
			return true
		}
	}
	return false
}
