package rollout

import (
	"slices"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
)

// ingress is an Ingress. Where its controller sets the status of others, it is ready when
// it has an address; where none does, nothing tells.
type ingress struct {
	assessed
	*networkingv1.Ingress
}

func (i ingress) meta() *metav1.ObjectMeta { return &i.ObjectMeta }

func (i ingress) surroundings() (first, later []kind.GroupKind) {
	if i.class() == "" || len(i.Status.LoadBalancer.Ingress) > 0 {
		return nil, nil
	}
	return []kind.GroupKind{kind.Ingress, kind.IngressClass}, nil
}

func (i ingress) class() string { return valueOr(i.Spec.IngressClassName, "") }

func (i ingress) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: plain(AwaitsAddress)}}
	others, known := e.Around[kind.Ingress]
	switch {
	case len(i.Status.LoadBalancer.Ingress) > 0 || i.class() == "" || !known:
		a.ready()
	case slices.ContainsFunc(others, i.servedAlike):
		a.findings = warnings(e, WrongAddress)
	case i.classMissing(e):
		a.findings = []finding{{
			Cause:   Cause{Reason: "IngressClassMissing", Detail: fact.New(KnownIngressClassMissing, fact.Args{"class": i.class()})},
			word:    NotReady,
			summary: WrongIngressClass, patience: grace,
		}}
	default:
		a.ready()
	}
	return a
}

// servedAlike reports whether another Ingress of the same class has an address.
func (i ingress) servedAlike(content map[string]any) bool {
	other, err := Decode[networkingv1.Ingress](content)
	return err == nil && other.UID != i.UID && ingress{Ingress: other}.class() == i.class() && len(other.Status.LoadBalancer.Ingress) > 0
}

// classMissing reports whether its class does not exist, and no controller has done anything
// with it all the same.
func (i ingress) classMissing(e Evidence) bool {
	classes, known := e.Around[kind.IngressClass]
	return known && untouched(&i.ObjectMeta, e) && !slices.ContainsFunc(classes, func(content map[string]any) bool {
		metadata, _ := content["metadata"].(map[string]any)
		return metadata["name"] == i.class()
	})
}
