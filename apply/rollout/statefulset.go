package rollout

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/statefulset"
)

type statefulSet struct {
	computed
	*appsv1.StatefulSet
}

func (s statefulSet) meta() *metav1.ObjectMeta { return &s.ObjectMeta }

// assess follows kstatus: the controller has seen the latest generation, every
// Pod that the partition lets be updated is, and all are available. With the
// strategy OnDelete the revision of Pods is no concern of the rollout.
func (s statefulSet) assess(e Evidence) assessment {
	wanted := int64(valueOr(s.Spec.Replicas, 1))
	a := assessment{Status: Status{Word: Waiting, Counts: Counts{
		Ready: int64(s.Status.ReadyReplicas), Wanted: wanted, Available: int64(s.Status.AvailableReplicas),
	}}}
	if !s.observed() {
		a.Message = plain(AwaitsController)
		return a
	}
	current, former := s.split(e.Pods)
	updated, replicas := int64(s.Status.UpdatedReplicas), int64(s.Status.Replicas)
	target := max(0, wanted-statefulset.Partition(s.StatefulSet))
	a.Updated, a.Held = updated, s.held(e)
	a.countPods(e.Pods, s.updated)
	a.achieved = readyPods(current) + min(int64(len(current)), wanted)
	a.findings = s.findings(current, former, e)
	others, ready := s.beside(e.Pods)
	switch available := min(a.Available, ready); {
	case others > 0 && max(0, replicas-others) < wanted:
		a.Message = progress(AwaitsCreated, max(0, replicas-others), wanted)
	case others > 0:
		a.Message = some(AwaitsRemoval, others)
	case replicas < wanted:
		a.Message = progress(AwaitsCreated, replicas, wanted)
	case replicas > wanted:
		a.Message = some(AwaitsRemoval, replicas-wanted)
	case !s.onDelete() && len(s.outworn(e.Pods)) > 0:
		a.Message = some(AwaitsReplaced, int64(len(s.outworn(e.Pods))))
	case !s.onDelete() && updated < target:
		a.Message = progress(AwaitsUpdated, updated, target)
	case available < wanted:
		a.Message = unavailable(readyPods(current), a.Ready, available, wanted, s.Spec.MinReadySeconds)
	case s.replacing(e.Pods) > 0:
		a.Message = progress(AwaitsReady, wanted-s.replacing(e.Pods), wanted)
	case !s.leavesPods() && statefulset.Partition(s.StatefulSet) == 0 && s.Status.CurrentRevision != s.Status.UpdateRevision:
		a.Message = plain(AwaitsCompletion)
	default:
		a.Word, a.Done = Running, true
	}
	return a
}

// beside counts the Pods that have other ordinals than the wanted ones, which the controller
// counts as all others, and of the wanted ones how many may be ready: those that are, where all
// of them are seen.
func (s statefulSet) beside(pods []*corev1.Pod) (others, ready int64) {
	wanted := statefulset.InRange(s.StatefulSet, pods)
	others = int64(len(pods) - len(wanted))
	if replicas := statefulset.Replicas(s.StatefulSet); int64(len(wanted)) < replicas {
		return others, replicas
	}
	return others, readyPods(wanted)
}

// held is what the StatefulSet is held by.
func (s statefulSet) held(e Evidence) *Held {
	switch {
	case valueOr(s.Spec.Replicas, 1) == 0:
		return held(NoReplicas, &s.ObjectMeta, e.Manager)
	case s.Status.CurrentRevision == s.Status.UpdateRevision:
		return nil
	case s.onDelete():
		return held(OnDelete, &s.ObjectMeta, e.Manager)
	case statefulset.Partition(s.StatefulSet) > 0:
		h := held(Partition, &s.ObjectMeta, e.Manager)
		h.Partition = statefulset.Partition(s.StatefulSet)
		return h
	}
	return nil
}

// onDelete reports whether it is left to people to remove Pods of an earlier
// revision.
func (s statefulSet) onDelete() bool { return s.leavesPods() && !recreates(&s.ObjectMeta) }

func (s statefulSet) leavesPods() bool {
	return statefulset.LeavesPods(s.StatefulSet)
}

func (s statefulSet) selector() *metav1.LabelSelector { return s.Spec.Selector }

func (s statefulSet) observed() bool { return s.Status.ObservedGeneration >= s.Generation }

// updated reports whether a Pod is of the wanted revision.
func (s statefulSet) updated(p *corev1.Pod) bool {
	return statefulset.Revision(p) == s.Status.UpdateRevision
}

// split tells the Pods that are of the wanted revision, or may stay as they
// are, from those still to be replaced or removed.
func (s statefulSet) split(pods []*corev1.Pod) (current, former []*corev1.Pod) {
	start := statefulset.Start(s.StatefulSet)
	end := start + int64(valueOr(s.Spec.Replicas, 1))
	outworn := s.outworn(pods)
	for _, p := range pods {
		n := statefulset.Ordinal(p)
		kept := n < start+statefulset.Partition(s.StatefulSet) || s.updated(p)
		stays := s.onDelete() || kept && !slices.Contains(outworn, p)
		if n >= start && n < end && stays {
			current = append(current, p)
		} else {
			former = append(former, p)
		}
	}
	return current, former
}

func (s statefulSet) findings(current, former []*corev1.Pod, e Evidence) []finding {
	found := podFindings(current, e)
	if int64(len(statefulset.InRange(s.StatefulSet, e.Pods))) < statefulset.Replicas(s.StatefulSet) {
		found = append(found, refusals(&s.ObjectMeta, e)...)
	}
	if len(found) == 0 {
		found = s.blocking(e)
	}
	if len(found) == 0 {
		found = complaints(&s.ObjectMeta, e)
	}
	return merge(found)
}
