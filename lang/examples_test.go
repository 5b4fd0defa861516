package lang

import (
	"os"
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
			for name := range c.Files {
				source, err := os.ReadFile(name) // what is handed out for messages has no secrets
				if err != nil {
					t.Fatal(err)
				}
				formatted, _ := Format(source, name)
				if string(formatted) != string(source) {
					t.Errorf("%s is not formatted; run wl fmt", name)
				}
			}
		})
	}
}
