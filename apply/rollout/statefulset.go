package rollout

import (
	"fmt"
	"strconv"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type statefulSet struct{ *appsv1.StatefulSet }

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
		a.Message = unobserved
		return a
	}
	current, former := s.split(e.Pods)
	updated, replicas := int64(s.Status.UpdatedReplicas), int64(s.Status.Replicas)
	target := max(0, wanted-s.partition())
	a.Updated, a.Held = updated, s.held(e)
	a.countPods(e.Pods, s.updated)
	a.achieved = readyPods(current) + min(int64(len(current)), wanted)
	a.findings = s.findings(current, former, e)
	switch available := a.Available; {
	case replicas < wanted:
		a.Message = progress(replicas, wanted, "created")
	case replicas > wanted:
		a.Message = counted(replicas-wanted, "Pod") + " to remove"
	case !s.onDelete() && updated < target:
		a.Message = progress(updated, target, "updated")
	case available < wanted:
		a.Message = unavailable(readyPods(current), a.Ready, available, wanted, s.Spec.MinReadySeconds)
	case !s.leavesPods() && s.partition() == 0 && s.Status.CurrentRevision != s.Status.UpdateRevision:
		a.Message = "waiting for the controller to conclude the update"
	default:
		a.Word, a.Done = Running, true
	}
	return a
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
	case s.partition() > 0:
		h := held(Partition, &s.ObjectMeta, e.Manager)
		h.Partition = s.partition()
		return h
	}
	return nil
}

// onDelete says whether it is left to people to remove Pods of an earlier
// revision.
func (s statefulSet) onDelete() bool { return s.leavesPods() && !recreates(&s.ObjectMeta) }

func (s statefulSet) leavesPods() bool {
	return s.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType
}

func (s statefulSet) selector() *metav1.LabelSelector { return s.Spec.Selector }

func (s statefulSet) observed() bool { return s.Status.ObservedGeneration >= s.Generation }

// updated says whether a Pod is of the wanted revision.
func (s statefulSet) updated(p *corev1.Pod) bool {
	return p.Labels[appsv1.StatefulSetRevisionLabel] == s.Status.UpdateRevision
}

// partition is the number of Pods, from the lowest ordinal on, that keep their
// revision.
func (s statefulSet) partition() int64 {
	if r := s.Spec.UpdateStrategy.RollingUpdate; r != nil {
		return int64(valueOr(r.Partition, 0))
	}
	return 0
}

// split tells the Pods that are of the wanted revision, or may stay as they
// are, from those still to be replaced or removed.
func (s statefulSet) split(pods []*corev1.Pod) (current, former []*corev1.Pod) {
	var start int64
	if s.Spec.Ordinals != nil {
		start = int64(s.Spec.Ordinals.Start)
	}
	end := start + int64(valueOr(s.Spec.Replicas, 1))
	for _, p := range pods {
		n := ordinal(p)
		stays := s.onDelete() || n < start+s.partition() || s.updated(p)
		if n >= start && n < end && stays {
			current = append(current, p)
		} else {
			former = append(former, p)
		}
	}
	return current, former
}

func ordinal(p *corev1.Pod) int64 {
	n, err := strconv.ParseInt(p.Name[strings.LastIndexByte(p.Name, '-')+1:], 10, 32)
	if err != nil {
		return -1 // not named as a StatefulSet names its Pods
	}
	return n
}

func (s statefulSet) findings(current, former []*corev1.Pod, e Evidence) []finding {
	found := podFindings(current, e)
	if int64(len(current)+len(former)) < int64(valueOr(s.Spec.Replicas, 1)) {
		found = append(found, refusals(&s.ObjectMeta, e)...)
	}
	if len(found) == 0 && s.Spec.PodManagementPolicy != appsv1.ParallelPodManagement && !recreates(&s.ObjectMeta) {
		found = s.blocking(former, e)
	}
	return merge(found)
}

// blocking finds Pods of an earlier revision that hold up the update: with the
// policy OrderedReady no Pod is replaced while another is not ready, and so a
// broken one is not replaced by its own fix.
func (s statefulSet) blocking(former []*corev1.Pod, e Evidence) []finding {
	var found []finding
	for _, f := range podFindings(former, e) {
		if f.patience == never {
			continue
		}
		f.patience = grace
		f.summary = "a Pod of an earlier revision blocks the update"
		f.Detail += fmt.Sprintf("; it is of an earlier revision and is replaced only when deleted: kubectl delete pod -n %s %s", s.Namespace, f.Pod)
		found = append(found, f)
	}
	return found
}
