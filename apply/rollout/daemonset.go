package rollout

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type daemonSet struct {
	computed
	*appsv1.DaemonSet
}

func (d daemonSet) meta() *metav1.ObjectMeta { return &d.ObjectMeta }

// assess follows kstatus: the controller has seen the latest generation, the
// Pod of every node is updated, and all are available. With the strategy
// OnDelete the revision of Pods is no concern of the rollout, unless wl itself
// removes the former ones.
func (d daemonSet) assess(e Evidence) assessment {
	wanted := int64(d.Status.DesiredNumberScheduled)
	a := assessment{Status: Status{Word: Waiting, Counts: Counts{
		Ready: int64(d.Status.NumberReady), Wanted: wanted, Available: int64(d.Status.NumberAvailable),
	}}}
	if !d.observed() {
		a.Message = plain(AwaitsController)
		return a
	}
	current := slices.DeleteFunc(slices.Clone(e.Pods), func(p *corev1.Pod) bool { return !d.onDelete() && !d.updated(p) })
	updated := int64(d.Status.UpdatedNumberScheduled)
	a.Updated = updated
	if d.onDelete() && updated < wanted {
		a.Held = held(OnDelete, &d.ObjectMeta, e.Manager)
	}
	a.countPods(e.Pods, d.updated)
	a.achieved = readyPods(current) + min(int64(len(current)), wanted)
	found := podFindings(current, e)
	if int64(len(e.Pods)) < wanted {
		found = append(found, refusals(&d.ObjectMeta, e)...)
	}
	if len(found) == 0 {
		found = complaints(&d.ObjectMeta, e)
	}
	a.findings = merge(found)
	switch available := a.Available; {
	case int64(d.Status.CurrentNumberScheduled) < wanted:
		a.Message = progress(AwaitsCreated, int64(d.Status.CurrentNumberScheduled), wanted)
	case !d.onDelete() && updated < wanted:
		a.Message = progress(AwaitsUpdated, updated, wanted)
	case available < wanted:
		a.Message = unavailable(readyPods(current), a.Ready, available, wanted, d.Spec.MinReadySeconds)
	default:
		a.Word, a.Done = Running, true
	}
	return a
}

// onDelete reports whether it is left to people to remove Pods of an earlier
// revision.
func (d daemonSet) onDelete() bool { return d.leavesPods() && !recreates(&d.ObjectMeta) }

func (d daemonSet) leavesPods() bool {
	return d.Spec.UpdateStrategy.Type == appsv1.OnDeleteDaemonSetStrategyType
}

func (d daemonSet) selector() *metav1.LabelSelector { return d.Spec.Selector }

func (d daemonSet) observed() bool { return d.Status.ObservedGeneration >= d.Generation }

// updated reports whether a Pod is of the wanted revision. The DaemonSet names its
// template's generation, and each Pod the one it was made from.
func (d daemonSet) updated(p *corev1.Pod) bool {
	generation := d.Annotations[appsv1.DeprecatedTemplateGeneration]
	return generation == "" || p.Labels["pod-template-generation"] == generation
}
