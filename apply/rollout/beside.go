package rollout

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
)

// Around is what there is in the whole cluster of kinds on which the readiness of others
// depends, by kind. A kind that is not in it could not be read: nothing is said then of
// what there is.
type Around map[kind.GroupKind][]map[string]any

// surrounded is a workload whose readiness depends on what is around it.
type surrounded interface {
	// surroundings are the kinds without which it cannot be judged, and those that may
	// tell why it stands still.
	surroundings() (first, later []kind.GroupKind)
}

// Surroundings are the kinds of which all objects of the cluster matter to the readiness of
// a workload: those without which it cannot be judged at all, and those that may tell why
// it stands still.
func Surroundings(w Workload) (first, later []kind.GroupKind) {
	if s, ok := w.(surrounded); ok {
		return s.surroundings()
	}
	return nil, nil
}

// unserved is how long an object may be without any sign of a controller until it is
// said that there is none: longer than a controller takes that is restarted, and that has to be
// elected leader again.
const unserved = patience(30 * time.Second)

// untouched reports whether nothing has ever happened to an object of the stack, so that no
// controller may be there for it: no event is about it, it has no finalizer, and only the
// stack's manager has written to it.
func untouched(m *metav1.ObjectMeta, e Evidence) bool {
	return len(e.Warnings) == 0 && len(m.Finalizers) == 0 && len(m.ManagedFields) > 0 &&
		!slices.ContainsFunc(m.ManagedFields, func(f metav1.ManagedFieldsEntry) bool { return f.Manager != e.Manager })
}

// warnings finds the latest warning about an object that is no workload.
func warnings(e Evidence, summary fact.Code) []finding {
	var last *corev1.Event
	for _, w := range e.Warnings {
		if isWarning(w) && !lastSeen(w).Before(e.Since.Truncate(time.Second)) && (last == nil || later(w, last)) {
			last = w
		}
	}
	if last == nil {
		return nil
	}
	return []finding{{Cause: Cause{Reason: last.Reason, Detail: said(last.Message)}, word: NotReady, summary: summary, patience: never}}
}
