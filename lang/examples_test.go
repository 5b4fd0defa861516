package lang

import (
	"testing"
)

// People start from the examples: they compile without a warning, in the one
// style.
func TestExamples(t *testing.T) {
	for _, dir := range exampleDirectories(t) {
		t.Run(dir.name, func(t *testing.T) {
			c := Compile(t.Context(), dir.path, dir.options)
			for _, d := range c.Diagnostics {
				t.Error(d)
			}
			for name, f := range c.Files {
				formatted, _ := Format(f.Bytes, name)
				if string(formatted) != string(f.Bytes) {
					t.Errorf("%s is not formatted; run wl fmt", name)
				}
			}
		})
	}
}
