package lang

import "testing"

func TestFormat(t *testing.T) {
	got, diags := Format([]byte("stack   \"a\" {\nnamespace=\"b\"\n  limits = \"kubernetes\"\n}\n"), "a.wl.hcl")
	want := "stack \"a\" {\n  namespace = \"b\"\n  limits    = \"kubernetes\"\n}\n"
	if diags.HasErrors() || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, diags, want)
	}
	if got, diags := Format([]byte("stack {"), "a.wl.hcl"); !diags.HasErrors() || got != nil {
		t.Errorf("a file with a syntax error was formatted: %q", got)
	}
}
