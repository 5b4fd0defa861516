package syntax

import (
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/source"
)

func declares(name, text string) bool {
	files := fstest.MapFS{"dir/" + name: {Data: []byte(text)}, "dir/other.txt": {Data: []byte("stack \"no\" {}\n")}}
	return Declares(source.Files{FS: files}, "dir", "stack")
}

func TestDeclares(t *testing.T) {
	for text, want := range map[string]bool{
		"stack \"a\" {}":                                   true,
		"# stack \"a\" {}\n":                               false,
		"stacks \"a\" {}\n":                                false,
		"locals {\n  stack = 1\n}\n":                       false,
		"module \"m\" {\n  source = \"./stack\"\n}\n":      false,
		"config_map \"a\" {}\n\nstack \"b\" {\n":           true, // which cannot be parsed
		"config_map \"a\" {{{\n":                           false,
		"config_map \"a\" {{{\nstack \"b\" {\n  x\n  }\n}": true,
		"": false,
	} {
		if got := declares("main.wl.hcl", text); got != want {
			t.Errorf("%q declares a stack: %t", text, got)
		}
	}
	for text, want := range map[string]bool{
		`{"stack": {"a": {}}}`: true, `{"stacks": {"a": {}}}`: false, `{"locals": {"stack": 1}}`: false, "{\n\"stack\": {": true, `[]`: false, ``: false,
	} {
		if got := declares("main.wl.hcl.json", text); got != want {
			t.Errorf("%q declares a stack: %t", text, got)
		}
	}
	if Declares(source.Files{FS: fstest.MapFS{}}, "away", "stack") {
		t.Error("a directory that is not there has a stack")
	}
}

// Whatever a file holds, a stack that can be parsed is never missed.
func FuzzDeclares(f *testing.F) {
	for _, text := range []string{"stack \"a\" {}", "stack\t\"a\"{\n", "x = 1", "\"stack\" \"a\" {}", "stack a {}", "\ufeffstack \"a\" {}", "/* */ stack \"a\" {}", "dynamic \"stack\" {}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, diags := Parse([]byte(text), "main.wl.hcl")
		want := false
		if body, is := parsed.Body.(*hclsyntax.Body); is && !diags.HasErrors() {
			for _, b := range body.Blocks {
				want = want || b.Type == "stack"
			}
		}
		if got := declares("main.wl.hcl", text); want && !got {
			t.Errorf("%q has a stack, which was missed", text)
		}
		_ = declares("main.wl.hcl.json", text)
	})
}
