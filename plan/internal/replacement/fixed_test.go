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

// An indexed Job takes another number of completions, in step with its parallelism, also one that is over. No other Job
// takes it.
func TestCompletionsOfJobs(t *testing.T) {
	job := func(mode string, completions, parallelism int64, over string) map[string]any {
		spec := map[string]any{"completionMode": mode, "completions": completions, "parallelism": parallelism}
		conditions := []any{map[string]any{"type": "Suspended", "status": "False"}}
		if over != "" {
			conditions = append(conditions, map[string]any{"type": over, "status": "True"})
		}
		return map[string]any{"spec": spec, "status": map[string]any{"conditions": conditions}}
	}
	for name, c := range map[string]struct {
		live, after map[string]any
		want        string
	}{
		"more while it runs":         {job("Indexed", 2, 2, ""), job("Indexed", 3, 3, ""), "[]"},
		"fewer while it runs":        {job("Indexed", 3, 3, ""), job("Indexed", 2, 2, ""), "[]"},
		"while its end is awaited":   {job("Indexed", 2, 2, "SuccessCriteriaMet"), job("Indexed", 3, 3, ""), "[]"},
		"more when it has succeeded": {job("Indexed", 2, 2, "Complete"), job("Indexed", 3, 3, ""), "[]"},
		"fewer when it has failed":   {job("Indexed", 3, 3, "Failed"), job("Indexed", 2, 2, ""), "[]"},
		"not in step":                {job("Indexed", 2, 2, ""), job("Indexed", 3, 2, ""), "[spec.completions]"},
		"without indexes":            {job("NonIndexed", 2, 2, ""), job("NonIndexed", 3, 3, ""), "[spec.completions]"},
		"with indexes from now on":   {job("NonIndexed", 2, 2, ""), job("Indexed", 3, 3, ""), "[spec.completions]"},
	} {
		if got, _ := forcedBy(c.live, c.after, kind.Job, []object.Path{object.PathOf("spec", "completions"), object.PathOf("spec", "parallelism")}); fmt.Sprint(got) != c.want {
			t.Errorf("%s: got %v, want %s", name, got, c.want)
		}
	}
}
