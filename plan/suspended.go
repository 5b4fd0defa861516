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
		return impactOf(EffectSuspended, nil)
	case before != nil && is && !was:
		return impactOf(EffectSuspends, nil)
	case was && !is:
		return impactOf(EffectResumes, nil)
	}
	return nil
}

// pauses reports whether a change holds rollouts back from now on, where the Pod
// template does not change.
func pauses(live, after map[string]any) bool {
	return kind.Of(live) == kind.Deployment && at(live, "spec", "paused") != true && at(after, "spec", "paused") == true
}

// releases reports whether a change lets Pods be replaced that were held back.
func releases(live, after map[string]any) bool {
	replicas := number(live, 1, "spec", "replicas")
	was, is := updateManner(live, replicas), updateManner(after, replicas)
	return was.held != "" && is.held == "" || is.held == "" && is.partition < was.partition
}
