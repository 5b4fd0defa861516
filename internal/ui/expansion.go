package ui

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/apply/rollout"
)

// expansions prints what keeps claims from being as large as they are to be.
func (p *printer) expansions(b *board, scope Scope) {
	for _, x := range b.expanding {
		text := expansionText(x.Expansion, x.Claim.Namespace, scope.context(x.cluster))
		if scope.many() {
			text = x.cluster + ": " + text
		}
		p.text(0, plain, text)
	}
}

// expansionText returns how large a claim is and is to be, what that waits for, and
// what to do.
func expansionText(x rollout.Expansion, namespace, context string) string {
	command := kubectl(context, namespace)
	text := fmt.Sprintf("The claim %s has %s of %s", x.Claim, x.Has, x.Wants)
	if x.Reason != "" {
		text += " (" + x.Reason + ")"
	}
	switch {
	case x.AwaitsRestart() && len(x.Pods) == 0:
		return text + ": its file system is expanded when a Pod that uses it starts."
	case x.AwaitsRestart():
		return fmt.Sprintf("%s: its file system is not expanded yet. If the driver does not do that while a Pod uses the claim, restart the Pod: %s delete pod %s.", text, command, x.Pods[0])
	case x.Detail != "":
		text += ": " + x.Detail
	default:
		text += ": its volume is not expanded yet"
	}
	return fmt.Sprintf("%s. See its events: %s describe pvc %s.", strings.TrimSuffix(text, "."), command, x.Claim)
}
