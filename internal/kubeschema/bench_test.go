package kubeschema

import "testing"

func BenchmarkReadSchema(b *testing.B) {
	for b.Loop() {
		if _, err := readSchema(); err != nil {
			b.Fatal(err)
		}
	}
}
