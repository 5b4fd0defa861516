package objects

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// devices are a map of resources that cannot be overcommitted: what is asked for
// is the limit and the request.
func devices(w *writer, _ *decode.Block, a *decode.Attribute, limits object.Path) {
	exactly(w, a, limits, "")
}

// hugePages are such a map by the pages' size.
func hugePages(w *writer, _ *decode.Block, a *decode.Attribute, limits object.Path) {
	exactly(w, a, limits, "hugepages-")
}

func exactly(w *writer, a *decode.Attribute, limits object.Path, prefix string) {
	quantities := a.Data.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(quantities)) {
		for _, list := range []object.Path{limits, limits.Parent().Field("requests")} {
			at := list.Field(prefix + name)
			w.set(at, quantities[name])
			w.from(at, a.ElementRange(name))
			w.mark(at, a, object.PathOf(name))
		}
	}
}

// resizePolicy is a list, of one item for each resource.
func resizePolicy(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	policies := a.Data.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(policies)) {
		item := w.add(at, map[string]any{"resourceName": name, "restartPolicy": policies[name]})
		w.from(item, a.ElementRange(name))
		w.mark(item.Field("restartPolicy"), a, object.PathOf(name))
	}
}
