package ui

import (
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// sameOnALine reports whether a line would say the same of two statuses.
func sameOnALine(w *words.Words, ref object.Ref, a, b rollout.Status) bool {
	return a.Word == b.Word && podCounts(w, ref, a) == podCounts(w, ref, b) && explainStatus(w, a) == explainStatus(w, b)
}

// explainStatus is the status' message, or what holds a workload that is as
// wanted, and its most telling cause.
func explainStatus(w *words.Words, s rollout.Status) string {
	text := w.Text(s.Message)
	if s.Held != nil && s.Done {
		text = heldText(w, s.Held, s)
	}
	if len(s.Causes) == 0 {
		return text
	}
	c := s.Causes[0]
	cause := c.Reason
	if c.Claim != nil {
		cause = w.Say("%s (%s)", cause, claimText(w, c.Claim))
	}
	if detail := w.Text(c.Detail); detail != "" {
		cause = w.Say("%s: %s", cause, detail)
	}
	if text == "" {
		return cause
	}
	return w.Say("%s (%s)", text, cause)
}

// statusWord is a workload's documented status.
func statusWord(w *words.Words, word rollout.Word) string {
	switch word {
	case rollout.Waiting:
		return w.Say("Waiting")
	case rollout.Running:
		return w.Say("Running")
	case rollout.Executing:
		return w.Say("Executing")
	case rollout.Completed:
		return w.Say("Completed")
	case rollout.Started:
		return w.Say("Started")
	case rollout.Stopped:
		return w.Say("Stopped")
	case rollout.Deleting:
		return w.Say("Deleting")
	case rollout.NotReady:
		return w.Say("Not ready")
	case rollout.Abnormal:
		return w.Say("Abnormal")
	}
	return string(word)
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
func doneWord(w *words.Words, a plan.Action) string {
	switch a {
	case plan.Create:
		return w.Say("created")
	case plan.Update:
		return w.Say("updated")
	case plan.Replace:
		return w.Say("replaced")
	case plan.Rerun:
		return w.Say("run again")
	case plan.Adopt:
		return w.Say("adopted")
	case plan.Delete:
		return w.Say("deleted")
	default:
		return string(a)
	}
}

// notDone is that something could not be done to an object.
func notDone(w *words.Words, a plan.Action, ref object.Ref) string {
	switch a {
	case plan.Create:
		return w.Say("%s could not be created", ref)
	case plan.Update:
		return w.Say("%s could not be updated", ref)
	case plan.Replace:
		return w.Say("%s could not be replaced", ref)
	case plan.Rerun:
		return w.Say("%s could not be run again", ref)
	case plan.Adopt:
		return w.Say("%s could not be adopted", ref)
	case plan.Delete:
		return w.Say("%s could not be deleted", ref)
	default:
		return w.Say("%s could not be recorded", ref)
	}
}

// doingWord is what is being done to an object.
func doingWord(w *words.Words, a plan.Action) string {
	switch a {
	case plan.Create:
		return w.Say("creating")
	case plan.Update:
		return w.Say("updating")
	case plan.Replace:
		return w.Say("replacing")
	case plan.Rerun:
		return w.Say("running again")
	case plan.Adopt:
		return w.Say("adopting")
	case plan.Delete:
		return w.Say("deleting")
	default:
		return string(a)
	}
}

func duration(d time.Duration) string { return words.Duration(d) }
