package ui

import (
	"fmt"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/plural"
)

// isJob and runsReplicas tell workloads of which kubectl shows COMPLETIONS from
// those of which it shows READY.
func isJob(ref object.Ref) bool { return kind.About(ref.GroupKind()).Pods == kind.RunsPods }

func runsReplicas(ref object.Ref) bool { return kind.About(ref.GroupKind()).IsReplicated() }

// podColumns are a workload's numbers under kubectl's names: READY, UP-TO-DATE
// and AVAILABLE; "-" where a kind has none.
func podColumns(ref object.Ref, s rollout.Status) (ready, updated, available string) {
	if !runsReplicas(ref) {
		return "-", "-", "-"
	}
	return fmt.Sprintf("%d/%d", s.Ready, s.Wanted), fmt.Sprint(s.Updated), fmt.Sprint(s.Available)
}

// podCounts writes a workload's numbers on one line, under kubectl's names; ""
// for kinds that have none.
func podCounts(ref object.Ref, s rollout.Status) string {
	switch {
	case runsReplicas(ref):
		return fmt.Sprintf("READY %d/%d, UP-TO-DATE %d, AVAILABLE %d", s.Ready, s.Wanted, s.Updated, s.Available)
	case isJob(ref) && s.Wanted > 0:
		return fmt.Sprintf("COMPLETIONS %d/%d", s.Succeeded, s.Wanted)
	}
	return ""
}

// achieved returns how far a rollout has come: Pods that are ready but of an earlier
// revision do not count.
func achieved(ref object.Ref, s rollout.Status) string {
	switch {
	case isJob(ref):
		return fmt.Sprintf("%d of %s succeeded", s.Succeeded, plural.Agree(s.Wanted, "Pod", "has", "have"))
	case !runsReplicas(ref):
		return "not ready"
	case s.Previous == 0 && s.UpdatedReady == s.Ready:
		return fmt.Sprintf("%d of %s ready", s.Ready, plural.Agree(s.Wanted, "Pod", "is", "are"))
	}
	return fmt.Sprintf("%d of %s updated and ready", s.UpdatedReady, plural.Agree(s.Wanted, "Pod", "is", "are"))
}

// serving returns how many Pods of the previous revision still serve; "" where
// there are none.
func serving(s rollout.Status) string {
	if s.Previous == 0 || s.Done {
		return ""
	}
	return fmt.Sprintf("%d of %s", s.PreviousReady, plural.Agree(s.Previous, "Pod", "of the previous revision still serves", "of the previous revision still serve"))
}

// heldText returns why a workload is as wanted although it does not run its template
// everywhere.
func heldText(h *rollout.Held, s rollout.Status) string {
	why := ", as configured"
	if !h.Configured {
		why = ", set by another field manager"
	}
	remaining := ""
	if left := max(s.Previous, s.Ready-s.Updated); left > 0 {
		remaining = ": " + plural.Agree(left, "Pod", "keeps", "keep") + " the previous revision"
	}
	switch h.By {
	case rollout.Paused:
		return "paused" + why + remaining
	case rollout.Partition:
		return fmt.Sprintf("partition %d", h.Partition) + why + remaining
	case rollout.OnDelete:
		if remaining != "" {
			remaining += " until deleted"
		}
		return "OnDelete" + why + remaining
	case rollout.Suspended:
		return "suspended" + why
	default:
		return "0 replicas" + why
	}
}
