package main

import (
	"context"
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/loadbalancer"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

func TestLoadBalancersBehave(t *testing.T) {
	_, client := newProgram(t).up(t, "balancers", "--nodes", "1")
	s := services{client}
	for name, test := range map[string]func(*testing.T, services){
		"address":              testAddress,
		"address given up":     testAddressGivenUp,
		"address that is late": testAddressLate,
		"no address":           testNoAddress,
		"another class":        testAnotherClass,
		"misspelt behaviour":   testMisspeltBalancer,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, s)
		})
	}
}

// services makes Services of type LoadBalancer and looks at them.
type services struct{ client *kubernetes.Clientset }

func (s services) create(t *testing.T, class string, annotations map[string]string) *corev1.Service {
	t.Helper()
	service := &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "balanced-", Annotations: annotations},
		Spec:       corev1.ServiceSpec{Type: corev1.ServiceTypeLoadBalancer, Ports: []corev1.ServicePort{{Port: 80}}},
	}
	if class != "" {
		service.Spec.LoadBalancerClass = &class
	}
	created, err := s.client.CoreV1().Services("default").Create(t.Context(), service, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func (s services) addresses(name string) ([]corev1.LoadBalancerIngress, error) {
	live, err := s.client.CoreV1().Services("default").Get(context.Background(), name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return live.Status.LoadBalancer.Ingress, nil
}

// address waits until a Service has one.
func (s services) address(t *testing.T, name string) string {
	t.Helper()
	var address string
	eventually(t, func() error {
		all, err := s.addresses(name)
		if err == nil && len(all) != 1 {
			err = fmt.Errorf("service %s has addresses %v", name, all)
		}
		if err == nil {
			address = all[0].IP
		}
		return err
	})
	return address
}

func (s services) hasNone(t *testing.T, name string) {
	t.Helper()
	if all, err := s.addresses(name); err != nil || len(all) > 0 {
		t.Errorf("service %s has addresses %v, %v, want none", name, all, err)
	}
}

func testAddress(t *testing.T, s services) {
	one, other := s.create(t, "", nil), s.create(t, loadbalancer.Class, map[string]string{stage.BehaviourAnnotation: stage.Healthy})
	if a, b := s.address(t, one.Name), s.address(t, other.Name); a == b {
		t.Errorf("two Services have the address %s", a)
	}
	claims{s.client}.event(t, one, "EnsuredLoadBalancer")
}

func testAddressGivenUp(t *testing.T, s services) {
	service := s.create(t, "", nil)
	s.address(t, service.Name)
	patch := []byte(`{"spec":{"type":"ClusterIP"}}`)
	if _, err := s.client.CoreV1().Services("default").Patch(t.Context(), service.Name, "application/merge-patch+json", patch, metav1.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		all, err := s.addresses(service.Name)
		if err == nil && len(all) > 0 {
			err = fmt.Errorf("a Service of type ClusterIP has addresses %v", all)
		}
		return err
	})
}

func testAddressLate(t *testing.T, s services) {
	service := s.create(t, "", map[string]string{stage.BehaviourAnnotation: loadbalancer.Slow, "wl-devcluster/address-seconds": "3"})
	claims{s.client}.event(t, service, "EnsuringLoadBalancer")
	s.hasNone(t, service.Name)
	s.address(t, service.Name)
}

func testNoAddress(t *testing.T, s services) {
	service := s.create(t, "", map[string]string{stage.BehaviourAnnotation: loadbalancer.Failure})
	claims{s.client}.event(t, service, "SyncLoadBalancerFailed Error syncing load balancer: failed to ensure load balancer")
	s.hasNone(t, service.Name)
}

func testAnotherClass(t *testing.T, s services) {
	other, served := s.create(t, "example.com/none", nil), s.create(t, "", nil)
	s.address(t, served.Name) // what came later has its address
	s.hasNone(t, other.Name)
}

func testMisspeltBalancer(t *testing.T, s services) {
	service := s.create(t, "", map[string]string{stage.BehaviourAnnotation: "slow"})
	claims{s.client}.event(t, service, `SyncLoadBalancerFailed Error syncing load balancer: wl-devcluster/behaviour "slow": it must be one of`)
	s.hasNone(t, service.Name)
}
