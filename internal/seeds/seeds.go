// Package seeds gives tests that draw at random what the environment says of them: the
// first seed, how many rounds there are. Only tests import it.
package seeds

import (
	"os"
	"strconv"
	"testing"
)

// Number returns the number that an environment variable holds, or the fallback where it
// is not set. Another text fails the test.
func Number(tb testing.TB, name string, fallback uint64) uint64 {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return n
}
