package said

import (
	"cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// describeIngress returns "class nginx", and a line for each path of each host.
func describeIngress(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var lines []string
	if class := t.text("spec", "ingressClassName"); class != "" {
		lines = append(lines, w.Say("class %s", class))
	}
	for _, rule := range t.at("spec", "rules").items() {
		host := cmp.Or(rule.text("host"), "*")
		for _, path := range rule.at("http", "paths").items() {
			lines = append(lines, host+path.text("path")+" -> "+backend(path.at("backend")))
		}
	}
	if otherwise := t.at("spec", "defaultBackend"); otherwise.below != nil {
		lines = append(lines, "* -> "+backend(otherwise))
	}
	return lines
}

// backend returns "service:port", or the kind and name of another resource.
func backend(t *fieldTree) string {
	if name := t.text("resource", "name"); name != "" {
		return t.text("resource", "kind") + " " + name
	}
	return t.text("service", "name") + ":" + cmp.Or(t.text("service", "port", "name"), t.text("service", "port", "number"))
}
