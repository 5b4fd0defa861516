package ui

import (
	"fmt"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// sameOnALine reports whether a line would say the same of two statuses.
func sameOnALine(ref object.Ref, a, b rollout.Status) bool {
	return a.Word == b.Word && podCounts(ref, a) == podCounts(ref, b) && explainStatus(a) == explainStatus(b)
}

// explainStatus is the status' message, or what holds a workload that is as
// wanted, and its most telling cause.
func explainStatus(s rollout.Status) string {
	text := s.Message
	if s.Held != nil && s.Done {
		text = heldText(s.Held, s)
	}
	if len(s.Causes) == 0 {
		return text
	}
	c := s.Causes[0]
	cause := c.Reason
	if c.Claim != nil {
		cause += " (" + claimText(c.Claim) + ")"
	}
	if c.Detail != "" {
		cause += ": " + c.Detail
	}
	if text == "" {
		return cause
	}
	return text + " (" + cause + ")"
}

// wordStyle is the colour of a status word.
func wordStyle(s rollout.Status) style {
	switch {
	case s.Failed:
		return bad
	case s.Word == rollout.NotReady, s.Word == rollout.Abnormal, s.Word == rollout.Deleting:
		return caution
	case s.Word == rollout.Running, s.Word == rollout.Completed, s.Word == rollout.Started:
		return good
	default:
		return plain
	}
}

// doneWord is what has been done to an object.
func doneWord(a plan.Action) string {
	switch a {
	case plan.Create:
		return "created"
	case plan.Update:
		return "updated"
	case plan.Replace:
		return "replaced"
	case plan.Rerun:
		return "run again"
	case plan.Adopt:
		return "adopted"
	case plan.Delete:
		return "deleted"
	default:
		return string(a)
	}
}

// doingWord is what is being done to an object.
func doingWord(a plan.Action) string {
	switch a {
	case plan.Create:
		return "creating"
	case plan.Update:
		return "updating"
	case plan.Replace:
		return "replacing"
	case plan.Rerun:
		return "running again"
	case plan.Adopt:
		return "adopting"
	case plan.Delete:
		return "deleting"
	default:
		return string(a)
	}
}

// duration writes a duration in whole seconds: "12s", "1m05s", "2h03m".
func duration(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return fmt.Sprintf("%ds", s)
	case s < 3600:
		return fmt.Sprintf("%dm%02ds", s/60, s%60)
	default:
		return fmt.Sprintf("%dh%02dm", s/3600, s/60%60)
	}
}
