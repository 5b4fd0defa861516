package judge

import (
	"github.com/workloadlang/wl/plan"
	"testing"
)

func TestOtherVersion(t *testing.T) {
	for _, c := range []struct {
		said, server string
		warns        bool
	}{
		{"", "v1.37.2", false},
		{"1.37", "v1.37.2", false},
		{"1.37.0", "v1.37.2-gke.100+abc", false},
		{"1.36", "v1.37.2", true},
		{"1.38.1", "v1.37.2", true},
		{"1.36", "unknown", false},
	} {
		if w := OtherVersion(plan.Input{Cluster: "a", KubernetesVersion: c.said}, c.server); (w != nil) != c.warns {
			t.Errorf("%q, %q: %+v", c.said, c.server, w)
		}
	}
}
