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

// What may be quoted of a file has no sensitive value, and each line in its place.
func TestQuotable(t *testing.T) {
	for name, c := range map[string]struct{ file, source, want string }{
		"values":               {"a.wlvars", "a = 1\n", "a = *\n"},
		"a former value":       {"a.wlvars", "# pw = \"former\"\npw=\"now\" # not \"former\"\n", "(sensitive)    \npw=(sensitive)         \n"},
		"values on many lines": {"a.auto.wlvars", "  a = {\n    key = \"SUPERSECRET\"\n  }\n\nb = <<E\n  SUPERSECRET\nE\n", "  a = *\n    (sensitive)        \n  *\n\nb = ...\n  (sensitive)\n*\n"},
		"broken values":        {"a.wlvars", "pw = \"SUPERSECRET\n", ""},
		"a Secret":             {"a.wl.hcl", "secret \"a\" {\n  data = { pw = \"SUPERSECRET\" }\n}\n", "secret \"a\" {\n  data = { pw = (sensitive)    \n}\n"},
		"a broken Secret":      {"a.wl.hcl", "secret \"a\" {\n  data = { pw = \"SUPERSECRET }\n}\n", "secret \"a\" {\n  data = (sensitive)          \n}\n"},
		"nothing of the kind":  {"a.wl.hcl", "workload \"a\" {\n  image = \"nginx\n}\n", "workload \"a\" {\n  image = \"nginx\n}\n"},
	} {
		if got := string(Quotable([]byte(c.source), c.file)); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", name, got, c.want)
		}
	}
}
