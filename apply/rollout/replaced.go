package rollout

import (
	"cmp"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

// ReplacedBecause says why Pods are to be deleted that their controller does not
// replace by itself.
type ReplacedBecause string

// The reasons to delete Pods.
const (
	// Recreated Pods are of an earlier revision of a workload that wl recreates.
	Recreated ReplacedBecause = "recreate"
	// Outworn Pods do not use the claims that the StatefulSet's templates make. A
	// Pod's volumes cannot be changed, and its controller tries that for ever.
	Outworn ReplacedBecause = "claim_templates"
	// Blocking Pods are not ready, of another revision than the wanted one, and in
	// the way: their controller waits for them to become ready first.
	Blocking ReplacedBecause = "blocking"
)

// Replaced is a Pod that is to be deleted for a rollout to come forward.
type Replaced struct {
	Pod     *corev1.Pod
	Because ReplacedBecause
	// After is how long it is to have been so before it is deleted.
	After time.Duration
}

// How long a Pod of an unwanted revision may be not ready before it is deleted. One
// that fails has been given up by its kubelet already; one that starts may be at
// work on its data and is given more time, though its end is sure.
const (
	blockedUnready  = 10 * time.Second
	blockedStarting = time.Minute
)

// ToReplace lists the Pods of a workload that have to be deleted by somebody else
// than its controller, in the order in which that is to be done; none while the
// controller has not seen the workload's latest change. Of those that are deleted
// one after the other it is the next one alone.
func ToReplace(w Workload, e Evidence) []Replaced {
	if w.meta().DeletionTimestamp != nil {
		return nil
	}
	var all []Replaced
	for _, p := range Outdated(w, e) {
		all = append(all, Replaced{Pod: p, Because: Recreated})
	}
	s, ok := w.(statefulSet)
	if !ok || len(all) > 0 || !s.observed() || s.onDelete() {
		return all
	}
	if outworn := s.outworn(e.Pods); recreates(&s.ObjectMeta) {
		for _, p := range outworn {
			all = append(all, Replaced{Pod: p, Because: Outworn})
		}
		return all
	} else if len(outworn) > 0 && s.mayGo(outworn[0], e.Pods) {
		return []Replaced{{Pod: outworn[0], Because: Outworn}}
	}
	for _, p := range s.blockers(e.Pods) {
		all = append(all, Replaced{Pod: p, Because: Blocking, After: s.patienceWith(p)})
	}
	return all
}

// UsesClaims reports whether whether a workload is rolled out depends on what its
// Pods' volumes are.
func UsesClaims(w Workload) bool {
	s, ok := w.(statefulSet)
	return ok && len(s.Spec.VolumeClaimTemplates) > 0
}

// Replicas is how many Pods a workload's controller has counted, of a StatefulSet.
func Replicas(w Workload) int64 {
	if s, ok := w.(statefulSet); ok {
		return int64(s.Status.Replicas)
	}
	return 0
}

// outworn are the Pods whose volumes are not the claims that the templates make,
// lowest ordinal first, as the controller looks at them: it goes no further than
// the first.
func (s statefulSet) outworn(pods []*corev1.Pod) []*corev1.Pod {
	var found []*corev1.Pod
	for _, p := range s.inRange(pods) {
		if p.DeletionTimestamp == nil && !s.storageMatches(p) {
			found = append(found, p)
		}
	}
	return found
}

// storageMatches is the StatefulSet controller's own rule.
func (s statefulSet) storageMatches(p *corev1.Pod) bool {
	claims := map[string]string{}
	for _, v := range p.Spec.Volumes {
		if v.PersistentVolumeClaim != nil {
			claims[v.Name] = v.PersistentVolumeClaim.ClaimName
		}
	}
	return !slices.ContainsFunc(s.Spec.VolumeClaimTemplates, func(t corev1.PersistentVolumeClaim) bool {
		return claims[t.Name] != t.Name+"-"+p.Name
	})
}

// inRange are the Pods that the StatefulSet wants to have, by their ordinals.
func (s statefulSet) inRange(pods []*corev1.Pod) []*corev1.Pod {
	start := s.start()
	end := start + int64(valueOr(s.Spec.Replicas, 1))
	found := slices.DeleteFunc(slices.Clone(pods), func(p *corev1.Pod) bool { return ordinal(p) < start || ordinal(p) >= end })
	slices.SortFunc(found, func(a, b *corev1.Pod) int { return cmp.Compare(ordinal(a), ordinal(b)) })
	return found
}

// mayGo reports whether a Pod may be deleted that runs: whether every Pod before it
// is there and available, and none is on its way out.
func (s statefulSet) mayGo(p *corev1.Pod, pods []*corev1.Pod) bool {
	before := int64(0)
	for _, other := range s.inRange(pods) {
		if other.DeletionTimestamp != nil {
			return false
		}
		if ordinal(other) < ordinal(p) && isReady(other) {
			before++
		}
	}
	settled := s.Spec.MinReadySeconds == 0 || s.Status.AvailableReplicas >= s.Status.ReadyReplicas
	return before == ordinal(p)-s.start() && settled
}

// blockers are the Pods that keep a rolling update from coming forward and are none
// of its own: with the policy OrderedReady the first that is not ready, at which the
// controller waits, and with Parallel all such, which count against max unavailable.
func (s statefulSet) blockers(pods []*corev1.Pod) []*corev1.Pod {
	if s.leavesPods() || s.Status.UpdateRevision == "" {
		return nil
	}
	var found []*corev1.Pod
	for _, p := range s.inRange(pods) {
		if isReady(p) {
			continue
		}
		unwanted := p.DeletionTimestamp == nil && !s.updated(p) && ordinal(p) >= s.start()+s.partition()
		if unwanted {
			found = append(found, p)
		}
		if s.Spec.PodManagementPolicy != appsv1.ParallelPodManagement {
			break
		}
	}
	return found
}

// patienceWith is how long a blocking Pod is waited for.
func (s statefulSet) patienceWith(p *corev1.Pod) time.Duration {
	switch parallel := s.Spec.PodManagementPolicy == appsv1.ParallelPodManagement; {
	case !parallel && slices.ContainsFunc(podFinding(p), func(f finding) bool { return f.patience == atOnce }):
		return 0
	case starting(p):
		return blockedStarting
	}
	return blockedUnready
}

// starting reports whether a container of a Pod is at work before the Pod could
// be ready: an init container, or one whose startup probe has not succeeded.
func starting(p *corev1.Pod) bool {
	for _, c := range p.Status.InitContainerStatuses {
		if c.State.Running != nil && !valueOr(c.Started, false) {
			return true
		}
	}
	return slices.ContainsFunc(p.Status.ContainerStatuses, func(c corev1.ContainerStatus) bool {
		return c.State.Running != nil && c.Started != nil && !*c.Started
	})
}

// blocking finds the Pods that block an update: a broken one is not replaced by
// its own fix.
func (s statefulSet) blocking(e Evidence) []finding {
	if s.Spec.PodManagementPolicy == appsv1.ParallelPodManagement {
		return nil // most controllers replace it by themselves
	}
	var found []finding
	for _, p := range s.blockers(e.Pods) {
		own := podFindings([]*corev1.Pod{p}, e)
		if len(own) == 0 {
			own = []finding{{Cause: Cause{Reason: "PodNotReady", Pod: p.Name, Detail: "it is not ready"}, word: NotReady}}
		}
		for _, f := range own {
			f.patience, f.Former = never, true
			f.summary = "a Pod of an earlier revision blocks the update"
			found = append(found, f)
		}
	}
	return found
}
