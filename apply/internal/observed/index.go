package observed

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Index knows workloads together with what they own, as last seen. The zero
// value is not usable; see NewIndex. It is not safe for concurrent use.
type Index struct {
	workloads map[object.Ref]Object
	owners    Owners
	owned     map[types.UID]map[types.UID]Object        // by owner
	warnings  map[types.UID]map[types.UID]*corev1.Event // by what they are about
	claims    map[object.Ref]*corev1.PersistentVolumeClaim
}

// NewIndex knows none yet.
func NewIndex() *Index {
	return &Index{
		workloads: map[object.Ref]Object{},
		owners:    NewOwners(),
		owned:     map[types.UID]map[types.UID]Object{},
		warnings:  map[types.UID]map[types.UID]*corev1.Event{},
		claims:    map[object.Ref]*corev1.PersistentVolumeClaim{},
	}
}

// Workload is a workload as it was last seen, if it was.
func (x *Index) Workload(ref object.Ref) (Object, bool) {
	seen, ok := x.workloads[ref]
	return seen, ok
}

// Workloads are those that there are, in no order.
func (x *Index) Workloads() iter.Seq2[object.Ref, Object] { return maps.All(x.workloads) }

// Take remembers what was Object, or forgets what was deleted, and names the
// workload that it concerns, if that is known yet.
func (x *Index) Take(t kube.EventType, s Object) (object.Ref, bool) {
	if s.claim != nil {
		if x.claims[s.Ref] = s.claim; t == kube.Deleted {
			delete(x.claims, s.Ref)
		}
	}
	switch {
	case s.Workload != nil:
		x.takeWorkload(t, s)
		return s.Ref, true
	case s.warning != nil:
		about := s.warning.InvolvedObject.UID
		put(x.warnings, about, s.UID, s.warning, t == kube.Deleted)
		return x.owners.WorkloadOf(about)
	case s.pod != nil:
		return x.takeOwned(t, s, metav1.GetControllerOf(s.pod))
	case s.replicaSet != nil:
		return x.takeOwned(t, s, metav1.GetControllerOf(s.replicaSet))
	}
	return object.Ref{}, false
}

func (x *Index) takeWorkload(t kube.EventType, s Object) {
	if t == kube.Deleted {
		delete(x.workloads, s.Ref)
		x.owners.Forget(s.UID)
		return
	}
	x.workloads[s.Ref] = s
	x.owners.Workload(s.UID, s.Ref)
}

func (x *Index) takeOwned(t kube.EventType, s Object, owner *metav1.OwnerReference) (object.Ref, bool) {
	if owner == nil {
		return object.Ref{}, false
	}
	put(x.owned, owner.UID, s.UID, s, t == kube.Deleted)
	if t == kube.Deleted {
		x.owners.Forget(s.UID)
		delete(x.warnings, s.UID)
	} else {
		x.owners.Own(s.UID, owner.UID)
	}
	return x.owners.WorkloadOf(owner.UID)
}

// put sets or deletes an element of a map of maps.
func put[V any](m map[types.UID]map[types.UID]V, outer, inner types.UID, value V, gone bool) {
	if gone {
		if delete(m[outer], inner); len(m[outer]) == 0 {
			delete(m, outer)
		}
		return
	}
	if m[outer] == nil {
		m[outer] = map[types.UID]V{}
	}
	m[outer][inner] = value
}

// Evidence gathers what is known beside a workload, in an order of its own.
func (x *Index) Evidence(workload types.UID) rollout.Evidence {
	var e rollout.Evidence
	x.gather(&e, workload)
	if ref, known := x.owners.workloads[workload]; known && x.workloads[ref].pod != nil {
		e.Pods = append(e.Pods, x.workloads[ref].pod)
	}
	x.gatherClaims(&e)
	slices.SortFunc(e.Pods, func(a, b *corev1.Pod) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(e.ReplicaSets, func(a, b *appsv1.ReplicaSet) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(e.Warnings, func(a, b *corev1.Event) int {
		return cmp.Or(a.LastTimestamp.Compare(b.LastTimestamp.Time), strings.Compare(a.Name, b.Name))
	})
	return e
}

// gatherClaims adds the claims that the Pods use, and the events about them.
func (x *Index) gatherClaims(e *rollout.Evidence) {
	if len(x.claims) == 0 {
		return
	}
	for _, p := range e.Pods {
		for _, name := range rollout.ClaimNames(p) {
			claim := x.claims[object.NewRef(kind.Claim, p.Namespace, name)]
			if claim == nil || slices.Contains(e.Claims, claim) {
				continue
			}
			e.Claims = append(e.Claims, claim)
			for _, w := range x.warnings[claim.UID] {
				e.ClaimEvents = append(e.ClaimEvents, w)
			}
		}
	}
}

func (x *Index) gather(e *rollout.Evidence, owner types.UID) {
	for _, w := range x.warnings[owner] {
		e.Warnings = append(e.Warnings, w)
	}
	for uid, s := range x.owned[owner] {
		switch {
		case s.pod != nil:
			e.Pods = append(e.Pods, s.pod)
			for _, w := range x.warnings[uid] {
				e.Warnings = append(e.Warnings, w)
			}
		case s.replicaSet != nil:
			e.ReplicaSets = append(e.ReplicaSets, s.replicaSet)
			x.gather(e, uid)
		}
	}
}
