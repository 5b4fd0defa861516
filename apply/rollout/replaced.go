package rollout

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/statefulset"
)

// ReplacedBecause is why Pods are to be deleted that their controller does not
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

// ToReplace lists the Pods of a workload that have to be deleted by another client
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
	} else if len(outworn) > 0 && statefulset.MayGo(s.StatefulSet, outworn[0], e.Pods) {
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

// NumbersPods reports whether whether a workload is rolled out depends on which numbers its
// Pods have.
func NumbersPods(w Workload) bool {
	_, ok := w.(statefulSet)
	return ok
}

// Replicas is how many Pods a workload's controller has counted, of a StatefulSet.
func Replicas(w Workload) int64 {
	if s, ok := w.(statefulSet); ok {
		return int64(s.Status.Replicas)
	}
	return 0
}

// outworn are the Pods that cannot use the claims that the templates make.
func (s statefulSet) outworn(pods []*corev1.Pod) []*corev1.Pod {
	return statefulset.Outworn(s.StatefulSet, pods)
}

// replacing is how many Pods that use the claim templates are still to become ready.
// The controller's own count may be of the Pods before: a change of the templates
// alone makes no new revision.
func (s statefulSet) replacing(pods []*corev1.Pod) int64 {
	if len(s.Spec.VolumeClaimTemplates) == 0 || s.onDelete() || len(pods) == 0 {
		return 0
	}
	outworn := s.outworn(pods)
	ready := int64(0)
	for _, p := range pods {
		if p.DeletionTimestamp == nil && isReady(p) && !slices.Contains(outworn, p) {
			ready++
		}
	}
	return max(0, statefulset.Replicas(s.StatefulSet)-ready)
}

// blockers are the Pods of another revision than the wanted one that keep a rolling
// update from coming forward.
func (s statefulSet) blockers(pods []*corev1.Pod) []*corev1.Pod {
	return statefulset.Blockers(s.StatefulSet, pods, func(revision string) bool { return revision != s.Status.UpdateRevision })
}

// patienceWith is how long a blocking Pod is waited for.
func (s statefulSet) patienceWith(p *corev1.Pod) time.Duration {
	switch parallel := statefulset.Parallel(s.StatefulSet); {
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
	if statefulset.Parallel(s.StatefulSet) {
		return nil // most controllers replace it by themselves
	}
	var found []finding
	for _, p := range s.blockers(e.Pods) {
		own := podFindings([]*corev1.Pod{p}, e)
		if len(own) == 0 {
			own = []finding{{Cause: Cause{Reason: "PodNotReady", Pod: p.Name, Detail: plain(KnownUnready)}, word: NotReady}}
		}
		for _, f := range own {
			f.patience, f.Former = never, true
			f.summary = WrongBlockingOlder
			found = append(found, f)
		}
	}
	return found
}
