package rollout

import (
	"cmp"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// httpRoute is an HTTPRoute. It is ready when everything that it is attached to has accepted
// it, and has found what it refers to: the controller of each says so in the route's status.
type httpRoute struct {
	assessed
	*routeContent
}

// routeContent is what the Gateway API's own type has of it: wl needs no more, and does not
// depend on one of its versions.
type routeContent struct {
	metav1.ObjectMeta `json:"metadata"`
	Spec              struct {
		ParentRefs []routeParent `json:"parentRefs"`
	} `json:"spec"`
	Status struct {
		Parents []routeStatus `json:"parents"`
	} `json:"status"`
}

// routeParent is what a route is attached to.
type routeParent struct {
	Group       *string `json:"group"`
	Kind        string  `json:"kind"`
	Namespace   string  `json:"namespace"`
	Name        string  `json:"name"`
	SectionName string  `json:"sectionName"`
	Port        int64   `json:"port"`
}

// routeStatus is what the controller of a parent says of a route.
type routeStatus struct {
	ParentRef  routeParent        `json:"parentRef"`
	Conditions []metav1.Condition `json:"conditions"`
}

// readHTTPRoute reads a route; one whose status is of another shape says nothing, as any
// object.
func readHTTPRoute(content map[string]any) (Workload, error) {
	o, err := Decode[routeContent](content)
	if err != nil {
		return readGeneric(content)
	}
	return httpRoute{readAssessed(content), o}, nil
}

func (r httpRoute) meta() *metav1.ObjectMeta { return &r.ObjectMeta }

func (r httpRoute) surroundings() (first, later []kind.GroupKind) {
	return nil, []kind.GroupKind{kind.Gateway}
}

func (r httpRoute) assess(e Evidence) assessment {
	accepted := 0
	var found []finding
	for _, p := range r.Spec.ParentRefs {
		if r.accepted(p) {
			accepted++
		} else if f := r.obstacle(p, e); f != nil {
			found = append(found, *f)
		}
	}
	wanted := len(r.Spec.ParentRefs)
	a := assessment{Status: Status{Word: Waiting, Message: fact.New(AwaitsParents, fact.Args{"accepted": accepted, "wanted": wanted})}}
	switch {
	case accepted == wanted:
		a.ready()
	case len(found) > 0:
		a.findings = found
	default:
		a.findings = warnings(e, WrongParents)
	}
	return a
}

// ref is the object that a parent of the route is.
func (r httpRoute) ref(p routeParent) object.Ref {
	gk := kind.GroupKind{Group: kind.Gateway.Group, Kind: cmp.Or(p.Kind, kind.Gateway.Kind)}
	if p.Group != nil {
		gk.Group = *p.Group
	}
	return object.NewRef(gk, cmp.Or(p.Namespace, r.Namespace), p.Name)
}

// told is what the controllers of a parent say of the route as it is now.
func (r httpRoute) told(p routeParent) (all []routeStatus) {
	for _, s := range r.Status.Parents {
		if r.ref(s.ParentRef) != r.ref(p) || s.ParentRef.SectionName != p.SectionName || s.ParentRef.Port != p.Port {
			continue
		}
		now := slices.DeleteFunc(slices.Clone(s.Conditions), func(c metav1.Condition) bool {
			return c.ObservedGeneration != 0 && c.ObservedGeneration < r.Generation
		})
		all = append(all, routeStatus{s.ParentRef, now})
	}
	return all
}

// accepted reports whether a controller of a parent has accepted the route.
func (r httpRoute) accepted(p routeParent) bool {
	return slices.ContainsFunc(r.told(p), func(s routeStatus) bool { return s.is("Accepted") && s.is("ResolvedRefs") })
}

func (s routeStatus) is(condition string) bool {
	return slices.ContainsFunc(s.Conditions, func(c metav1.Condition) bool { return c.Type == condition && c.Status == metav1.ConditionTrue })
}

// obstacle is why a parent has not accepted the route; nil where that is not known.
func (r httpRoute) obstacle(p routeParent, e Evidence) *finding {
	ref, told := r.ref(p), r.told(p)
	for _, s := range told {
		for _, c := range s.Conditions {
			if (c.Type == "Accepted" || c.Type == "ResolvedRefs") && c.Status == metav1.ConditionFalse && c.Reason != "Pending" {
				detail := fact.New(KnownParent, fact.Args{"parent": ref, "condition": c.Type, "said": c.Message})
				return &finding{Cause: Cause{Reason: c.Reason, Detail: detail}, word: NotReady, summary: WrongParents, patience: grace}
			}
		}
	}
	gateways, known := e.Around[kind.Gateway]
	if len(told) > 0 || !known || ref.GroupKind() != kind.Gateway {
		return nil
	}
	i := slices.IndexFunc(gateways, func(content map[string]any) bool { return isGateway(content, ref) })
	switch {
	case i < 0:
		return &finding{Cause: Cause{Reason: "GatewayMissing", Detail: fact.New(KnownGatewayMissing, fact.Args{"gateway": ref})}, word: NotReady, summary: WrongParents, patience: grace}
	case unhandled(gateways[i]):
		class, _ := object.At(gateways[i], "spec", "gatewayClassName").(string)
		detail := fact.New(KnownGatewayUnserved, fact.Args{"gateway": ref, "class": class})
		return &finding{Cause: Cause{Reason: "NoGatewayController", Detail: detail}, word: NotReady, summary: WrongParents, patience: unserved}
	}
	return nil
}

func isGateway(content map[string]any, ref object.Ref) bool {
	return object.At(content, "metadata", "namespace") == ref.Namespace && object.At(content, "metadata", "name") == ref.Name
}

// unhandled reports whether no controller has said anything of a Gateway: its conditions are
// those with which its definition creates it.
func unhandled(gateway map[string]any) bool {
	conditions, _ := object.At(gateway, "status", "conditions").([]any)
	return !slices.ContainsFunc(conditions, func(c any) bool {
		condition, _ := c.(map[string]any)
		return condition["status"] != string(metav1.ConditionUnknown)
	})
}
