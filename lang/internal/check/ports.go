package check

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// ports are those of the containers of a Pod, which share one network.
type ports struct {
	*report
	lifted         bool // the documented limits do not bind
	numbers, names map[string]listener
	hosts          distinct
}

func newPorts(r *report, lifted bool) *ports {
	return &ports{report: r, lifted: lifted, numbers: make(map[string]listener), names: make(map[string]listener), hosts: newDistinct(r, message.New(" The containers of a Pod share one network."))}
}

// add takes the ports of one more container.
func (p *ports) add(container blocks.Container) {
	for _, port := range container.Ports() {
		if number, ok := port.ContainerPort().Lookup(); ok {
			p.listens(p.numbers, message.New("port %d/%s", number, port.Protocol().Value()), listener{container, port})
		}
		if port.Label != "" {
			p.listens(p.names, message.New("port name %q", port.Label), listener{container, port})
		}
		if _, ok := port.HostPort().Lookup(); ok {
			p.hosts.add(message.New("host port %s/%s", shown(port.HostPort()), port.Protocol().Value()), port.Block)
		}
	}
}

// listener is a port with its container.
type listener struct {
	container blocks.Container
	port      blocks.ContainerPort
}

// listens refuses what two ports of a container cannot both have. Those of two
// containers can for Kubernetes, which does not look whether both listen.
func (p *ports) listens(taken map[string]listener, what message.Text, l listener) {
	first, collides := taken[what.String()]
	if !collides {
		taken[what.String()] = l
		return
	}
	var way message.Text
	switch {
	case first.container == l.container:
	case p.lifted:
		p.warn(l.port.Header, "Port conflict", "The %s is also used by %s at %s. The containers of a Pod share one network, and only one can listen on a port. Change one of the two.", what, first.container.Title(), syntax.Place(first.port.Header))
		return
	default:
		way = message.New(`, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits`)
	}
	p.fail(l.port.Header, "Port conflict", "The %s is already used at %s. The containers of a Pod share one network. Change one of the two%s.", what, syntax.Place(first.port.Header), way)
}

// distinct are ports of which no two may be the same.
type distinct struct {
	*report
	because message.Text // a sentence with a leading space
	taken   map[string]hcl.Range
}

func newDistinct(r *report, because message.Text) distinct {
	return distinct{r, because, make(map[string]hcl.Range)}
}

func (d distinct) add(what message.Text, port *decode.Block) {
	if first, ok := d.taken[what.String()]; ok {
		d.fail(port.Header, "Port conflict", "The %s is already used at %s.%s Change one of the two.", what, syntax.Place(first), d.because)
		return
	}
	d.taken[what.String()] = port.Header
}
