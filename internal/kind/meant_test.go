package kind_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
)

func TestMeant(t *testing.T) {
	for _, c := range []struct{ apiVersion, name, want string }{
		{"v1", "pod", "v1 Pod"},
		{"v1", "PODS", "v1 Pod"},
		{"v1", "Configmap", "v1 ConfigMap"},
		{"v1", "Role", "rbac.authorization.k8s.io/v1 Role"}, // Node is near, too
		{"v1", "deployment", "apps/v1 Deployment"},
		{"apps/v1", "Deploymnt", "apps/v1 Deployment"},
		{"apps/v1", "Ingress", "networking.k8s.io/v1 Ingress"},
		{"extensions/v1beta1", "Deployment", "apps/v1 Deployment"},
		{"v1", "HTTPRoute", ""}, // which not every cluster has
		{"v1", "Quite different", ""},
	} {
		got := ""
		if k, ok := kind.Meant(kind.In(c.apiVersion, c.name)); ok {
			got = k.APIVersion() + " " + k.Kind
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.apiVersion, c.name, got, c.want)
		}
	}
}
