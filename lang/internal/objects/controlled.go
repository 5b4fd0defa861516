package objects

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// controller is the object whose controller writes another one, and where that is told.
type controller struct {
	name string // "ReplicaSet web-5d9c"; "" where there is none
	at   hcl.Range
}

// controllerOf finds who writes an object that has been read from a cluster: its owner, as
// of Pods and EndpointSlices; of Endpoints, which have no owner, the Service; and of what is
// made in every namespace, the namespace.
func controllerOf(o *object.Manifest) controller {
	at := object.PathOf("metadata", "ownerReferences")
	owners, _ := object.At(o.Content, "metadata", "ownerReferences").([]any)
	for i, owner := range owners {
		owner, _ := owner.(map[string]any)
		kind, _ := owner["kind"].(string)
		name, _ := owner["name"].(string)
		if owner["controller"] == true && !o.IsSensitive(at.Index(i)) {
			return controller{kind + " " + name, diag.Range(o.SourceOf(at.Index(i)))}
		}
	}
	name, _ := object.At(o.Content, "metadata", "name").(string)
	namespace, _ := object.At(o.Content, "metadata", "namespace").(string)
	if at := object.PathOf("metadata", "name"); namespace != "" && kind.IsPublished(kind.Of(o.Content), name) && !o.IsSensitive(at) && !o.IsSensitive(object.PathOf("metadata", "namespace")) {
		return controller{"Namespace " + namespace, diag.Range(o.SourceOf(at))}
	}
	for _, mark := range []object.Path{
		object.PathOf("metadata", "labels", "endpoints.kubernetes.io/managed-by"),
		object.PathOf("metadata", "annotations", "endpoints.kubernetes.io/last-change-trigger-time"),
	} {
		if v, ok := mark.At(o.Content); ok && v != nil && !o.IsSensitive(object.PathOf("metadata", "name")) {
			return controller{"Service " + name, diag.Range(o.SourceOf(mark))}
		}
	}
	return controller{}
}

// belonging tells of a block's manifests which belong to controllers.
func belonging(found []*serverSet) *hcl.Diagnostic {
	const summary = "Object of a controller"
	slices.SortStableFunc(found, func(a, b *serverSet) int { return inSource(a.controller.at, b.controller.at) })
	first := found[0]
	if len(found) == 1 {
		return diag.Warning(first.controller.at, summary,
			"%s belongs to %s, whose controller creates, changes and deletes it: it undoes what an apply changes. Leave it out.", first.address, first.controller.name)
	}
	names := make([]string, len(found))
	for i, s := range found {
		names[i] = s.address + " (" + s.controller.name + ")"
	}
	return diag.Warning(first.controller.at, summary,
		"%d manifests of this block belong to other objects, whose controllers create, change and delete them: %s. These undo what an apply changes. Leave the manifests out.", len(found), message.Join(names, ", "))
}
