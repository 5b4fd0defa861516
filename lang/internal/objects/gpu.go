package objects

import (
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// device asks for devices: a limit, and the same request.
func device(w *writer, _ *decode.Block, a *decode.Attribute, at steps) {
	w.devices(at, a)
}

// mig asks for parts of a profile, which is in the resource's name.
func mig(w *writer, b *decode.Block, here steps) {
	m := blocks.MIG{Block: b}
	if m.Count().Present() {
		w.devices(here.then("resources", "limits", "nvidia.com/mig-"+m.Profile().Value()), m.Count().Attribute())
	}
}

func (w *writer) devices(limit steps, a *decode.Attribute) {
	count, _ := a.Data.(int64)
	quantity := resource.NewQuantity(count, resource.DecimalSI).String() // as the server stores it
	last := len(limit) - 1
	request := append(limit[:last-1:last-1], "requests", limit[last])
	for _, at := range []steps{limit, request} {
		w.set(at, quantity)
		w.origin(at, a)
	}
}
