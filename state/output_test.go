package state

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Outputs are read as they were written, whole numbers exactly.
func TestOutputsAreReadAsWritten(t *testing.T) {
	r := revision(1, "alice@laptop", 1)
	r.FormatVersion = FormatVersion
	r.Outputs = []Output{
		{Name: "beyond-doubles", Value: int64(9007199254740993)},
		{Name: "greatest", Value: []any{int64(9223372036854775807), int64(-9223372036854775808)}},
		{Name: "fraction", Value: 0.1},
		{Name: "nothing"},
		{Name: "within", Value: map[string]any{"ports": []any{int64(80), 80.5, "80", true, nil}}},
		{Name: "secret", Sensitive: true},
	}
	raw, err := encode(r)
	if err != nil {
		t.Fatal(err)
	}
	read, err := decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Outputs, read.Outputs); diff != "" {
		t.Error(diff)
	}
	if !read.HasOutputs(r.Outputs) {
		t.Error("the outputs are taken for others")
	}
}
