package kube

import (
	"fmt"

	"github.com/workloadlang/wl/internal/object"
)

// lookupKind knows the kinds that wl writes, and beside them those that it only
// reads, or keeps its state in.
func lookupKind(gk object.GroupKind) (object.Kind, bool) {
	switch gk {
	case object.GroupKind{Kind: "Pod"}:
		return object.Kind{GroupKind: gk, Version: "v1", Resource: "pods", Namespaced: true}, true
	case object.GroupKind{Kind: "Event"}:
		return object.Kind{GroupKind: gk, Version: "v1", Resource: "events", Namespaced: true}, true
	case object.GroupKind{Group: "apps", Kind: "ReplicaSet"}:
		return object.Kind{GroupKind: gk, Version: "v1", Resource: "replicasets", Namespaced: true, Generation: true}, true
	case object.GroupKind{Group: "coordination.k8s.io", Kind: "Lease"}:
		return object.Kind{GroupKind: gk, Version: "v1", Resource: "leases", Namespaced: true}, true
	}
	return object.LookupKind(gk)
}

// collectionPath is the URL of a kind's objects, in one namespace or in all.
func collectionPath(gk object.GroupKind, namespace string) ([]string, error) {
	k, ok := lookupKind(gk)
	if !ok {
		return nil, fmt.Errorf("wl does not know how to address the kind %s of the API group %q", gk.Kind, gk.Group)
	}
	path := []string{"/apis", k.Group, k.Version}
	if k.Group == "" {
		path = []string{"/api", k.Version}
	}
	if k.Namespaced && namespace != "" {
		path = append(path, "namespaces", namespace)
	}
	return append(path, k.Resource), nil
}

// objectPath is the URL of one object.
func objectPath(r object.Ref) ([]string, error) {
	path, err := collectionPath(r.GroupKind(), r.Namespace)
	if err != nil {
		return nil, err
	}
	return append(path, r.Name), nil
}
