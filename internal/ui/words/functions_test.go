package words

import (
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		400 * time.Millisecond: "0s", 600 * time.Millisecond: "1s", 59 * time.Second: "59s", 65 * time.Second: "1m05s", 7380 * time.Second: "2h03m",
	} {
		if got := Duration(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
