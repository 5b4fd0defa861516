package lang

import (
	"cmp"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Definitions are the CustomResourceDefinitions of the stack, each once, by group and
// kind: also those of a stack with errors, as far as they could be read.
func (c *Compilation) Definitions() []map[string]any {
	found := make(map[kind.GroupKind]map[string]any)
	if c.Stack != nil {
		for _, cluster := range c.Stack.Clusters {
			maps.Copy(found, definedKinds(cluster.Objects))
		}
	}
	kinds := slices.SortedFunc(maps.Keys(found), func(a, b kind.GroupKind) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Kind, b.Kind))
	})
	all := make([]map[string]any, len(kinds))
	for i, gk := range kinds {
		all[i] = found[gk]
	}
	return all
}

// definedKinds are the CustomResourceDefinitions of the stack by the kinds that
// they define.
func definedKinds(manifests []object.Manifest) map[kind.GroupKind]map[string]any {
	found := make(map[kind.GroupKind]map[string]any)
	for i := range manifests {
		if manifests[i].Ref.GroupKind() != kind.Definition {
			continue
		}
		spec, _ := manifests[i].Content["spec"].(map[string]any)
		names, _ := spec["names"].(map[string]any)
		group, _ := spec["group"].(string)
		defined, _ := names["kind"].(string)
		found[kind.GroupKind{Group: group, Kind: defined}] = manifests[i].Content
	}
	return found
}
