package kubeschema_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kubeschema"
)

// A field is found however the server spells it.
func TestServerPath(t *testing.T) {
	container := map[string]any{"name": "main", "image": "main:1.0"}
	pod := map[string]any{"hostPID": true, "containers": []any{container}}
	deployment := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "spec": map[string]any{"template": map[string]any{"spec": pod}}}
	service := map[string]any{"apiVersion": "v1", "kind": "Service", "metadata": map[string]any{"labels": map[string]any{"Team": "a", "team": "b"}},
		"spec": map[string]any{"loadBalancerSourceRanges": []any{"10.0.0.1/8"}}}
	for _, c := range []struct {
		content     map[string]any
		field, want string
	}{
		{service, "spec.loadBalancerSourceRanges[0]", "spec.loadBalancerSourceRanges[0]"},
		{service, "spec.LoadBalancerSourceRanges[0]", "spec.loadBalancerSourceRanges[0]"},
		{service, "metadata.labels.Team", "metadata.labels.Team"},
		{service, "spec.ExternalName", "spec.ExternalName"},
		{deployment, "spec.template.spec.HostPID", "spec.template.spec.hostPID"},
		{deployment, "spec.template.spec.containers[0].Image", "spec.template.spec.containers[0].image"},
		{deployment, `.spec.template.spec.containers[name="main"].image`, `spec.template.spec.containers[name="main"].image`},
		{deployment, "spec[", ""},
	} {
		if got := kubeschema.ServerPath(c.content, c.field).String(); got != c.want {
			t.Errorf("%s is read as %s, want %s", c.field, got, c.want)
		}
	}
}
