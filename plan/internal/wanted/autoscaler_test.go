package wanted_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
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

// The replicas are left to an autoscaler of the stack, whatever the targets are.
func TestAutoscaledWhateverTheTargets(t *testing.T) {
	dep := object.Manifest{
		Ref: object.NewRef(kind.Deployment, "shop", "web"), APIVersion: "apps/v1", Address: "object.web",
		Content: map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": "web", "namespace": "shop"}},
	}
	for name, c := range map[string]struct {
		address, namespace, target string
		targets                    []string
		left                       bool
	}{
		"no target":                      {"object.hpa", "shop", "web", nil, true},
		"the workload alone":             {"object.hpa", "shop", "web", []string{"object.web"}, true},
		"the autoscaler of a module":     {"module.m.object.hpa", "shop", "web", []string{"object.web"}, true},
		"one of the same block":          {"object.web.autoscale", "shop", "web", []string{"object.web"}, true},
		"both":                           {"object.hpa", "shop", "web", []string{"object.web", "object.hpa"}, true},
		"another workload's autoscaler":  {"object.hpa", "shop", "other", []string{"object.web"}, false},
		"an autoscaler of another place": {"object.hpa", "elsewhere", "web", []string{"object.web"}, false},
	} {
		hpa := object.Manifest{
			Ref: object.NewRef(kind.Autoscaler, c.namespace, "hpa"), APIVersion: "autoscaling/v2", Address: c.address,
			Content: map[string]any{
				"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": map[string]any{"name": "hpa", "namespace": c.namespace},
				"spec": map[string]any{"minReplicas": int64(2), "scaleTargetRef": map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": c.target}},
			},
		}
		w := wanted.New(plan.Input{Stack: object.Stack{Name: "shop", Namespace: "shop"}, Desired: []object.Manifest{dep, hpa}, Options: plan.Options{Targets: c.targets}}, nil, nil)
		if left := slices.Contains(w.LeftOver(&dep), wanted.ReplicasPath()); left != c.left {
			t.Errorf("%s: the replicas are left: %v", name, left)
		}
		if begins := w.Begins(&dep); (begins != nil) != c.left {
			t.Errorf("%s: begins %+v", name, begins)
		}
	}
}
