package impact

import (
	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/redaction"
)

// ofFirstSchedule returns when a new CronJob runs; nil of other kinds.
func ofFirstSchedule(m *object.Manifest) *plan.Impact {
	if m.Ref.GroupKind() != kind.CronJob {
		return nil
	}
	r := redaction.Of(m, nil)
	return ofSchedule(m.Ref, &r, nil, m.Content)
}

// ofSchedule returns when a CronJob runs, and when it ran before, where that
// changes, and whether it is suspended; nil where nothing of that changes, and of
// other kinds. Before is nil of a new object. What must not be shown is not put into words either.
func ofSchedule(ref object.Ref, r *redaction.Object, before, after map[string]any) *plan.Impact {
	if ref.GroupKind() != kind.CronJob {
		return nil
	}
	for _, field := range []string{"schedule", "timeZone", "suspend"} {
		if r.Hides(object.PathOf("spec", field), object.Path{}, object.Path{}) {
			return nil
		}
	}
	now, was := runs(after), runs(before)
	code := plan.EffectSchedule
	switch {
	case now.schedule == "":
		return nil // a server would refuse it
	case was == (run{}):
	case suspended(after) && !suspended(before):
		code = plan.EffectScheduleStops
	case suspended(before) && !suspended(after):
		code = plan.EffectScheduleResumes
	case now.isSame(was):
		return nil
	}
	args := fact.Args{"schedule": now.schedule, "zone": now.zone, "suspended": suspended(after)}
	if !now.isSame(was) {
		args["schedule_before"], args["zone_before"] = was.schedule, was.zone
	}
	return of(code, args)
}

// run is when a CronJob runs.
type run struct{ schedule, zone string }

func runs(cronJob map[string]any) run {
	schedule, _ := object.At(cronJob, "spec", "schedule").(string)
	zone, _ := object.At(cronJob, "spec", "timeZone").(string)
	return run{schedule, zone}
}

// isSame reports whether two schedules mean the same, however they are written.
func (r run) isSame(other run) bool {
	return r.zone == other.zone && (r.schedule == other.schedule || cronwords.English(r.schedule) == cronwords.English(other.schedule))
}

func suspended(content map[string]any) bool { return object.At(content, "spec", "suspend") == true }

// ofSuspension reports whether a Job runs at all, where that is not what one
// expects or changes; nil where there is nothing to say, and of other kinds.
// Before is nil of a new object.
func ofSuspension(ref object.Ref, before, after map[string]any) *plan.Impact {
	if ref.GroupKind() != kind.Job {
		return nil
	}
	switch was, is := suspended(before), suspended(after); {
	case before == nil && is:
		return of(plan.EffectSuspended, nil)
	case before != nil && is && !was:
		return of(plan.EffectSuspends, nil)
	case was && !is:
		return of(plan.EffectResumes, nil)
	}
	return nil
}
