package rollout

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/object"
)

// recreated is a workload whose kind can leave it to others to remove the Pods
// of an earlier revision.
type recreated interface {
	Workload
	leavesPods() bool
	observed() bool
	updated(p *corev1.Pod) bool
	selector() *metav1.LabelSelector
}

// Recreates reports whether wl itself removes a workload's Pods of an earlier
// revision, all at once: Kubernetes knows no such strategy for its kind.
func Recreates(w Workload) bool {
	r, ok := w.(recreated)
	return ok && r.leavesPods() && recreates(w.meta())
}

// PodSelector finds all Pods of a workload that is recreated, also those that it
// had before it was ours; empty for all others.
func PodSelector(w Workload) string {
	r, ok := w.(recreated)
	if !ok {
		return ""
	}
	return metav1.FormatLabelSelector(r.selector())
}

func recreates(m *metav1.ObjectMeta) bool {
	return m.Annotations[object.AnnotationUpgradeStrategy] == object.StrategyRecreate
}

// Outdated are the Pods that are to be removed for the workload to be
// recreated; none while its controller has not seen its latest change.
func Outdated(w Workload, e Evidence) []*corev1.Pod {
	r, ok := w.(recreated)
	if !ok || !Recreates(w) || !r.observed() || w.meta().DeletionTimestamp != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(e.Pods), func(p *corev1.Pod) bool { return p.DeletionTimestamp != nil || r.updated(p) })
}
