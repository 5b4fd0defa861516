// Command generate writes lang/internal/blocks/generated.go: a Go type for every
// block of the table, with an accessor for each argument and block within it. Run
// it with "make docs".
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate FILE")
		os.Exit(1)
	}
	source, err := generate()
	if err == nil {
		err = os.WriteFile(os.Args[1], source, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
