package syntax

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// A place is faulty where an error is in it, at its end, or around it, in whatever order the
// errors are.
func TestFaults(t *testing.T) {
	place := func(start, end int) hcl.Range {
		return hcl.Range{Start: hcl.Pos{Byte: start}, End: hcl.Pos{Byte: end}}
	}
	errors := faultsOf([]hcl.Range{place(50, 51), place(10, 30), place(12, 14), place(70, 70)})
	for whole, want := range map[hcl.Range]bool{
		place(0, 9):   false,
		place(0, 10):  true,
		place(15, 20): true, // after the end of one that begins later
		place(13, 13): false,
		place(32, 49): false,
		place(32, 50): true,
		place(0, 90):  true,
		place(60, 70): true,
		place(70, 70): true,
		place(71, 90): false,
	} {
		if got := errors.in(whole); got != want {
			t.Errorf("%d to %d: %t, want %t", whole.Start.Byte, whole.End.Byte, got, want)
		}
	}
	if faultsOf(nil).in(place(0, 90)) {
		t.Error("there is a fault where there is no error")
	}
}
