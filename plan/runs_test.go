package plan

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

func cronJobOf(t *testing.T, spec string) map[string]any {
	return content(t, "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {"+spec+"}}")
}

func TestImpactOfSchedule(t *testing.T) {
	const berlin = `schedule: "*/5 * * * *", timeZone: Europe/Berlin`
	for _, c := range []struct{ name, before, after, want string }{
		{"new", "", berlin, "runs every 5 minutes (Europe/Berlin)"},
		{"new, in the cluster's time zone", "", `schedule: "@daily"`, "runs at 00:00, every day"},
		{"other times", berlin, `schedule: "0 3 * * 1-5", timeZone: Europe/Berlin`,
			"runs at 03:00, Monday through Friday (Europe/Berlin), instead of every 5 minutes (Europe/Berlin)"},
		{"another time zone", berlin, `schedule: "*/5 * * * *"`, "runs every 5 minutes, instead of every 5 minutes (Europe/Berlin)"},
		{"as before", berlin, berlin, ""},
		{"written otherwise", `schedule: "@daily"`, `schedule: "0 0 * * *"`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before map[string]any
			if c.before != "" {
				before = cronJobOf(t, c.before)
			}
			after := cronJobOf(t, c.after)
			m := &object.Manifest{Ref: object.Ref{Group: "batch", Kind: "CronJob", Name: "a"}, Content: after}
			r := newRedaction(m, nil)
			got := ""
			if i := r.impactOfSchedule(before, after); i != nil {
				got = i.Summary
			}
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// A schedule that must not be shown is not put into words either: neither one
// that the configuration marks, nor one that it marked before.
func TestImpactOfSensitiveSchedule(t *testing.T) {
	after := cronJobOf(t, `schedule: "*/5 * * * *"`)
	m := &object.Manifest{Ref: object.Ref{Group: "batch", Kind: "CronJob", Name: "a"}, Content: after, Sensitive: []object.Pointer{"/spec/schedule"}}
	if i := impactOfFirstSchedule(m); i != nil {
		t.Errorf("marked now: %+v", i)
	}
	m.Sensitive = nil
	r := newRedaction(m, &state.Entry{Sensitive: []string{"spec.schedule"}})
	if i := r.impactOfSchedule(cronJobOf(t, `schedule: "@daily"`), after); i != nil {
		t.Errorf("marked before: %+v", i)
	}
}
