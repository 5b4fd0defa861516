package objects

import (
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// besideFunction finds the function that completes a block of what goes with
// workloads; nil for a plain one.
func besideFunction(f schema.Func) blockFunc {
	switch f {
	case table.CompileIngress:
		return ingress
	case table.CompileIngressBackend:
		return ingressBackend
	case table.CompileRoute:
		return route
	case table.CompileRouteBackend:
		return routeBackend
	case table.CompileRouteFilter:
		return routeFilter
	case table.CompilePathModifier:
		return pathModifier
	case table.CompileRoleRule:
		return roleRule
	case table.CompileBoundRole:
		return boundRole
	case table.CompileRoleBinding:
		return roleBinding
	case table.CompileSubject:
		return subject
	case table.CompileNetworkPolicy:
		return networkPolicy
	case table.CompileClaimReference:
		return claimReference
	}
	return nil
}
