package impact_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/impact"
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
		{"new and suspended", "", `schedule: "0 5 * * 0", suspend: true`, "suspended; would run at 05:00, only on Sunday"},
		{"suspended", `schedule: "@daily"`, `schedule: "@daily", suspend: true`, "runs stop: suspended; would run at 00:00, every day"},
		{"suspended, and at other times", `schedule: "@daily", suspend: false`, `schedule: "0 5 * * *", suspend: true`,
			"runs stop: suspended; would run at 05:00, every day, instead of at 00:00, every day"},
		{"no longer suspended", `schedule: "@daily", suspend: true`, `schedule: "@daily"`, "runs resume: runs at 00:00, every day"},
		{"suspended as before", `schedule: "@daily", suspend: true`, `schedule: "0 0 * * *", suspend: true`, ""},
		{"suspended, other times", `schedule: "@daily", suspend: true`, `schedule: "0 5 * * *", suspend: true`,
			"suspended; would run at 05:00, every day, instead of at 00:00, every day"},
		{"written otherwise", `schedule: "@daily"`, `schedule: "0 0 * * *"`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before map[string]any
			if c.before != "" {
				before = cronJobOf(t, c.before)
			}
			after := cronJobOf(t, c.after)
			m := &object.Manifest{Ref: object.Ref{Group: "batch", Kind: "CronJob", Name: "a"}, Content: after}
			got := ""
			if i := impact.Schedule(m, nil, before, after); i != nil {
				got = said(i)
			}
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestImpactOfSuspension(t *testing.T) {
	ref := object.Ref{Group: "batch", Kind: "Job", Name: "a"}
	for _, c := range []struct{ name, before, after, want string }{
		{"new", "", "{spec: {}}", ""},
		{"new and suspended", "", "{spec: {suspend: true}}", "suspended: it does not run until spec.suspend is false"},
		{"suspended", "{spec: {suspend: false}}", "{spec: {suspend: true}}", "suspended: its Pods are terminated, and it does not run until spec.suspend is false"},
		{"resumed", "{spec: {suspend: true}}", "{spec: {}}", "no longer suspended: it runs"},
		{"suspended as before", "{spec: {suspend: true}}", "{spec: {suspend: true}}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before map[string]any
			if c.before != "" {
				before = content(t, c.before)
			}
			got := ""
			if i := impact.Suspension(ref, before, content(t, c.after)); i != nil {
				got = said(i)
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
	m := &object.Manifest{Ref: object.Ref{Group: "batch", Kind: "CronJob", Name: "a"}, Content: after, Sensitive: []object.Path{object.PathOf("spec", "schedule")}}
	if i := impact.FirstSchedule(m); i != nil {
		t.Errorf("marked now: %+v", i)
	}
	m.Sensitive = nil
	if i := impact.Schedule(m, &state.Entry{Sensitive: []object.Path{object.PathOf("spec", "schedule")}}, cronJobOf(t, `schedule: "@daily"`), after); i != nil {
		t.Errorf("marked before: %+v", i)
	}
}
