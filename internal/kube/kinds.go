package kube

import (
	"context"
	"fmt"

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

// collectionPath is the URL path of a kind's objects: of one namespace, of all
// for "", or of the cluster.
func collectionPath(k object.Kind, namespace string) string {
	path := "/apis/" + k.Group + "/" + k.Version
	if k.Group == "" {
		path = "/api/" + k.Version
	}
	if k.Namespaced && namespace != "" {
		path += "/namespaces/" + namespace
	}
	return path + "/" + k.Resource
}

// place says where a reference is reached: its collection and itself.
func (c *Client) place(ctx context.Context, ref object.Ref) (collection, item string, err error) {
	k, err := c.lookup(ctx, ref.GroupKind())
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", ref, err)
	}
	switch {
	case ref.Name == "":
		return "", "", fmt.Errorf("%s: the object has no name", ref.Kind)
	case k.Namespaced && ref.Namespace == "":
		return "", "", fmt.Errorf("%s: the object has no namespace", ref)
	case !k.Namespaced && ref.Namespace != "":
		return "", "", fmt.Errorf("%s: a %s belongs to the cluster, not to a namespace", ref, ref.Kind)
	}
	collection = collectionPath(k, ref.Namespace)
	return collection, collection + "/" + ref.Name, nil
}
