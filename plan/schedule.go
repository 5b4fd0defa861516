package plan

import (
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// impactOfFirstSchedule returns when a new CronJob runs; nil of other kinds.
func impactOfFirstSchedule(m *object.Manifest) *Impact {
	if m.Ref.GroupKind() != kind.CronJob {
		return nil
	}
	r := newRedaction(m, nil)
	return r.impactOfSchedule(nil, m.Content)
}

// impactOfSchedule returns when a CronJob runs, and when it ran before, where that
// changes, and whether it is suspended; nil where nothing of that changes, and of
// other kinds. Before is nil of a new object. What must not be shown is not put into words either.
func (r *redaction) impactOfSchedule(before, after map[string]any) *Impact {
	if r.manifest.Ref.GroupKind() != kind.CronJob {
		return nil
	}
	for _, field := range []string{"schedule", "timeZone", "suspend"} {
		if r.hides(fieldpath.MakePathOrDie("spec", field), "", "") {
			return nil
		}
	}
	now, was := runs(after), runs(before)
	summary := scheduleWords(now, suspended(after))
	if was != "" && now != was {
		summary += ", instead of " + was
	}
	switch {
	case was == "":
	case suspended(after) && !suspended(before):
		summary = "runs stop: " + summary
	case suspended(before) && !suspended(after):
		summary = "runs resume: " + summary
	case now == was:
		return nil
	}
	return &Impact{Summary: summary}
}

// runs returns when a CronJob runs: "every 5 minutes (Europe/Berlin)".
func runs(cronJob map[string]any) string {
	schedule, _ := at(cronJob, "spec", "schedule").(string)
	if schedule == "" {
		return ""
	}
	words := cronwords.English(schedule)
	if zone, _ := at(cronJob, "spec", "timeZone").(string); zone != "" {
		words += " (" + zone + ")"
	}
	return words
}
