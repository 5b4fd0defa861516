package check

import (
	"strings"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

// lifecycle checks the hooks and health checks of a container. Only what runs
// on can be asked how it is: init containers that end have neither.
func (c *checker) lifecycle(item *module.Item, b *decode.Block) {
	ends := b.Schema.Name == "init_container" && b.String("restart_policy") != "Always"
	for _, group := range []string{"lifecycle", "health_check"} {
		parts := b.Child(group)
		if parts == nil {
			continue
		}
		for _, p := range parts.Blocks() {
			if p.Schema.Name == "start" {
				continue
			}
			if ends {
				c.fail(p.Header, "Not for an init container", `%s runs to its end before the others start, so it has no %s. Remove it, or make it a sidecar: restart_policy = "Always".`,
					b.Title(), p.Schema.Name)
				continue
			}
			c.handler(item, b, p)
		}
	}
}

// handler wants exactly one way to do a hook or a check.
func (c *checker) handler(item *module.Item, container, b *decode.Block) {
	var known, given []string
	for _, a := range b.Schema.Attributes {
		if a.Name == "exec" {
			known = append(known, a.Name)
			if b.Has(a.Name) {
				given = append(given, a.Name)
			}
		}
	}
	for _, n := range b.Schema.Blocks {
		known = append(known, n.Name)
		if b.Child(n.Name) != nil {
			given = append(given, n.Name)
		}
	}
	switch {
	case len(given) == 0 && !item.Failed: // it may be what failed
		c.fail(b.Header, "Nothing to do", "%s of %s does not say what to do. Add one of %s.", b.Schema.Name, container.Title(), strings.Join(known, ", "))
	case len(given) > 1:
		c.fail(b.Header, "Several things to do", "%s of %s has %s, but can have only one of them. Keep one.", b.Schema.Name, container.Title(), strings.Join(given, " and "))
	}
	for _, name := range []string{"http_get", "tcp_socket"} {
		if request := b.Child(name); request != nil {
			c.namedPort(container, request)
		}
	}
}

// namedPort looks for the port that a check names in its own container.
func (c *checker) namedPort(container, request *decode.Block) {
	name := request.String("port")
	if name == "" {
		return // a number needs no name
	}
	var known []string
	for _, p := range container.Children("port") {
		if p.Label == name {
			return
		}
		known = append(known, p.Label)
	}
	c.fail(request.Get("port").Range, "No such port", "%s has no port %s.%s Add such a port to it, or name another.",
		container.Title(), shown(request.Get("port")), diag.DidYouMean(name, known))
}
