package objects

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// volume compiles a volume: into the Pod's list, or, where each Pod gets a
// claim of its own, into the StatefulSet's list of templates.
func (w *writer) volume(n *decode.Block, here object.Path) {
	template := blocks.Volume{Block: n}.ClaimTemplate()
	if !template.Present() {
		w.item(n, here)
		return
	}
	at := w.add(w.place(template.Schema.Places, here), make(map[string]any))
	w.from(at, n.Header)
	name := at.Field("metadata").Field("name")
	w.set(name, n.Label)
	w.from(name, n.LabelRange)
	w.block(template.Block, at)
}

// ofItems writes a field of single files, which items has made.
func ofItems(field string) attributeFunc {
	return func(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
		last, _ := at.Last().Field()
		files, _ := w.parent(at)[last].([]any)
		for i, file := range files {
			key, _ := file.(map[string]any)["key"].(string)
			if value, ok := a.Data.(map[string]any)[key]; ok {
				item := at.Index(i).Field(field)
				w.set(item, value)
				w.from(item, a.ElementRange(key))
				w.mark(item, a, object.PathOf(key))
			}
		}
	}
}
