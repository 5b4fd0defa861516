package reports_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/lang"
)

// A text is what it is, to whatever reads it; a terminal obeys nothing in it.
func TestOutputValue(t *testing.T) {
	for name, c := range map[string]struct {
		value             any
		piped, onTerminal string
	}{
		"a name":            {"shop", "shop\n", "shop\n"},
		"nothing":           {"", "\n", "\n"},
		"lines of DOS":      {"-----BEGIN-----\r\nx\r\n", "-----BEGIN-----\r\nx\r\n", "-----BEGIN-----\\r\nx\\r\n"},
		"empty lines":       {"a\n\n\n", "a\n\n\n", "a\n\n\n"},
		"control":           {"\x1b[31m\x00\u200f\u0085\tb", "\x1b[31m\x00\u200f\u0085\tb\n", "\\x1b[31m\\x00\\u200f\\u0085\tb\n"},
		"no text":           {[]any{"a\r"}, "[\"a\\r\"]\n", "[\"a\\r\"]\n"},
		"lines of a script": {"::error::x\n##[group]", "::error::x\n##[group]\n", "::error::x\n##[group]\n"},
	} {
		for terminal, want := range map[bool]string{false: c.piped, true: c.onTerminal} {
			var b strings.Builder
			if err := reports.OutputValue(&b, lang.Output{Value: c.value}, terminal, ui.Options{}); err != nil || b.String() != want {
				t.Errorf("%s, on a terminal %v: %q, %v; want %q", name, terminal, b.String(), err, want)
			}
		}
	}
}
