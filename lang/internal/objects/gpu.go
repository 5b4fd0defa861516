package objects

import (
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// device requests devices: a limit, and the same request.
func device(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	w.devices(at, a)
}

// mig requests parts of a profile, which is in the resource's name.
func mig(w *writer, b *decode.Block, here object.Path) {
	m := blocks.MIG{Block: b}
	if m.Count().Present() {
		w.devices(here.Field("resources").Field("limits").Field("nvidia.com/mig-"+m.Profile().Value()), m.Count().Attribute())
	}
}

func (w *writer) devices(limit object.Path, a *decode.Attribute) {
	count, _ := a.Data.(int64)
	quantity := resource.NewQuantity(count, resource.DecimalSI).String() // as the server stores it
	request := limit.Parent().Parent().Field("requests").Child(limit.Last())
	for _, at := range []object.Path{limit, request} {
		w.set(at, quantity)
		w.origin(at, a)
	}
}
