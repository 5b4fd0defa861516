package replacement

import (
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// The first family of a Service is that of its address, which no change moves to another; the second
// comes and goes.
func TestFirstFamilyForcesReplacement(t *testing.T) {
	service := func(address string, families ...any) map[string]any {
		return map[string]any{"spec": map[string]any{"clusterIP": address, "ipFamilies": families}}
	}
	for name, c := range map[string]struct {
		live, after map[string]any
		want        string
	}{
		"the other":           {service("10.0.0.1", "IPv4"), service("", "IPv6"), "[spec.ipFamilies]"},
		"the other way round": {service("10.0.0.1", "IPv4", "IPv6"), service("", "IPv6", "IPv4"), "[spec.ipFamilies]"},
		"a second":            {service("10.0.0.1", "IPv4"), service("", "IPv4", "IPv6"), "[]"},
		"the first alone":     {service("10.0.0.1", "IPv4", "IPv6"), service("", "IPv4"), "[]"},
		"the second alone":    {service("10.0.0.1", "IPv4", "IPv6"), service("", "IPv6"), "[spec.ipFamilies]"},
		"of none":             {service("10.0.0.1", "IPv4"), service(""), "[]"},
		"of a headless one":   {service("None", "IPv4", "IPv6"), service("None", "IPv6", "IPv4"), "[]"},
	} {
		if got, _ := forcedBy(c.live, c.after, kind.Service, []object.Path{object.PathOf("spec", "ipFamilies")}); fmt.Sprint(got) != c.want {
			t.Errorf("%s: got %v, want %s", name, got, c.want)
		}
	}
}
