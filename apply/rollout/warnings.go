package rollout

import (
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// latestWarnings finds the latest warning about each object, by its UID. Those
// that repeat what a Pod's status says better do not count.
func latestWarnings(events []*corev1.Event) map[string]*corev1.Event {
	latest := map[string]*corev1.Event{}
	for _, w := range events {
		if w.Reason == "FailedScheduling" || w.Reason == "BackOff" || w.Reason == noPullSecret {
			continue
		}
		uid := string(w.InvolvedObject.UID)
		if other := latest[uid]; other == nil || lastSeen(other).Before(lastSeen(w)) {
			latest[uid] = w
		}
	}
	return latest
}

// refusals finds that a controller was refused the creation of Pods, which
// only its events tell. A Pod created at the same time or later disproves it.
func refusals(workload *metav1.ObjectMeta, e Evidence) []finding {
	w := latestWarnings(e.Warnings)[string(workload.UID)]
	if w == nil || w.Reason != "FailedCreate" || lastSeen(w).Before(e.Since.Truncate(time.Second)) {
		return nil
	}
	leaving := false
	for _, p := range e.Pods {
		if !p.CreationTimestamp.Time.Before(lastSeen(w)) {
			return nil
		}
		leaving = leaving || p.DeletionTimestamp != nil
	}
	return []finding{refused(w.Reason, w.Message, leaving)}
}

// complaints finds what a controller says that it cannot do for a workload, other
// than to create its Pods: to change them, say. What is older than the rollout
// tells of an earlier one.
func complaints(workload *metav1.ObjectMeta, e Evidence) []finding {
	w := latestWarnings(e.Warnings)[string(workload.UID)]
	if w == nil || !strings.HasPrefix(w.Reason, "Failed") || w.Reason == "FailedCreate" || lastSeen(w).Before(e.Since.Truncate(time.Second)) {
		return nil
	}
	for _, p := range e.Pods {
		if !p.CreationTimestamp.Time.Before(lastSeen(w)) {
			return nil // it has come forward since
		}
	}
	return []finding{{
		Cause:    Cause{Reason: w.Reason, Detail: said(w.Message)},
		word:     Waiting,
		summary:  WrongChange,
		patience: never,
	}}
}

// warned is what a warning about a Pod says, and whether what a volume is made of
// does not exist, which the kubelet has only words for.
func warned(w *corev1.Event) fact.Fact {
	if w.Reason == "FailedMount" && strings.Contains(w.Message, "not found") {
		return saidAs(KnownMountMissing, w.Message)
	}
	return said(w.Message)
}

// lastSeen is when an event last happened, in whole seconds, to be compared
// with creation timestamps. Events have three ways to say it.
func lastSeen(w *corev1.Event) time.Time {
	switch {
	case w.Series != nil && !w.Series.LastObservedTime.IsZero():
		return w.Series.LastObservedTime.Truncate(time.Second)
	case !w.LastTimestamp.IsZero():
		return w.LastTimestamp.Time
	}
	return w.EventTime.Truncate(time.Second)
}

// containerOf is the container that an event is about:
// "spec.containers{nginx}" names nginx.
func containerOf(w *corev1.Event) string {
	_, rest, _ := strings.Cut(w.InvolvedObject.FieldPath, "{")
	name, _, _ := strings.Cut(rest, "}")
	return name
}
