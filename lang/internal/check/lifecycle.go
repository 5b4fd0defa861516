package check

import (
	"strings"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
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
				c.start(item, b, p)
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

// start wants the start command in one place, and something in it.
func (c *checker) start(item *module.Item, container, start *decode.Block) {
	if start.Get("command") == nil && start.Get("args") == nil && !item.Failed {
		c.fail(start.Header, "Nothing to do", "start of %s says neither what is run nor with what. Add command or args, or remove it.", container.Title())
	}
	for _, name := range []string{"command", "args"} {
		if a := container.Get(name); a != nil {
			c.fail(a.Range, "Conflicting arguments", "%s stands in %s, and the start command stands at %s, too. Keep one of the two places for all of it.", name, container.Title(), syntax.Place(start.Header))
			return
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
		if p.Label != "" {
			known = append(known, p.Label)
		}
	}
	c.fail(request.Get("port").Range, "No such port", "%s has no port %s.%s Add such a port to it, or name another.",
		container.Title(), shown(request.Get("port")), diag.DidYouMean(name, known))
}
