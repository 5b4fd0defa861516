// Command reference writes docs/language.md and docs/zh/language.md: the prose
// and the examples beside it, and the tables of what the language has from its
// one table. Run it with "make docs".
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
	for file, l := range outputs {
		text, err := generate(l)
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

// outputs are the files below docs, by the language they are in.
var outputs = map[string]explain.Language{
	"language.md":                      explain.English,
	filepath.Join("zh", "language.md"): explain.Chinese,
}
