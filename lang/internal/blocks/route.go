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
	return !b.Group().Present() && (!of.Present() || of.Value() == kind.Service.Kind)
}
