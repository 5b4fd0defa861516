package rollout

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
)

// service is a Service. One of type LoadBalancer is ready when it has an address.
type service struct {
	assessed
	*corev1.Service
}

func (s service) meta() *metav1.ObjectMeta { return &s.ObjectMeta }

func (s service) surroundings() (first, later []kind.GroupKind) {
	return nil, []kind.GroupKind{kind.Service}
}

func (s service) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: plain(AwaitsAddress)}}
	if s.Spec.Type != corev1.ServiceTypeLoadBalancer || len(s.Status.LoadBalancer.Ingress) > 0 {
		a.ready()
		return a
	}
	if a.findings = warnings(e, WrongAddress); s.unserved(e) {
		a.findings = []finding{{
			Cause:   Cause{Reason: "NoLoadBalancer", Detail: fact.New(KnownNoBalancer, fact.Args{"class": s.class()})},
			word:    NotReady,
			summary: WrongAddress, patience: unserved,
		}}
	}
	return a
}

func (s service) class() string { return valueOr(s.Spec.LoadBalancerClass, "") }

// unserved reports whether no controller seems to assign addresses to Services of its class:
// nothing has happened to it, and no other one of the cluster has an address.
func (s service) unserved(e Evidence) bool {
	others, known := e.Around[kind.Service]
	return known && len(s.Status.Conditions) == 0 && untouched(&s.ObjectMeta, e) && !slices.ContainsFunc(others, func(content map[string]any) bool {
		other, err := Decode[corev1.Service](content)
		return err != nil || service{Service: other}.class() == s.class() && len(other.Status.LoadBalancer.Ingress) > 0
	})
}
