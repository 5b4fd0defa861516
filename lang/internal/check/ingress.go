package check

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// ingress leads traffic to a workload, being checked.
type ingress struct {
	*report
	blocks.Ingress
	item *module.Item
}

func (i ingress) check() {
	rules, otherwise := i.Rules(), i.DefaultBackend()
	if len(rules) == 0 && !otherwise.Present() && !i.item.Failed {
		i.fail(i.Header, "Missing required block", "%s leads nothing to the workload. Add rule { host = \"…\" }, or default_backend {}.", i.Title())
	}
	to := backends{i.report, i.item}
	if otherwise.Present() {
		to.check(blocks.IngressPath(otherwise), otherwise.Header)
	}
	for _, rule := range rules {
		for _, path := range rule.Paths() {
			i.path(path)
			to.check(path, path.Header)
		}
		if len(rule.Paths()) == 0 && !otherwise.Present() {
			to.check(blocks.IngressPath{}, rule.Header)
		}
	}
	hosts := make(map[string]bool)
	for _, rule := range rules {
		hosts[rule.Host().Value()] = true
	}
	for _, tls := range i.TLSes() {
		for n, host := range tls.Hosts().Value() {
			if name, _ := host.(string); !hosts[""] && !hosts[name] && !hosts[wildcardOf(name)] && len(rules) > 0 {
				i.warn(tls.Hosts().ElementRange(n), "No effect", "No rule of %s is for the host %q. Add one, or remove the host.", i.Title(), name)
			}
		}
	}
}

// wildcardOf is the name that stands for a host and those beside it.
func wildcardOf(host string) string {
	_, domain, _ := strings.Cut(host, ".")
	return "*." + domain
}

// path refuses what has several forms.
func (i ingress) path(p blocks.IngressPath) {
	around := p.Label + "/"
	if p.PathType().Value() != "ImplementationSpecific" && (strings.Contains(p.Label, "//") || strings.Contains(around, "/./") || strings.Contains(around, "/../") || strings.Contains(strings.ToUpper(p.Label), "%2F")) {
		i.fail(p.LabelRange, "Invalid value", "%q must not contain \"//\", \"/./\", \"/../\" or \"%%2F\". Write the path in its shortest form.", p.Label)
	}
}

// backends are where requests to a workload are led, being checked.
type backends struct {
	*report
	item *module.Item
}

// check finds the service and its port.
func (r backends) check(b blocks.IngressPath, at hcl.Range) {
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
	service, found := r.item.Backend(b.Service())
	switch {
	case !found && b.Service().Present():
		if !b.Port().Present() {
			r.fail(at, "Missing required argument", "The service %s is none of %s, so its port must be given. Add port = ….", shown(b.Service()), r.item.Title())
		}
	case !found && len(r.item.Workload().Services()) == 0:
		r.fail(at, "Missing required block", "%s has no service that requests can be led to. Add service \"…\" { port { port = 80 } }.", r.item.Title())
	case !found:
		r.fail(at, "Missing required argument", "%s has several services. Add service = …, the name of one of them: %s.", r.item.Title(), message.Join(namesOf(r.item), ", "))
	default:
		r.port(service, b.Port(), at)
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
