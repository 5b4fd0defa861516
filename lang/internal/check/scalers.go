package check

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
)

// scalers are what object blocks of the stack scale: how many Pods that has is not known here.
type scalers []object.ScaleTarget

func scalersAmong(items []*module.Item) scalers {
	var found scalers
	for _, item := range items {
		manifest := (blocks.Object{Block: item.Block}).Manifest().Attribute()
		if item.Schema.Emits != "object" || manifest == nil {
			continue
		}
		content, _ := manifest.Data.(map[string]any)
		namespace, _ := object.At(content, "metadata", "namespace").(string)
		if namespace == "" {
			namespace = item.Namespace
		}
		if target, scales := object.ScaleTargetOf(&object.Manifest{Ref: object.NewRef(kind.Of(content), namespace, ""), Content: content}); scales {
			found = append(found, target)
		}
	}
	return found
}

// decideOn reports whether one of them decides on the number of a workload's Pods, which its
// block leaves to it.
func (s scalers) decideOn(item *module.Item) bool {
	k, known := kind.Named(item.Kind.String())
	if !known || item.Workload().Replicas().Given() {
		return false
	}
	ref := object.NewRef(k.GroupKind, item.Namespace, item.Object().Name().Value())
	return slices.ContainsFunc(s, func(t object.ScaleTarget) bool { return t.Is(ref) })
}
