package compare_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/state"
)

// What the last revision set is known by its paths, without what it left to others.
func TestRemember(t *testing.T) {
	deployment := func(version string, name any) map[string]any {
		return map[string]any{
			"apiVersion": version, "kind": "Deployment", "metadata": map[string]any{"name": "web", "labels": map[string]any{"a": "b"}},
			"spec": map[string]any{
				"replicas": int64(2),
				"template": map[string]any{"spec": map[string]any{"containers": []any{map[string]any{"name": name, "image": "nginx"}}}},
			},
		}
	}
	for name, c := range map[string]struct {
		applied map[string]any
		known   bool
	}{
		"the same version":       {deployment("apps/v1", "web"), true},
		"another version":        {deployment("apps/v2", "web"), false},
		"a key that is withheld": {deployment("apps/v1", nil), true},
	} {
		t.Run(name, func(t *testing.T) {
			s := compare.Subject{Manifest: &object.Manifest{APIVersion: "apps/v1"}}
			s.Remember(&state.AppliedObject{Content: c.applied, Lifecycle: object.Lifecycle{IgnoreFields: []object.Path{object.PathOf("spec", "replicas")}}})
			if (s.Was != nil) != c.known {
				t.Fatalf("known: %v", s.Was != nil)
			}
			if !c.known {
				return
			}
			for path, set := range map[string]bool{
				`spec.template.spec.containers[name="web"].image`: name == "the same version", "metadata.labels.a": true, "spec.replicas": false, "metadata.name": false,
			} {
				if got := kubeschema.Has(s.Was, object.MustParsePath(path)); got != set {
					t.Errorf("%s: %v", path, got)
				}
			}
		})
	}
}
