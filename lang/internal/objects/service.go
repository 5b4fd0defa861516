package objects

import "github.com/workloadlang/wl/lang/internal/decode"

// service completes a Service: it leads to the workload's own Pods unless told
// otherwise.
func service(w *writer, b *decode.Block, _ steps) {
	if b.Get("selector") == nil {
		w.set(steps{"spec", "selector"}, podLabels(w.owner))
	}
}

// servicePort leads to the container's port of the same number by default.
func servicePort(w *writer, b *decode.Block, here steps) {
	if number, ok := b.Int("port"); ok && b.Get("target_port") == nil {
		w.set(here.then("targetPort"), number)
	}
}

// loadBalancer names the implementation. MetalLB needs no class: it serves
// every Service that names none.
func loadBalancer(w *writer, b *decode.Block, _ steps) {
	class := b.Get("type")
	if class == nil {
		return
	}
	if class.Data != "metallb" {
		w.write(steps{"spec", "loadBalancerClass"}, class)
	}
}
