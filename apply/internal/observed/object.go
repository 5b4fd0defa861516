// Package observed reads live objects, and knows of workloads what belongs to them
// and how that is found. It asks a cluster nothing.
package observed

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Object is one live object as it was last seen, read into the form in which it
// is used: of its kinds' fields, one is set.
type Object struct {
	Ref        object.Ref
	UID        types.UID
	Generation int64
	Waits      []Wait         // of what is being deleted: what its end waits for
	Content    map[string]any // of what matters to the readiness of others
	Own        *rollout.Own   // how it stands by what the configuration says of its readiness

	Workload   rollout.Workload
	replicaSet *appsv1.ReplicaSet
	pod        *corev1.Pod
	warning    *corev1.Event
	claim      *corev1.PersistentVolumeClaim
}

// AboutClaim reports whether it is a claim, or an event about one.
func (s *Object) AboutClaim() bool {
	return s.claim != nil || s.warning != nil && kind.In(s.warning.InvolvedObject.APIVersion, s.warning.InvolvedObject.Kind) == kind.Claim
}

// Read reads a live object. Objects of other kinds than those that are awaited, and
// events, are only named.
func Read(kinds *rollout.Kinds, content map[string]any) (Object, error) {
	metadata, _ := content["metadata"].(map[string]any)
	uid, _ := metadata["uid"].(string)
	generation, _ := metadata["generation"].(int64)
	s := Object{Ref: RefOf(content), UID: types.UID(uid), Generation: generation, Waits: WaitsOf(content)}
	var err error
	switch s.Ref.GroupKind() {
	case kind.Pod:
		if s.pod, err = rollout.Decode[corev1.Pod](content); err == nil && metav1.GetControllerOf(s.pod) == nil {
			s.Workload, err = kinds.Read(content)
		}
	case kind.ReplicaSet:
		if s.replicaSet, err = rollout.Decode[appsv1.ReplicaSet](content); err == nil && metav1.GetControllerOf(s.replicaSet) == nil {
			s.Workload, err = kinds.Read(content)
		}
	case kind.Event:
		s.warning, err = rollout.Decode[corev1.Event](content)
	case kind.Claim:
		if s.claim, err = rollout.Decode[corev1.PersistentVolumeClaim](content); err == nil {
			s.Workload, err = kinds.Read(content)
		}
	default:
		s.Workload, err = kinds.Read(content)
	}
	return s, err
}

// IsOwned reports whether a live object is another's, as a Deployment's ReplicaSet is.
func IsOwned(content map[string]any) bool {
	metadata, _ := content["metadata"].(map[string]any)
	return metadata["ownerReferences"] != nil
}

// RefOf is what a live object is called.
func RefOf(content map[string]any) object.Ref {
	metadata, _ := content["metadata"].(map[string]any)
	name, _ := metadata["name"].(string)
	namespace, _ := metadata["namespace"].(string)
	return object.NewRef(kind.Of(content), namespace, name)
}
