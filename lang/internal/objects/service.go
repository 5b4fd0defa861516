package objects

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// service completes a Service: it leads to the workload's own Pods unless told
// otherwise. What stands for a name outside the cluster leads to none.
func service(w *writer, b *decode.Block, _ object.Path) {
	s := blocks.Service{Block: b}
	if !s.Selector().Present() && s.Type().Value() != "ExternalName" {
		w.set(object.PathOf("spec", "selector"), podLabels(w.owner))
	}
}

// servicePort leads to the container's port of the same number by default.
func servicePort(w *writer, b *decode.Block, here object.Path) {
	p := blocks.ServicePort{Block: b}
	if number, ok := p.Port().Lookup(); ok && !p.TargetPort().Present() {
		w.set(here.Field("targetPort"), number)
	}
}

// loadBalancer names the implementation. MetalLB needs no class: it serves
// every Service that names none.
func loadBalancer(w *writer, b *decode.Block, _ object.Path) {
	class := blocks.LoadBalancer{Block: b}.Type()
	if class.Present() && class.Value() != "metallb" {
		w.write(object.PathOf("spec", "loadBalancerClass"), class.Attribute())
	}
}
