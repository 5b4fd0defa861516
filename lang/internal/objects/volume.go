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
