package rollouts

import (
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Former finds the cause that a Pod of an earlier revision blocks a rollout.
func Former(s rollout.Status) (rollout.Cause, bool) {
	for _, c := range s.Causes {
		if c.Former && !s.Done {
			return c, true
		}
	}
	return rollout.Cause{}, false
}

// BlockedAdvice returns what to do about such a Pod.
func BlockedAdvice(w *words.Words, c rollout.Cause, way plan.Way, namespace, after string) string {
	return w.Say("The Pod %s is of an earlier revision, and its controller does not replace it while it is not ready. Delete it: %s delete pod %s. %s",
		c.Pod, kubectl(way, namespace), c.Pod, after)
}

// kubectl is the beginning of a command that can be pasted as it is; of cluster-scoped
// objects the namespace is empty.
func kubectl(way plan.Way, namespace string) string {
	command := []string{"kubectl"}
	if way.Kubeconfig != "" {
		command = append(command, "--kubeconfig", way.Kubeconfig)
	}
	if way.Context != "" {
		command = append(command, "--context", way.Context)
	}
	if namespace != "" {
		command = append(command, "-n", namespace)
	}
	return typeset.Command(command...)
}
