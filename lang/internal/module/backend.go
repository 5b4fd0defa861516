package module

import (
	"slices"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// Backend finds the workload's service that requests are led to: the one of a name,
// or, where none is given, its only one; of several, the only one that has an
// address. It reports false where there is none, or it is not known which.
func (i *Item) Backend(name decode.Argument[string]) (blocks.Service, bool) {
	services := i.Workload().Services()
	if name.Present() {
		services = slices.DeleteFunc(services, func(s blocks.Service) bool { return s.Name().Value() != name.Value() })
	} else if len(services) > 1 {
		services = slices.DeleteFunc(services, func(s blocks.Service) bool {
			return s.Headless().Value() || s.Type().Value() == "ExternalName"
		})
	}
	if len(services) != 1 {
		return blocks.Service{}, false
	}
	return services[0], true
}

// RouteBackend finds the workload's service that a route leads to; none where it is of
// another namespace.
func (i *Item) RouteBackend(to blocks.BackendRef) (blocks.Service, bool) {
	if of := to.Namespace(); of.Present() && of.Value() != i.Namespace {
		return blocks.Service{}, false
	}
	return i.Backend(to.Name())
}
