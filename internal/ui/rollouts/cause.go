package rollouts

import (
	"strings"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Cause names the reason, who has it, and the details.
func Cause(w *words.Words, c rollout.Cause) string {
	var who []string
	if c.Claim != nil {
		who = append(who, claimText(w, c.Claim))
	}
	if c.Container != "" {
		who = append(who, w.Say("container %s", c.Container))
	}
	switch {
	case c.Pod != "" && c.Count > 1:
		who = append(who, w.Say("%d Pods, such as %s", c.Count, c.Pod))
	case c.Pod != "":
		who = append(who, w.Say("Pod %s", c.Pod))
	}
	text := c.Reason
	if len(who) > 0 {
		text = w.Say("%s (%s)", text, strings.Join(who, w.Say(", ")))
	}
	if detail := w.Text(c.Detail); detail != "" {
		text = w.Say("%s: %s", text, detail)
	}
	if len(c.MissingSecrets) > 0 {
		text += w.Say("; missing image pull Secrets: %s", strings.Join(c.MissingSecrets, w.Say(", ")))
	}
	return text
}

// claimText names the claim at which a cause stands.
func claimText(w *words.Words, c *rollout.Claim) string {
	if c.Class != "" {
		return w.Say("claim %s of class %s", c.Name, c.Class)
	}
	return w.Say("claim %s", c.Name)
}
