package rollouts

import (
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Same reports whether a line would say the same of two statuses.
func Same(w *words.Words, ref object.Ref, a, b rollout.Status) bool {
	return a.Word == b.Word && Counts(w, ref, a) == Counts(w, ref, b) && Explain(w, a) == Explain(w, b)
}

// Explain is the most telling cause of a status, which begins with Kubernetes' word for it,
// and its message, or what holds a workload that is as wanted.
func Explain(w *words.Words, s rollout.Status) string {
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
	return w.Say("%s (%s)", cause, text)
}

// WordColumn is how many columns the longest Word takes.
const WordColumn = len("Executing")

// Word is a workload's documented status.
func Word(w *words.Words, word rollout.Word) string {
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
	case rollout.Ready:
		return w.Say("Ready")
	}
	return string(word)
}

// Style is the colour of a status word.
func Style(s rollout.Status) ui.Style {
	switch {
	case s.Failed:
		return ui.Bad
	case s.Word == rollout.NotReady, s.Word == rollout.Abnormal, s.Word == rollout.Deleting:
		return ui.Caution
	case s.Word == rollout.Running, s.Word == rollout.Ready, s.Word == rollout.Completed, s.Word == rollout.Started:
		return ui.Good
	default:
		return ui.Plain
	}
}
