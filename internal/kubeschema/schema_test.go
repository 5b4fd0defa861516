package kubeschema

import "testing"

// Reading the schema is part of every plan's start.
func BenchmarkReadSchema(b *testing.B) {
	for b.Loop() {
		if _, err := readSchema(); err != nil {
			b.Fatal(err)
		}
	}
}
