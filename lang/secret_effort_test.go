package lang

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// mistakes are what there are many of in a file, each with its number, and what is before and after them.
type mistakes struct{ before, each, after string }

// nearSecrets are kinds of mistakes around what may be sensitive.
func nearSecrets() map[string]mistakes {
	const module = "module \"m\" {\n  source = \"./m\"\n"
	return map[string]mistakes{
		"apostrophes":        {"secret \"x\" {\n  data = ", "'a ", "\n}\n"},
		"inputs":             {module, "  i%d = %[1]d\n", "}\n"},
		"names":              {"", "secret \"s%d\" {\n  data = { a = n%[1]d }\n}\n", ""},
		"names of one":       {"config_map \"x\" {\n  data = {\n", "    k%d = n%[1]d\n    t%[1]d = \"${n%[1]d}\"\n", "  }\n}\n"},
		"quotes":             {module, "  i%d = 'x'\n", "}\n"},
		"heredocs":           {"secret \"x\" {\n  data = {\n", "    k%d = <<EOT\na\nEOT\n", "  }\n  name = = \"x\"\n}\n"},
		"characters":         {"config_map \"x\" {\n  name = a", "\x01", "\n}\n"},
		"colons":             {"variable \"p\" { sensitive = true }\n", "a%d: text\n", ""},
		"colons in a module": {"module \"m\" { source = \"./m\" }\n", "a%d: text\n", ""},
		"JSON":               {`{"secret": {`, `"s%d": {"data": {"a": "\\u0041${n%[1]d}"}},`, `"s": {}}}`},
	}
}

// manyMistakes are files with a number of mistakes of a kind.
func manyMistakes(what string, n int) fstest.MapFS {
	m, name := nearSecrets()[what], "a.wl.hcl"
	if what == "JSON" {
		name += ".json"
	}
	src := m.before
	if strings.Contains(m.each, "%") {
		var all strings.Builder
		for i := range n {
			fmt.Fprintf(&all, m.each, i)
		}
		src += all.String()
	} else {
		src += strings.Repeat(m.each, n)
	}
	return fstest.MapFS{
		"s.wl.hcl": {Data: []byte("stack \"s\" {}\n")}, "m/m.wl.hcl": {Data: []byte("variable \"pw\" {\n  sensitive = true\n}\n")},
		name: {Data: []byte(src + m.after)},
	}
}

// Four times as many take about four times as long in each case.
func BenchmarkMistakesNearSecrets(b *testing.B) {
	for _, what := range slices.Sorted(maps.Keys(nearSecrets())) {
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
