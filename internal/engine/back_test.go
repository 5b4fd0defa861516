package engine

import (
	"testing"
	"time"
)

// A rollback does not have the little time by which its apply may have failed, and no less than that where it was given much.
func TestBackTimeout(t *testing.T) {
	for given, want := range map[time.Duration]time.Duration{0: 0, time.Second: 0, 10 * time.Minute: 0, time.Hour: time.Hour} {
		if got := BackTimeout(given); got != want {
			t.Errorf("of %s: %s, want %s", given, got, want)
		}
	}
}
