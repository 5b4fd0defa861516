package wl

import (
	"testing"
	"time"
)

// The way back is applied with all that the apply was given, but with a timeout of its own.
func TestOptionsOfTheWayBack(t *testing.T) {
	for _, o := range []StackApplyOptions{
		{},
		{AllowPartial: true, Timeout: time.Second},
		{Commit: "abc1234", MaxConcurrent: 7},
		{AllowPartial: true, Commit: "abc1234+dirty", MaxConcurrent: 2},
	} {
		got := o.engine(time.Hour)
		if got.AllowPartial != o.AllowPartial || got.Commit != o.Commit || got.MaxConcurrent != o.MaxConcurrent || got.Timeout != time.Hour {
			t.Errorf("of %+v: %+v", o, got)
		}
	}
}
