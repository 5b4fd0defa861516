package plan

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

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
		return &Impact{Summary: "suspended: it does not run until spec.suspend is false"}
	case before != nil && is && !was:
		return &Impact{Summary: "suspended: its Pods are terminated, and it does not run until spec.suspend is false"}
	case was && !is:
		return &Impact{Summary: "no longer suspended: it runs"}
	}
	return nil
}

// scheduleWords returns when a CronJob runs, or would run if it were not suspended.
func scheduleWords(now string, is bool) string {
	if is {
		return "suspended; would run " + now
	}
	return "runs " + now
}

// pausing returns what a change of what holds a rollout does, where the Pod template
// does not change; "" where there is nothing to say.
func pausing(live, after map[string]any) string {
	if kind.Of(live) != kind.Deployment {
		return ""
	}
	was, is := at(live, "spec", "paused") == true, at(after, "spec", "paused") == true
	if is && !was {
		return "rollouts are paused: changes of the Pod template wait until spec.paused is false"
	}
	return ""
}

// releases reports whether a change lets Pods be replaced that were held back.
func releases(live, after map[string]any) bool {
	replicas := number(live, 1, "spec", "replicas")
	was, is := updateManner(live, replicas), updateManner(after, replicas)
	return was.held != "" && is.held == "" || is.held == "" && is.partition < was.partition
}
