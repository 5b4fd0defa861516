package kube

import (
	"github.com/workloadlang/wl/internal/object"
)

// readKinds are kinds that wl reads, or keeps its own books in, but that no
// configuration emits.
func readKinds() []object.Kind {
	return []object.Kind{
		{GroupKind: object.GroupKind{Kind: "Pod"}, Version: "v1", Resource: "pods", Namespaced: true},
		{GroupKind: object.GroupKind{Kind: "Event"}, Version: "v1", Resource: "events", Namespaced: true},
		{GroupKind: object.GroupKind{Kind: "Node"}, Version: "v1", Resource: "nodes"},
		{GroupKind: object.GroupKind{Group: "apps", Kind: "ReplicaSet"}, Version: "v1", Resource: "replicasets", Namespaced: true, Generation: true},
		{GroupKind: object.GroupKind{Group: "apps", Kind: "ControllerRevision"}, Version: "v1", Resource: "controllerrevisions", Namespaced: true},
		{GroupKind: object.GroupKind{Group: "coordination.k8s.io", Kind: "Lease"}, Version: "v1", Resource: "leases", Namespaced: true},
	}
}

// builtIn knows a kind without asking the server: no discovery stands between a
// plan and its first request.
func builtIn(gk object.GroupKind) (object.Kind, bool) {
	if k, ok := object.LookupKind(gk); ok {
		return k, true
	}
	for _, k := range readKinds() {
		if k.GroupKind == gk {
			return k, true
		}
	}
	return object.Kind{}, false
}
