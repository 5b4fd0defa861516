package plan

import (
	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// impactOfFirstSchedule returns when a new CronJob runs; nil of other kinds.
func impactOfFirstSchedule(m *object.Manifest) *Impact {
	if m.Ref.GroupKind() != kind.CronJob {
		return nil
	}
	r := newRedaction(m, nil)
	return impactOfSchedule(m.Ref, &r, nil, m.Content)
}

// impactOfSchedule returns when a CronJob runs, and when it ran before, where that
// changes, and whether it is suspended; nil where nothing of that changes, and of
// other kinds. Before is nil of a new object. What must not be shown is not put into words either.
func impactOfSchedule(ref object.Ref, r *redaction, before, after map[string]any) *Impact {
	if ref.GroupKind() != kind.CronJob {
		return nil
	}
	for _, field := range []string{"schedule", "timeZone", "suspend"} {
		if r.hides(object.PathOf("spec", field), object.Path{}, object.Path{}) {
			return nil
		}
	}
	now, was := runs(after), runs(before)
	code := EffectSchedule
	switch {
	case was == (run{}):
	case suspended(after) && !suspended(before):
		code = EffectScheduleStops
	case suspended(before) && !suspended(after):
		code = EffectScheduleResumes
	case now.isSame(was):
		return nil
	}
	args := fact.Args{"schedule": now.schedule, "zone": now.zone, "suspended": suspended(after)}
	if !now.isSame(was) {
		args["schedule_before"], args["zone_before"] = was.schedule, was.zone
	}
	return impactOf(code, args)
}

// run is when a CronJob runs.
type run struct{ schedule, zone string }

func runs(cronJob map[string]any) run {
	schedule, _ := at(cronJob, "spec", "schedule").(string)
	zone, _ := at(cronJob, "spec", "timeZone").(string)
	return run{schedule, zone}
}

// isSame reports whether two schedules mean the same, however they are written.
func (r run) isSame(other run) bool {
	return r.zone == other.zone && (r.schedule == other.schedule || cronwords.English(r.schedule) == cronwords.English(other.schedule))
}

func suspended(content map[string]any) bool { return at(content, "spec", "suspend") == true }

// impactOfSuspension reports whether a Job runs at all, where that is not what one
// expects or changes; nil where there is nothing to say, and of other kinds.
// Before is nil of a new object.
func impactOfSuspension(ref object.Ref, before, after map[string]any) *Impact {
	if ref.GroupKind() != kind.Job {
		return nil
	}
	switch was, is := suspended(before), suspended(after); {
	case before == nil && is:
		return impactOf(EffectSuspended, nil)
	case before != nil && is && !was:
		return impactOf(EffectSuspends, nil)
	case was && !is:
		return impactOf(EffectResumes, nil)
	}
	return nil
}
