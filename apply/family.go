package apply

import (
	"cmp"
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

// observed is one live object as it was last seen, read into the form in which
// it is used: one of the fields is set.
type observed struct {
	ref object.Ref
	uid types.UID

	waits []Wait // of what is being deleted: what its end waits for

	generation int64
	workload   rollout.Workload
	replicaSet *appsv1.ReplicaSet
	pod        *corev1.Pod
	warning    *corev1.Event
	claim      *corev1.PersistentVolumeClaim
}

// aboutClaim reports whether it is a claim, or an event about one.
func (s *observed) aboutClaim() bool {
	return s.claim != nil || s.warning != nil && kind.In(s.warning.InvolvedObject.APIVersion, s.warning.InvolvedObject.Kind) == kind.Claim
}

// observe reads a live object. Objects of other kinds than workloads, ReplicaSets,
// Pods, claims and events are only named.
func observe(kinds *rollout.Kinds, content map[string]any) (observed, error) {
	metadata, _ := content["metadata"].(map[string]any)
	uid, _ := metadata["uid"].(string)
	generation, _ := metadata["generation"].(int64)
	s := observed{ref: refOf(content), uid: types.UID(uid), generation: generation, waits: waitsOf(content)}
	var err error
	switch s.ref.GroupKind() {
	case kind.Pod:
		s.pod, err = rollout.Decode[corev1.Pod](content)
	case kind.ReplicaSet:
		s.replicaSet, err = rollout.Decode[appsv1.ReplicaSet](content)
	case kind.Event:
		s.warning, err = rollout.Decode[corev1.Event](content)
	case kind.Claim:
		s.claim, err = rollout.Decode[corev1.PersistentVolumeClaim](content)
	default:
		s.workload, err = kinds.Read(content)
	}
	return s, err
}

func refOf(content map[string]any) object.Ref {
	metadata, _ := content["metadata"].(map[string]any)
	name, _ := metadata["name"].(string)
	namespace, _ := metadata["namespace"].(string)
	return object.NewRef(kind.Of(content), namespace, name)
}

// families knows workloads together with what they own, as last seen. The zero
// value is not usable; see newFamilies. It is not safe for concurrent use.
type families struct {
	workloads map[object.Ref]observed
	refs      map[types.UID]object.Ref                  // workloads by their UID
	owners    map[types.UID]types.UID                   // of Pods and ReplicaSets
	owned     map[types.UID]map[types.UID]observed      // by owner
	warnings  map[types.UID]map[types.UID]*corev1.Event // by what they are about
	claims    map[object.Ref]*corev1.PersistentVolumeClaim
}

func newFamilies() *families {
	return &families{
		workloads: map[object.Ref]observed{},
		refs:      map[types.UID]object.Ref{},
		owners:    map[types.UID]types.UID{},
		owned:     map[types.UID]map[types.UID]observed{},
		warnings:  map[types.UID]map[types.UID]*corev1.Event{},
		claims:    map[object.Ref]*corev1.PersistentVolumeClaim{},
	}
}

// take remembers what was observed, or forgets what was deleted, and names the
// workload that it concerns, if that is known yet.
func (f *families) take(t kube.EventType, s observed) (object.Ref, bool) {
	switch {
	case s.workload != nil:
		f.takeWorkload(t, s)
		return s.ref, true
	case s.warning != nil:
		about := s.warning.InvolvedObject.UID
		put(f.warnings, about, s.uid, s.warning, t == kube.Deleted)
		return f.workloadOf(about)
	case s.claim != nil:
		if f.claims[s.ref] = s.claim; t == kube.Deleted {
			delete(f.claims, s.ref)
		}
	case s.pod != nil:
		return f.takeOwned(t, s, metav1.GetControllerOf(s.pod))
	case s.replicaSet != nil:
		return f.takeOwned(t, s, metav1.GetControllerOf(s.replicaSet))
	}
	return object.Ref{}, false
}

func (f *families) takeWorkload(t kube.EventType, s observed) {
	if t == kube.Deleted {
		delete(f.workloads, s.ref)
		delete(f.refs, s.uid)
		return
	}
	f.workloads[s.ref], f.refs[s.uid] = s, s.ref
}

func (f *families) takeOwned(t kube.EventType, s observed, owner *metav1.OwnerReference) (object.Ref, bool) {
	if owner == nil {
		return object.Ref{}, false
	}
	put(f.owned, owner.UID, s.uid, s, t == kube.Deleted)
	if t == kube.Deleted {
		delete(f.owners, s.uid)
		delete(f.warnings, s.uid)
	} else {
		f.owners[s.uid] = owner.UID
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
func (f *families) workloadOf(uid types.UID) (object.Ref, bool) {
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

// evidence gathers what is known beside a workload, in an order of its own.
func (f *families) evidence(workload types.UID) rollout.Evidence {
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
func (f *families) gatherClaims(e *rollout.Evidence) {
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

func (f *families) gather(e *rollout.Evidence, owner types.UID) {
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
