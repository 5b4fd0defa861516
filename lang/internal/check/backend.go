package check

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// backends are where requests to a workload are led, being checked.
type backends struct {
	*report
	item *module.Item
}

// ingress finds the service and its port.
func (r backends) ingress(b blocks.IngressPath, at hcl.Range) {
	if r.item.Failed {
		return
	}
	if resource := b.Resource(); resource.Present() {
		for _, a := range []*decode.Attribute{b.Service().Attribute(), b.Port().Attribute()} {
			if a != nil {
				r.fail(a.Range, "Conflicting arguments", "Requests are led to a service or to another resource. Remove %s, or resource.", a.Schema.Name)
			}
		}
		return
	}
	if service, found := r.item.Backend(b.Service()); found {
		r.port(service, b.Port(), at)
	} else {
		r.missing("service", b.Service(), b.Port(), at)
	}
}

// route finds the service and its port, which a route names by its number.
func (r backends) route(b blocks.BackendRef, at hcl.Range) {
	port := b.Port()
	_, named := port.Value().(string)
	service, found := r.item.RouteBackend(b)
	switch {
	case r.item.Failed:
	case !b.IsService():
		if !b.Name().Present() {
			r.fail(at, "Missing required argument", "A backend that is not a Service needs a name. Add name = ….")
		}
		if named {
			r.fail(port.Range(), "Invalid value", "Only a port of the workload's own services can be given by its name; this is %s. Write its number.", shown(port))
		}
	case found:
		r.port(service, port, at)
	case named:
		r.fail(port.Range(), "Invalid value", "Only a port of the workload's own services can be given by its name; this is %s. Write its number.", shown(port))
	default:
		r.missing("name", b.Name(), port, at)
	}
}

// missing reports that no service of the workload is meant, where one must be.
func (r backends) missing(argument string, service decode.Argument[string], port decode.Argument[any], at hcl.Range) {
	switch {
	case service.Present():
		if !port.Present() {
			r.fail(at, "Missing required argument", "The service %s does not belong to %s, so its port must be set. Add port = ….", shown(service), r.item.Title())
		}
	case len(r.item.Workload().Services()) == 0:
		r.fail(at, "Missing required block", "%s has no service that requests can be led to. Add service \"…\" { … } with port { port = 80 } in it.", r.item.Title())
	default:
		r.fail(at, "Missing required argument", "%s has several services. Add %s = …, the name of one of them: %s.", r.item.Title(), argument, message.Join(namesOf(r.item), ", "))
	}
}

func namesOf(item *module.Item) []string {
	var names []string
	for _, s := range item.Workload().Services() {
		names = append(names, s.Name().Value())
	}
	return names
}

// port looks for a port of a service.
func (r backends) port(service blocks.Service, port decode.Argument[any], at hcl.Range) {
	var names []string
	for _, p := range service.Ports() {
		if number, _ := p.Port().Lookup(); port.Value() == number || port.Value() == p.Label {
			return
		}
		if p.Label != "" {
			names = append(names, p.Label)
		}
	}
	slices.Sort(names)
	switch name, _ := port.Value().(string); {
	case port.Present():
		r.fail(port.Range(), "No such port", "%s has no port %s.%s Add it to the service, or name another.", service.Title(), shown(port), nearest.Sentence(name, names))
	case len(service.Ports()) != 1:
		r.fail(at, "Missing required argument", "%s has %d ports. Add port = …, the name or number of one of them.", service.Title(), len(service.Ports()))
	}
}
