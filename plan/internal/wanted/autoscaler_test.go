package wanted_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/plan/internal/wanted"
)

// A number of replicas needs no spec to be there, and leaves the content as it is.
func TestReplicasWithoutASpec(t *testing.T) {
	for name, spec := range map[string]any{"none": nil, "empty": map[string]any{}, "another field": map[string]any{"paused": true}, "a number": map[string]any{"replicas": int64(7)}} {
		for _, apiVersion := range []string{"apps/v1", "example.com/v1"} {
			content := map[string]any{"apiVersion": apiVersion, "kind": "Deployment"}
			want := map[string]any{"replicas": int64(3)}
			if fields, ok := spec.(map[string]any); ok {
				content["spec"] = spec
				for k, v := range fields {
					if k != "replicas" {
						want[k] = v
					}
				}
			}
			if diff := cmp.Diff(any(want), wanted.WithReplicas(content, 3)["spec"]); diff != "" {
				t.Errorf("%s of %s: %s", name, apiVersion, diff)
			}
			if fields, ok := spec.(map[string]any); ok && name != "a number" && fields["replicas"] != nil {
				t.Errorf("%s of %s: the content has changed", name, apiVersion)
			}
		}
	}
}
