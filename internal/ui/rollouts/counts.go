// Package rollouts makes the sentences about workloads' rollouts: how far one is, what is
// in its way, and what to do. The progress of an apply and the status of a stack show
// them.
//
//	rollouts.Explain(w, status) // the image cannot be pulled (ImagePullBackOff: …)
package rollouts

import (
	"fmt"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

// IsJob reports whether a workload is one of which kubectl shows COMPLETIONS.
func IsJob(ref object.Ref) bool { return kind.About(ref.GroupKind()).Pods == kind.RunsPods }

// runsReplicas reports whether a workload is one of which kubectl shows READY.
func runsReplicas(ref object.Ref) bool { return kind.About(ref.GroupKind()).IsReplicated() }

// Columns are a workload's numbers under kubectl's names: READY, UP-TO-DATE
// and AVAILABLE; "-" where a kind has none.
func Columns(ref object.Ref, s rollout.Status) (ready, updated, available string) {
	if !runsReplicas(ref) {
		return "-", "-", "-"
	}
	return fmt.Sprintf("%d/%d", s.Ready, s.Wanted), fmt.Sprint(s.Updated), fmt.Sprint(s.Available)
}

// Counts writes a workload's numbers on one line, under kubectl's names; ""
// for kinds that have none.
func Counts(w *words.Words, ref object.Ref, s rollout.Status) string {
	switch {
	case runsReplicas(ref):
		return w.Say("READY %d/%d, UP-TO-DATE %d, AVAILABLE %d", s.Ready, s.Wanted, s.Updated, s.Available)
	case IsJob(ref) && s.Wanted > 0:
		return w.Say("COMPLETIONS %d/%d", s.Succeeded, s.Wanted)
	}
	return ""
}

// Achieved returns how far a rollout has come: Pods that are ready but of an earlier
// revision do not count.
func Achieved(w *words.Words, ref object.Ref, s rollout.Status) string {
	switch {
	case IsJob(ref):
		return w.SayN(s.Wanted, "%[2]d of %[1]d Pod has succeeded", "%[2]d of %[1]d Pods have succeeded", s.Succeeded)
	case !runsReplicas(ref):
		return w.Say("not ready")
	case s.Previous == 0 && s.UpdatedReady == s.Ready:
		return w.SayN(s.Wanted, "%[2]d of %[1]d Pod is ready", "%[2]d of %[1]d Pods are ready", s.Ready)
	}
	return w.SayN(s.Wanted, "%[2]d of %[1]d Pod is updated and ready", "%[2]d of %[1]d Pods are updated and ready", s.UpdatedReady)
}

// Serving returns how many Pods of the previous revision still serve; "" where
// there are none.
func Serving(w *words.Words, s rollout.Status) string {
	if s.Previous == 0 || s.Done {
		return ""
	}
	return w.SayN(s.Previous, "%[2]d of %[1]d Pod of the previous revision still serves", "%[2]d of %[1]d Pods of the previous revision still serve", s.PreviousReady)
}

// heldText returns why a workload is as wanted although it does not run its template
// everywhere.
func heldText(w *words.Words, h *rollout.Held, s rollout.Status) string {
	text := w.Say("%s, as configured", holdText(w, h))
	if !h.Configured {
		text = w.Say("%s, set by another field manager", holdText(w, h))
	}
	left := max(s.Previous, s.Ready-s.Updated)
	switch {
	case left <= 0 || h.By == rollout.Suspended || h.By == rollout.NoReplicas:
		return text
	case h.By == rollout.OnDelete:
		return w.Say("%s: %s", text, w.SayN(left, "%d Pod keeps the previous revision until deleted", "%d Pods keep the previous revision until deleted"))
	}
	return w.Say("%s: %s", text, w.SayN(left, "%d Pod keeps the previous revision", "%d Pods keep the previous revision"))
}

func holdText(w *words.Words, h *rollout.Held) string {
	switch h.By {
	case rollout.Paused:
		return w.Say("paused")
	case rollout.Partition:
		return w.Say("partition %d", h.Partition)
	case rollout.OnDelete:
		return "OnDelete"
	case rollout.Suspended:
		return w.Say("suspended")
	default:
		return w.Say("0 replicas")
	}
}
