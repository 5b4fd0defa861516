package main

import (
	"bytes"
	"os"
	"testing"
)

// The types are those of the table: code that reads them is checked against it.
func TestTypesAreOfTheTable(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../generated.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("lang/internal/blocks/generated.go is not what the table of fields makes of it; run make docs")
	}
}
