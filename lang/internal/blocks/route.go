package blocks

import "github.com/workloadlang/wl/internal/kind"

// Redirects reports whether the rule sends its requests' clients elsewhere, so that it
// has no backends.
func (b RouteRule) Redirects() bool {
	for _, f := range b.Filters() {
		if f.RequestRedirect().Present() {
			return true
		}
	}
	return false
}

// IsService reports whether requests are led to a service.
func (b BackendRef) IsService() bool {
	of := b.Kind()
	return b.Group().Value() == kind.Service.Group && (!of.Present() || of.Value() == kind.Service.Kind)
}

// LacksGroup reports whether the route is attached to a Service that is looked for in
// the Gateway API's own group: what no group is said of is there.
func (b ParentRef) LacksGroup() bool {
	return !b.Group().Present() && b.Kind().Value() == kind.Service.Kind
}

// InGroup is the group of what the route is attached to.
func (b ParentRef) InGroup() string {
	if group, given := b.Group().Lookup(); given {
		return group
	}
	return kind.HTTPRoute.Group
}
