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
	c.stopSignal()
}

// stopSignal wants the operating system to be known, which has it.
func (c *container) stopSignal() {
	signal, os := c.Lifecycle().StopSignal(), c.item.Workload().Advanced().Pod().OS()
	switch name := signal.Value(); {
	case !signal.Present():
	case c.ends():
		c.fail(signal.Range(), "Not for an init container", `%s completes before the other containers start, so it has no %s. Remove it, or make it a sidecar: restart_policy = "Always".`, c.Title(), signal.Name())
	case !os.Present() && !c.item.Failed:
		c.fail(signal.Range(), "Missing required argument", `stop_signal depends on the operating system of the Pods, which is not set. Add pod { os = "linux" } to advanced.`)
	case os.Value() == "windows" && name != "SIGKILL" && name != "SIGTERM":
		c.fail(signal.Range(), "Invalid value", `On Windows, stop_signal must be "SIGKILL" or "SIGTERM"; this is %s. Change it.`, shown(signal))
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
	c.http(probe.HTTPGet())
	c.sleep(blocks.Hook{Block: b}.Sleep().Seconds())
	c.namedPort(probe.HTTPGet().Port())
	c.namedPort(probe.TCPSocket().Port())
}

// http wants HTTP/2 as the node's agent speaks it.
func (c *container) http(get blocks.HTTPGet) {
	if get.Protocol().Value() != "HTTP2" {
		return
	}
	if get.Scheme().Value() == "HTTPS" {
		c.fail(get.Protocol().Range(), "Conflicting arguments", `protocol = "HTTP2" has no encryption, but scheme is "HTTPS". Change one of the two.`)
	}
	if get.Host().Present() {
		c.fail(get.Host().Range(), "Conflicting arguments", `With protocol = "HTTP2", the request goes to the Pod. Remove host.`)
	}
}

// sleep holds a pause to the time that the Pod has to terminate.
func (c *container) sleep(seconds decode.Argument[int64]) {
	grace := c.item.Workload().Advanced().Upgrade().TerminationGracePeriodSeconds()
	pause, ok := seconds.Lookup()
	if most, known := grace.Lookup(); ok && known && pause > most {
		c.fail(seconds.Range(), "Invalid value", "seconds of sleep (%s) must be at most the termination grace period (%s). Lower it, or raise termination_grace_period_seconds in upgrade.", shown(seconds), shown(grace))
	}
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
