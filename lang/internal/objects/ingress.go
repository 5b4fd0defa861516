package objects

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// ingress leads hosts for which no path is said to the workload as a whole.
func ingress(w *writer, b *decode.Block, _ object.Path) {
	i := blocks.Ingress{Block: b}
	for n, rule := range i.Rules() {
		if len(rule.Paths()) > 0 || i.DefaultBackend().Present() {
			continue
		}
		at := w.add(object.PathOf("spec", "rules").Index(n).Field("http").Field("paths"), map[string]any{"path": "/", "pathType": "Prefix"})
		w.from(at, rule.Header)
		backend(w, blocks.IngressPath{}, at.Field("backend"))
	}
}

// ingressBackend completes where requests go: the workload's own service, unless
// told otherwise.
func ingressBackend(w *writer, b *decode.Block, here object.Path) {
	if b.Schema.Name == "path" {
		here = here.Field("backend")
	}
	if to := (blocks.IngressPath{Block: b}); !to.Resource().Present() { // default_backend has the same
		backend(w, to, here)
	}
}

// backend writes what of a service and its port is not written yet. What cannot be
// found has been reported.
func backend(w *writer, b blocks.IngressPath, at object.Path) {
	service, _ := w.owner.Backend(b.Service())
	if !b.Service().Present() {
		w.set(at.Field("service").Field("name"), service.Name().Value())
	}
	port := at.Field("service").Field("port")
	switch b.Port().Value().(type) {
	case string:
		w.write(port.Field("name"), b.Port().Attribute())
	case int64:
		w.write(port.Field("number"), b.Port().Attribute())
	case nil:
		if ports := service.Ports(); len(ports) == 1 {
			w.set(port.Field("number"), ports[0].Port().Value())
		}
	}
}
