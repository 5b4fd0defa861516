package main

import (
	"fmt"
	"os"
	"strings"
)

// tail returns the last lines of a log file, indented, or why there are none.
func tail(path string, count int) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Sprintf("  (%v)\n", err)
	}
	lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	lines = lines[max(0, len(lines)-count):]
	return "  " + strings.Join(lines, "\n  ") + "\n"
}
