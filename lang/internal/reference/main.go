// Command reference writes docs/language.md and docs/zh/language.md: the prose
// and the examples beside it, and the tables of what the language has from its
// one table; and docs/fields.md and docs/zh/fields.md: which row sets which field
// of Kubernetes. Run it with "make docs".
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/workloadlang/wl/lang/explain"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: reference DOCS")
		os.Exit(1)
	}
	for file, write := range outputs {
		text, err := write()
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(os.Args[1], file)), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(os.Args[1], file), []byte(text), 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "reference:", err)
			os.Exit(1)
		}
	}
}

// outputs are the files below docs, and what writes them.
var outputs = map[string]func() (string, error){
	"language.md":                      func() (string, error) { return generate(explain.English) },
	filepath.Join("zh", "language.md"): func() (string, error) { return generate(explain.Chinese) },
	"fields.md":                        func() (string, error) { return generateFields(explain.English) },
	filepath.Join("zh", "fields.md"):   func() (string, error) { return generateFields(explain.Chinese) },
}
