package lang

import (
	"strings"
	"testing"
)

// A Job that is gone before anybody may have seen its end is warned of, however it
// is written, on the line that says so.
func TestJobsRemovedTooSoon(t *testing.T) {
	const workload = "workload \"once\" {\n  kind = \"KIND\"\n  SCHEDULE\n  raw = {\n    spec = SPEC\n  }\n  container \"main\" {\n    image = \"busybox:1\"\n  }\n}\n"
	const object = "object \"once\" {\n  manifest = {\n    apiVersion = \"VERSION\"\n    kind       = \"Job\"\n    metadata   = { name = \"once\" }\n    spec = {\n      TTL\n      template = { spec = { restartPolicy = \"Never\", containers = [{ name = \"main\", image = \"busybox:1\" }] } }\n    }\n  }\n}\n"
	of := func(text string, replaced ...string) string { return strings.NewReplacer(replaced...).Replace(text) }
	job := func(ttl string) string {
		return of(workload, "KIND", "Job", "  SCHEDULE\n", "", "SPEC", "{ ttlSecondsAfterFinished = "+ttl+" }")
	}
	argument := func(ttl string) string {
		return "workload \"once\" {\n  kind = \"Job\"\n  container \"main\" {\n    image = \"busybox:1\"\n  }\n  advanced {\n    job {\n      ttl_seconds_after_finished = " + ttl + "\n    }\n  }\n}\n"
	}
	const kubernetes = "ttlSecondsAfterFinished"
	for name, c := range map[string]struct {
		source string
		line   int // 0: no warning
		called string
	}{
		"at once":           {job("0"), 4, kubernetes},
		"a moment":          {job("59"), 4, kubernetes},
		"a minute":          {job("60"), 0, ""},
		"a secret number":   {job("sensitive(7)"), 4, kubernetes},
		"by its argument":   {argument("5"), 8, "ttl_seconds_after_finished"},
		"by a computed one": {argument("min(7, 70)"), 8, "ttl_seconds_after_finished"},
		"no time":           {of(workload, "KIND", "Job", "  SCHEDULE\n", "", "SPEC", "{ backoffLimit = 1 }"), 0, ""},
		"Jobs of a CronJob": {of(workload, "KIND", "CronJob", "SCHEDULE", "schedule { schedule = \"@daily\" }", "SPEC", "{ jobTemplate = { spec = { ttlSecondsAfterFinished = 1 } } }"), 0, ""},
		"an object":         {of(object, "VERSION", "batch/v1", "TTL", "ttlSecondsAfterFinished = 1"), 7, kubernetes},
		"another's Job":     {of(object, "VERSION", "batch.volcano.sh/v1alpha1", "TTL", "ttlSecondsAfterFinished = 1"), 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			result := compiled(t, map[string]string{"a.wl.hcl": c.source, "z.wl.hcl": "stack \"s\" {\n  limits = \"kubernetes\"\n}\n"}, Options{})
			line := 0
			for _, d := range result.Diagnostics {
				if d.Summary == "Job removed too soon" {
					line = d.Subject.Start.Line
					if !strings.Contains(d.Detail, " Set "+c.called+" to 60 or more") {
						t.Errorf("it says %s, want %s", d.Detail, c.called)
					}
				}
			}
			if line != c.line || result.Diagnostics.HasErrors() {
				t.Errorf("want a warning in line %d: %v", c.line, result.Diagnostics)
			}
		})
	}
}
