package objects

import (
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// service completes a Service: it leads to the workload's own Pods unless told
// otherwise.
func service(w *writer, b *decode.Block, _ steps) {
	if !(blocks.Service{Block: b}).Selector().Present() {
		w.set(steps{"spec", "selector"}, podLabels(w.owner))
	}
}

// servicePort leads to the container's port of the same number by default.
func servicePort(w *writer, b *decode.Block, here steps) {
	p := blocks.ServicePort{Block: b}
	if number, ok := p.Port().Lookup(); ok && !p.TargetPort().Present() {
		w.set(here.then("targetPort"), number)
	}
}

// loadBalancer names the implementation. MetalLB needs no class: it serves
// every Service that names none.
func loadBalancer(w *writer, b *decode.Block, _ steps) {
	class := blocks.LoadBalancer{Block: b}.Type()
	if class.Present() && class.Value() != "metallb" {
		w.write(steps{"spec", "loadBalancerClass"}, class.Attribute())
	}
}
