package program

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// addServers lets what has the server call others, such as a webhook's configuration,
// wait until they respond: else it refuses them, too, and they never come to be. What
// they depend on themselves goes before them all the same. So does what the server looks for
// when it takes an object that names it.
func (o *ordering) addServers() {
	for _, ref := range slices.SortedFunc(maps.Keys(o.written), object.Compare) {
		for _, server := range slices.Concat(Servers(o.kinds, o.desired, o.desired[ref]), Named(o.desired[ref])) {
			if !o.leads(server, ref, map[object.Ref]bool{}) {
				o.servers[ref] = append(o.servers[ref], server)
			}
		}
	}
}

// leads reports whether an object needs another one, itself or by what it needs.
func (o *ordering) leads(from, to object.Ref, passed map[object.Ref]bool) bool {
	if from == to || passed[from] {
		return from == to
	}
	passed[from] = true
	return slices.ContainsFunc(o.needs(from), func(next object.Ref) bool { return o.leads(next, to, passed) })
}

// Servers lists what the server calls because of an object: the Services that the object
// names, and the workloads whose Pods these choose, as far as they are desired.
func Servers(kinds *kind.Registry, desired map[object.Ref]*object.Manifest, m *object.Manifest) []object.Ref {
	called := map[object.Ref]bool{}
	for _, service := range within(m.Content, kinds.About(m.Ref.GroupKind()).Calls) {
		name, _ := service["name"].(string)
		namespace, _ := service["namespace"].(string)
		for _, ref := range Behind(kinds, desired, object.NewRef(kind.Service, namespace, name)) {
			called[ref] = true
		}
	}
	return slices.SortedFunc(maps.Keys(called), object.Compare)
}

// Behind lists a Service and the workloads whose Pods it chooses, as far as they are desired.
func Behind(kinds *kind.Registry, desired map[object.Ref]*object.Manifest, service object.Ref) []object.Ref {
	s := desired[service]
	if s == nil {
		return nil
	}
	refs := []object.Ref{service}
	for ref, w := range desired {
		if chooses(kinds, s, w) {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, object.Compare)
	return refs
}

// within finds the objects at a path, of lists in every item; nothing without a path.
func within(value any, path []string) []map[string]any {
	switch value := value.(type) {
	case []any:
		var all []map[string]any
		for _, item := range value {
			all = append(all, within(item, path)...)
		}
		return all
	case map[string]any:
		if len(path) > 1 {
			return within(value[path[0]], path[1:])
		}
		if len(path) == 1 {
			if found, ok := value[path[0]].(map[string]any); ok {
				return []map[string]any{found}
			}
		}
	}
	return nil
}

// chooses reports whether a Service chooses the Pods of a workload.
func chooses(kinds *kind.Registry, service, workload *object.Manifest) bool {
	path := kinds.About(workload.Ref.GroupKind()).InTemplate("metadata", "labels")
	if path == nil || workload.Ref.Namespace != service.Ref.Namespace {
		return false
	}
	selector, _, _ := unstructured.NestedMap(service.Content, "spec", "selector")
	labels, _, _ := unstructured.NestedMap(workload.Content, path...)
	for key, value := range selector {
		if labels[key] != value {
			return false
		}
	}
	return len(selector) > 0
}
