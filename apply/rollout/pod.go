package rollout

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// pod is a Pod that stands for itself. It is ready when it is Ready, or has run to its end; what
// keeps it from that is told as of a workload's Pods, and with the same patience. kstatus knows
// a Pod that has failed as one that is as wanted, and goes by the clock of this machine.
type pod struct {
	assessed
	*corev1.Pod
}

func (p pod) meta() *metav1.ObjectMeta { return &p.ObjectMeta }

func (p pod) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: progress(AwaitsReady, 0, 1)}}
	switch {
	case p.Status.Phase == corev1.PodSucceeded:
		a.ready()
	case p.Status.Phase == corev1.PodFailed:
		a.Message, a.findings = plain(EndedFailed), p.failure()
	case p.Status.ObservedGeneration != 0 && p.Status.ObservedGeneration < p.Generation:
		a.Message = plain(AwaitsController)
	case isReady(p.Pod), e.Own != nil && e.Own.Met:
		a.ready()
	default:
		a.findings = p.findings(e)
	}
	return a
}

// findings are why it is not ready.
func (p pod) findings(e Evidence) []finding {
	e.Warnings = slices.DeleteFunc(slices.Clone(e.Warnings), func(w *corev1.Event) bool { return !isWarning(w) })
	found := podFindings([]*corev1.Pod{p.Pod}, e)
	for i := range found {
		found[i].word = NotReady
	}
	return merge(found)
}

// failure is how a Pod has ended that nothing starts again.
func (p pod) failure() []finding {
	found := failures([]*corev1.Pod{p.Pod})
	if !slices.ContainsFunc(found, func(f finding) bool { return f.Container == "" }) && (p.Status.Reason != "" || len(found) == 0) {
		why := Cause{Reason: "Failed", Pod: p.Name}
		if p.Status.Reason != "" {
			why.Reason, why.Detail = p.Status.Reason, said(p.Status.Message)
		}
		found = append([]finding{{Cause: why}}, found...)
	}
	for i := range found {
		found[i].word, found[i].summary, found[i].patience = NotReady, WrongPodFailed, atOnce
	}
	return merge(found)
}
