package ui

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/plural"
)

// noticeText is what is said of an event that belongs to no line of an object;
// empty for any other.
func noticeText(event apply.Event) string {
	switch e := event.(type) {
	case apply.Notice:
		return e.Text
	case apply.ServerSilent:
		return fmt.Sprintf("the API server has not answered for %s: %v. wl waits for it.", duration(e.Elapsed), e.Err)
	case apply.ServerBack:
		return fmt.Sprintf("the API server answers again, after %s.", duration(e.Elapsed))
	case apply.PodsReplaced:
		return fmt.Sprintf("%s: deleting %s%s.", e.Object, podNames(e.Pods), replacedBecause(e.Because, len(e.Pods)))
	}
	return ""
}

// podNames names Pods, all where they are few.
func podNames(names []string) string {
	const few = 3
	switch n := len(names); {
	case n == 1:
		return "the Pod " + names[0]
	case n <= few:
		return "the Pods " + list(names)
	default:
		return plural.Count(n, "Pod")
	}
}

// replacedBecause returns why wl deletes Pods.
func replacedBecause(because rollout.ReplacedBecause, n int) string {
	switch because {
	case rollout.Recreated:
		return " of an earlier revision, all at once"
	case rollout.Outworn:
		if n == 1 {
			return ", because a running Pod cannot use the changed claim templates; its replacement does"
		}
		return ", because running Pods cannot use the changed claim templates; their replacements do"
	case rollout.Blocking:
		if n == 1 {
			return ", which is not ready, is not of the target revision, and blocks the rollout"
		}
		return ", which are not ready, are not of the target revision, and block the rollout"
	}
	return ""
}

// waitsText returns what the end of a deleted object waits for.
func waitsText(waits []apply.Wait) string {
	texts := make([]string, len(waits))
	for i, w := range waits {
		texts[i] = w.String()
	}
	return "waits for " + strings.Join(texts, "; ")
}
