package waves

import (
	"strings"
	"testing"
)

// The Jobs of two checks have two names, however long those have the same beginning, and each fits into a label.
func TestJobName(t *testing.T) {
	seen, long := map[string]string{}, strings.Repeat("x", 60)
	for _, name := range []string{"smoke", long[:54], long[:54] + "-a", long[:54] + "-b", long, long + "a", long[:53] + "b", strings.Repeat("y", 45) + long, strings.Repeat("y", 45) + long + "z"} {
		got := jobName(name, "k3x9d2ab")
		if other, twice := seen[got]; twice {
			t.Errorf("%s and %s are both %s", name, other, got)
		}
		seen[got] = name
		if len(got) > 63 || !strings.HasSuffix(got, "-k3x9d2ab") || len(name) <= 54 && got != name+"-k3x9d2ab" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
