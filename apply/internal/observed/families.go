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

// Families knows workloads together with what they own, as last seen. The zero
// value is not usable; see NewFamilies. It is not safe for concurrent use.
type Families struct {
	workloads map[object.Ref]Object
	refs      map[types.UID]object.Ref                  // workloads by their UID
	owners    map[types.UID]types.UID                   // of Pods and ReplicaSets
	owned     map[types.UID]map[types.UID]Object        // by owner
	warnings  map[types.UID]map[types.UID]*corev1.Event // by what they are about
	claims    map[object.Ref]*corev1.PersistentVolumeClaim
}

// NewFamilies knows none yet.
func NewFamilies() *Families {
	return &Families{
		workloads: map[object.Ref]Object{},
		refs:      map[types.UID]object.Ref{},
		owners:    map[types.UID]types.UID{},
		owned:     map[types.UID]map[types.UID]Object{},
		warnings:  map[types.UID]map[types.UID]*corev1.Event{},
		claims:    map[object.Ref]*corev1.PersistentVolumeClaim{},
	}
}

// Workload is a workload as it was last seen, if it was.
func (f *Families) Workload(ref object.Ref) (Object, bool) {
	seen, ok := f.workloads[ref]
	return seen, ok
}

// Workloads are those that there are, in no order.
func (f *Families) Workloads() iter.Seq2[object.Ref, Object] { return maps.All(f.workloads) }

// Take remembers what was Object, or forgets what was deleted, and names the
// workload that it concerns, if that is known yet.
func (f *Families) Take(t kube.EventType, s Object) (object.Ref, bool) {
	switch {
	case s.Workload != nil:
		f.takeWorkload(t, s)
		return s.Ref, true
	case s.warning != nil:
		about := s.warning.InvolvedObject.UID
		put(f.warnings, about, s.UID, s.warning, t == kube.Deleted)
		return f.workloadOf(about)
	case s.claim != nil:
		if f.claims[s.Ref] = s.claim; t == kube.Deleted {
			delete(f.claims, s.Ref)
		}
	case s.pod != nil:
		return f.takeOwned(t, s, metav1.GetControllerOf(s.pod))
	case s.replicaSet != nil:
		return f.takeOwned(t, s, metav1.GetControllerOf(s.replicaSet))
	}
	return object.Ref{}, false
}

func (f *Families) takeWorkload(t kube.EventType, s Object) {
	if t == kube.Deleted {
		delete(f.workloads, s.Ref)
		delete(f.refs, s.UID)
		return
	}
	f.workloads[s.Ref], f.refs[s.UID] = s, s.Ref
}

func (f *Families) takeOwned(t kube.EventType, s Object, owner *metav1.OwnerReference) (object.Ref, bool) {
	if owner == nil {
		return object.Ref{}, false
	}
	put(f.owned, owner.UID, s.UID, s, t == kube.Deleted)
	if t == kube.Deleted {
		delete(f.owners, s.UID)
		delete(f.warnings, s.UID)
	} else {
		f.owners[s.UID] = owner.UID
	}
	return f.workloadOf(owner.UID)
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

// workloadOf climbs from a UID to the workload that owns it.
func (f *Families) workloadOf(uid types.UID) (object.Ref, bool) {
	for range 3 { // Pod, ReplicaSet, Deployment
		if ref, ok := f.refs[uid]; ok {
			return ref, true
		}
		if uid = f.owners[uid]; uid == "" {
			break
		}
	}
	return object.Ref{}, false
}

// Evidence gathers what is known beside a workload, in an order of its own.
func (f *Families) Evidence(workload types.UID) rollout.Evidence {
	var e rollout.Evidence
	f.gather(&e, workload)
	f.gatherClaims(&e)
	slices.SortFunc(e.Pods, func(a, b *corev1.Pod) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(e.ReplicaSets, func(a, b *appsv1.ReplicaSet) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(e.Warnings, func(a, b *corev1.Event) int {
		return cmp.Or(a.LastTimestamp.Compare(b.LastTimestamp.Time), strings.Compare(a.Name, b.Name))
	})
	return e
}

// gatherClaims adds the claims that the Pods use, and the events about them.
func (f *Families) gatherClaims(e *rollout.Evidence) {
	if len(f.claims) == 0 {
		return
	}
	for _, p := range e.Pods {
		for _, name := range rollout.ClaimNames(p) {
			claim := f.claims[object.NewRef(kind.Claim, p.Namespace, name)]
			if claim == nil || slices.Contains(e.Claims, claim) {
				continue
			}
			e.Claims = append(e.Claims, claim)
			for _, w := range f.warnings[claim.UID] {
				e.ClaimEvents = append(e.ClaimEvents, w)
			}
		}
	}
}

func (f *Families) gather(e *rollout.Evidence, owner types.UID) {
	for _, w := range f.warnings[owner] {
		e.Warnings = append(e.Warnings, w)
	}
	for uid, s := range f.owned[owner] {
		switch {
		case s.pod != nil:
			e.Pods = append(e.Pods, s.pod)
			for _, w := range f.warnings[uid] {
				e.Warnings = append(e.Warnings, w)
			}
		case s.replicaSet != nil:
			e.ReplicaSets = append(e.ReplicaSets, s.replicaSet)
			f.gather(e, uid)
		}
	}
}
