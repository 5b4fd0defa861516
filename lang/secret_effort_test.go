package lang

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// manyMistakes are files with a number of mistakes around what may be sensitive.
func manyMistakes(what string, n int) fstest.MapFS {
	var src strings.Builder
	name := "a.wl.hcl"
	switch what {
	case "apostrophes":
		src.WriteString("secret \"x\" {\n  data = ")
		src.WriteString(strings.Repeat("'a ", n))
		src.WriteString("\n}\n")
	case "inputs":
		src.WriteString("module \"m\" {\n  source = \"./m\"\n")
		for i := range n {
			fmt.Fprintf(&src, "  i%d = %[1]d\n", i)
		}
		src.WriteString("}\n")
	case "names":
		for i := range n {
			fmt.Fprintf(&src, "secret \"s%d\" {\n  data = { a = n%[1]d }\n}\n", i)
		}
	case "names of one":
		src.WriteString("config_map \"x\" {\n  data = {\n")
		for i := range n {
			fmt.Fprintf(&src, "    k%d = n%[1]d\n    t%[1]d = \"${n%[1]d}\"\n", i)
		}
		src.WriteString("  }\n}\n")
	case "quotes":
		src.WriteString("module \"m\" {\n  source = \"./m\"\n")
		for i := range n {
			fmt.Fprintf(&src, "  i%d = 'x'\n", i)
		}
		src.WriteString("}\n")
	case "heredocs":
		src.WriteString("secret \"x\" {\n  data = {\n")
		for i := range n {
			fmt.Fprintf(&src, "    k%d = <<EOT\na\nEOT\n", i)
		}
		src.WriteString("  }\n  name = = \"x\"\n}\n")
	case "characters":
		src.WriteString("config_map \"x\" {\n  name = a" + strings.Repeat("\x01", n) + "\n}\n")
	case "colons", "colons in a module":
		of := "variable \"p\" { sensitive = true }\n%s"
		if what != "colons" {
			of = "module \"m\" { source = \"./m\" }\n%s"
		}
		var lines strings.Builder
		for i := range n {
			fmt.Fprintf(&lines, "a%d: text\n", i)
		}
		fmt.Fprintf(&src, of, lines.String())
	case "JSON":
		name += ".json"
		src.WriteString(`{"secret": {`)
		for i := range n {
			fmt.Fprintf(&src, `"s%d": {"data": {"a": "\\u0041${n%[1]d}"}},`, i)
		}
		src.WriteString(`"s": {}}}`)
	}
	return fstest.MapFS{
		"s.wl.hcl": {Data: []byte("stack \"s\" {}\n")}, "m/m.wl.hcl": {Data: []byte("variable \"pw\" {\n  sensitive = true\n}\n")},
		name: {Data: []byte(src.String())},
	}
}

// Four times as many take about four times as long in each case.
func BenchmarkMistakesNearSecrets(b *testing.B) {
	for _, what := range []string{"apostrophes", "inputs", "names", "names of one", "quotes", "heredocs", "characters", "colons", "colons in a module", "JSON"} {
		for _, n := range []int{5_000, 20_000} {
			b.Run(fmt.Sprint(what, "-", n), func(b *testing.B) {
				files := manyMistakes(what, n)
				for b.Loop() {
					if !Compile(b.Context(), ".", Options{Files: files}).Diagnostics.HasErrors() {
						b.Fatal("nothing is wrong")
					}
				}
			})
		}
	}
}

// No mistake copies the file that it is in, nor what others are about.
func TestMistakesNearSecretsTakeNoCopies(t *testing.T) {
	taken := func(what string, n int) float64 {
		var before, after runtime.MemStats
		files := manyMistakes(what, n)
		runtime.ReadMemStats(&before)
		c := Compile(t.Context(), ".", Options{Files: files})
		runtime.ReadMemStats(&after)
		if len(c.Diagnostics) < n {
			t.Fatalf("%s: %d errors of %d", what, len(c.Diagnostics), n)
		}
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for _, what := range []string{"inputs", "names", "colons", "colons in a module", "JSON"} {
		if few, many := taken(what, 500), taken(what, 2_000); many > 6*few {
			t.Errorf("%s: 500 mistakes take %.0f bytes, 2,000 take %.0f", what, few, many)
		}
	}
}
