package object

import (
	"slices"
	"testing"
)

func TestOthersFinalizers(t *testing.T) {
	own := []string{
		"foregroundDeletion", "orphan", "kubernetes", "kubernetes.io/pvc-protection", "kubernetes.io/pv-protection", "batch.kubernetes.io/job-tracking",
		"service.kubernetes.io/load-balancer-cleanup", "external-provisioner.volume.kubernetes.io/finalizer", "customresourcecleanup.apiextensions.k8s.io",
		"networking.k8s.io/service-cidr-finalizer",
	}
	others := []string{
		"example.com/cleanup", "finalizer.certs.example.com", "cluster.cluster.x-k8s.io", "kubernetes.io.example.com/a", "notkubernetes.io/a", "cleanup",
		"gateway-exists-finalizer.gateway.networking.k8s.io", "service.k8s.aws/resources", "batch/hold",
	}
	if got := (Meta{Finalizers: slices.Concat(own, others)}).OthersFinalizers(); !slices.Equal(got, others) {
		t.Errorf("got %q", got)
	}
}
