package objects

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// route leads what no backend is said for to the workload as a whole.
func route(w *writer, b *decode.Block, _ object.Path) {
	r, rules := blocks.Route{Block: b}, object.PathOf("spec", "rules")
	if len(r.Rules()) == 0 {
		w.from(w.add(rules, make(map[string]any)), b.Header)
		w.ownBackend(rules.Index(0))
	}
	for i, rule := range r.Rules() {
		if len(rule.BackendRefs()) == 0 && !rule.Redirects() {
			w.ownBackend(rules.Index(i))
		}
	}
}

// ownBackend leads the requests of a rule to the workload's only service.
func (w *writer) ownBackend(rule object.Path) {
	routeBackend(w, nil, w.add(rule.Field("backendRefs"), make(map[string]any)))
}

// routeBackend completes what serves requests: the workload's own service, unless
// told otherwise. What cannot be found has been reported.
func routeBackend(w *writer, b *decode.Block, here object.Path) {
	to := blocks.BackendRef{Block: b}
	if !to.IsService() {
		if port := to.Port(); port.Present() {
			w.write(here.Field("port"), port.Attribute())
		}
		return
	}
	service, _ := w.owner.RouteBackend(to)
	if !to.Name().Present() {
		w.set(here.Field("name"), service.Name().Value())
	}
	at := here.Field("port")
	if _, isNumber := to.Port().Value().(int64); isNumber {
		w.write(at, to.Port().Attribute())
		return
	}
	for _, p := range service.Ports() {
		if name := to.Port(); !name.Present() || name.Value() == p.Label {
			w.set(at, p.Port().Value())
			if name.Present() {
				w.from(at, name.Range())
			}
		}
	}
}

// routeFilter says which kind of filter it is: there is one in each block.
func routeFilter(w *writer, b *decode.Block, here object.Path) {
	kinds := map[string]string{
		"request_header_modifier": "RequestHeaderModifier", "response_header_modifier": "ResponseHeaderModifier",
		"request_redirect": "RequestRedirect", "url_rewrite": "URLRewrite", "request_mirror": "RequestMirror", "cors": "CORS", "extension_ref": "ExtensionRef",
	}
	for _, n := range b.Blocks() {
		w.set(here.Field("type"), kinds[n.Schema.Name])
		w.from(here.Field("type"), n.Header)
	}
}

// pathModifier says which kind it is.
func pathModifier(w *writer, b *decode.Block, here object.Path) {
	how := "ReplacePrefixMatch"
	if (blocks.PathModifier{Block: b}).ReplaceFullPath().Present() {
		how = "ReplaceFullPath"
	}
	w.set(here.Field("type"), how)
}
