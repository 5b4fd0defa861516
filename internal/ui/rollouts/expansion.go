package rollouts

import (
	"strings"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Expansion returns how large a claim is and is to be, what that waits for, and
// what to do.
func Expansion(w *words.Words, x rollout.Expansion, namespace string, way plan.Way) string {
	command := kubectl(way, namespace)
	text := w.Say("The claim %s has %s of %s", x.Claim, x.Has, x.Wants)
	if x.Reason != "" {
		text = w.Say("%s (%s)", text, x.Reason)
	}
	switch {
	case x.AwaitsRestart() && len(x.Pods) == 0:
		return w.Say("%s: its file system is expanded when a Pod that uses it starts.", text)
	case x.AwaitsRestart():
		return w.Say("%s: its file system is not expanded yet. If the driver does not do that while a Pod uses the claim, restart the Pod: %s delete pod %s.", text, command, x.Pods[0])
	case x.Detail != "":
		text = w.Say("%s: %s", text, strings.TrimSuffix(x.Detail, "."))
	default:
		text = w.Say("%s: its volume is not expanded yet", text)
	}
	return w.Say("%s. See its events: %s describe pvc %s.", text, command, x.Claim)
}
