package check

import (
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// lifecycle checks the hooks and health checks of a c. Only what runs
// on can be asked how it is: init containers that end have neither.
func (c *container) lifecycle() {
	for _, parts := range []*decode.Block{c.Lifecycle().Block, c.HealthCheck().Block} {
		for _, p := range parts.Blocks() {
			if p.Schema.Name == "start" {
				c.start(blocks.Start{Block: p})
				continue
			}
			if c.ends() {
				c.fail(p.Header, "Not for an init container", `%s completes before the other containers start, so it has no %s. Remove it, or make it a sidecar: restart_policy = "Always".`,
					c.Title(), p.Schema.Name)
				continue
			}
			c.handler(p)
		}
	}
}

// start wants the start command in one place, and something in it.
func (c *container) start(start blocks.Start) {
	if !start.Command().Present() && !start.Args().Present() && !c.item.Failed {
		c.fail(start.Header, "Missing required argument", "start of %s has neither command nor args. Add one of them, or remove start.", c.Title())
	}
	for _, a := range []decode.Argument[[]any]{c.Command(), c.Args()} {
		if a.Present() {
			c.fail(a.Range(), "Conflicting arguments", "%s is set in %s, and the start command is also set at %s. Keep all of it in one of the two places.", a.Name(), c.Title(), syntax.Place(start.Header))
			return
		}
	}
}

// handler wants exactly one way to do a hook or a check.
func (c *container) handler(b *decode.Block) {
	var known, given []string
	for _, a := range b.Schema.Attributes {
		if a.Name == "exec" {
			known = append(known, a.Name)
			if b.Get(a.Name) != nil {
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
	case len(given) == 0 && !c.item.Failed: // it may be what failed
		c.fail(b.Header, "Missing required argument", "%s of %s has no action. Add one of %s.", b.Schema.Name, c.Title(), message.Join(known, ", "))
	case len(given) > 1:
		c.fail(b.Header, "Conflicting arguments", "%s of %s has %s, but only one of them is allowed. Keep one.", b.Schema.Name, c.Title(), message.Join(given, " and "))
	}
	probe := blocks.Probe{Block: b} // a hook has no more than a probe has
	c.namedPort(probe.HTTPGet().Port())
	c.namedPort(probe.TCPSocket().Port())
}

// namedPort looks for the port that a check names in its own c.
func (c *container) namedPort(port decode.Argument[any]) {
	name, named := port.Value().(string)
	if !named {
		return // a number needs no name
	}
	var known []string
	for _, p := range c.Ports() {
		if p.Label == name {
			return
		}
		if p.Label != "" {
			known = append(known, p.Label)
		}
	}
	c.fail(port.Range(), "No such port", "%s has no port %s.%s Add such a port to it, or name another.",
		c.Title(), shown(port), nearest.Sentence(name, known))
}
