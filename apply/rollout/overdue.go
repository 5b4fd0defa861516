package rollout

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// overdueAfter is how long a Pod may be there beyond the moment at which its grace period ends,
// while its kubelet and the server are at work on its end.
const overdueAfter = 10 * time.Second

// overdueAt is when a Pod that is being deleted should be gone at the latest; the zero time of
// others.
func overdueAt(p *corev1.Pod) time.Time {
	if p.DeletionTimestamp == nil {
		return time.Time{}
	}
	return p.DeletionTimestamp.Add(overdueAfter) // it includes the grace period
}

// overdue reports whether a Pod should have been gone.
func (e Evidence) overdue(p *corev1.Pod) bool {
	at := overdueAt(p)
	return !at.IsZero() && !e.Now.IsZero() && !e.Now.Before(at)
}

// Leaving reports whether a Pod is being deleted: when it should be gone is then told by Now.
func (e Evidence) Leaving() bool {
	return slices.ContainsFunc(e.Pods, func(p *corev1.Pod) bool { return p.DeletionTimestamp != nil })
}

// leaves is how long it takes until the next Pod should be gone; false where none is to be.
func (e Evidence) leaves() (in time.Duration, ok bool) {
	for _, p := range e.Pods {
		if at := overdueAt(p); !e.Now.IsZero() && at.After(e.Now) && (!ok || at.Sub(e.Now) < in) {
			in, ok = at.Sub(e.Now), true
		}
	}
	return in, ok
}

// overdueFindings finds the Pods of every revision that should have been gone: those that come
// for them are not made before.
func overdueFindings(e Evidence) []finding {
	var found []finding
	for _, p := range e.Pods {
		if !e.overdue(p) {
			continue
		}
		since := p.DeletionTimestamp.UTC().Format(time.RFC3339)
		why := fact.New(KnownNotStopped, fact.Args{"since": since, "node": p.Spec.NodeName})
		if len(p.Finalizers) > 0 {
			why = fact.New(KnownFinalizers, fact.Args{"since": since, "finalizers": p.Finalizers})
		}
		found = append(found, finding{
			Cause: Cause{Reason: "Terminating", Pod: p.Name, Detail: why}, word: NotReady, summary: WrongPodStays, patience: never,
		})
	}
	return merge(found)
}

// withOverdue puts these before what else may resolve itself.
func withOverdue(found []finding, e Evidence) []finding {
	at := slices.IndexFunc(found, func(f finding) bool { return f.patience == never })
	if at < 0 {
		at = len(found)
	}
	return slices.Insert(slices.Clone(found), at, overdueFindings(e)...)
}
