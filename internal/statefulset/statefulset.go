// Package statefulset knows what the StatefulSet controller does with a set's Pods
// and, above all, what it does not do: which it can neither change nor replace, so
// that its update never comes forward. Its functions are pure.
package statefulset

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

// Start is the lowest ordinal of a set.
func Start(s *appsv1.StatefulSet) int64 {
	if s.Spec.Ordinals != nil {
		return int64(s.Spec.Ordinals.Start)
	}
	return 0
}

// Replicas is how many Pods a set wants.
func Replicas(s *appsv1.StatefulSet) int64 {
	if s.Spec.Replicas != nil {
		return int64(*s.Spec.Replicas)
	}
	return 1
}

// Partition is the number of Pods, from the lowest ordinal on, that keep their
// revision.
func Partition(s *appsv1.StatefulSet) int64 {
	if r := s.Spec.UpdateStrategy.RollingUpdate; r != nil && r.Partition != nil {
		return int64(*r.Partition)
	}
	return 0
}

// Ordinal is a Pod's, -1 where it is not named as a StatefulSet names its Pods.
func Ordinal(p *corev1.Pod) int64 {
	n, err := strconv.ParseInt(p.Name[strings.LastIndexByte(p.Name, '-')+1:], 10, 32)
	if err != nil {
		return -1
	}
	return n
}

// Revision is the one that a Pod was made from.
func Revision(p *corev1.Pod) string { return p.Labels[appsv1.StatefulSetRevisionLabel] }

// LeavesPods reports whether the controller leaves it to others to delete Pods of
// an earlier revision.
func LeavesPods(s *appsv1.StatefulSet) bool {
	return s.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType
}

// Parallel reports whether Pods are made and replaced without waiting for those
// before them.
func Parallel(s *appsv1.StatefulSet) bool {
	return s.Spec.PodManagementPolicy == appsv1.ParallelPodManagement
}

// Outworn are the Pods whose volumes are not the claims that the templates make,
// lowest ordinal first. Their controller tries to change them, which the API does
// not allow, and looks at no Pod behind the first of them.
func Outworn(s *appsv1.StatefulSet, pods []*corev1.Pod) []*corev1.Pod {
	return slices.DeleteFunc(InRange(s, pods), func(p *corev1.Pod) bool {
		return p.DeletionTimestamp != nil || storageMatches(s, p)
	})
}

// storageMatches is the controller's own rule.
func storageMatches(s *appsv1.StatefulSet, p *corev1.Pod) bool {
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

// MayGo reports whether a Pod may be deleted that serves: whether every Pod before
// it is there and available, and none of them all is on its way out.
func MayGo(s *appsv1.StatefulSet, p *corev1.Pod, pods []*corev1.Pod) bool {
	before := int64(0)
	for _, other := range InRange(s, pods) {
		if other.DeletionTimestamp != nil {
			return false
		}
		if Ordinal(other) < Ordinal(p) && Ready(other) {
			before++
		}
	}
	available := s.Spec.MinReadySeconds == 0 || s.Status.AvailableReplicas >= s.Status.ReadyReplicas
	return before == Ordinal(p)-Start(s) && available
}

// Blockers are the Pods that keep a rolling update from coming forward and are not
// wanted themselves, as the caller says by their revision: with the policy
// OrderedReady the first Pod that is not ready, at which the controller waits, and
// with Parallel all such, which may use up max unavailable. A Pod that is ready is
// never among them, nor one that the partition spares.
func Blockers(s *appsv1.StatefulSet, pods []*corev1.Pod, unwanted func(revision string) bool) []*corev1.Pod {
	if LeavesPods(s) || s.Status.UpdateRevision == "" {
		return nil
	}
	var found []*corev1.Pod
	for _, p := range InRange(s, pods) {
		if Ready(p) {
			continue
		}
		if p.DeletionTimestamp == nil && unwanted(Revision(p)) && Ordinal(p) >= Start(s)+Partition(s) {
			found = append(found, p)
		}
		if !Parallel(s) {
			break
		}
	}
	return found
}

// Ready reports whether a Pod is.
func Ready(p *corev1.Pod) bool {
	return slices.ContainsFunc(p.Status.Conditions, func(c corev1.PodCondition) bool {
		return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue
	})
}

// InRange are the Pods that a set wants to have, by their ordinals.
func InRange(s *appsv1.StatefulSet, pods []*corev1.Pod) []*corev1.Pod {
	start := Start(s)
	found := slices.DeleteFunc(slices.Clone(pods), func(p *corev1.Pod) bool {
		return Ordinal(p) < start || Ordinal(p) >= start+Replicas(s)
	})
	slices.SortFunc(found, func(a, b *corev1.Pod) int { // web-00, made by hand, is counted as web-0 is
		return cmp.Or(cmp.Compare(Ordinal(a), Ordinal(b)), strings.Compare(a.Name, b.Name))
	})
	return found
}
