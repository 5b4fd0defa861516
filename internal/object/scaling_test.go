package object_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

func TestScaleTarget(t *testing.T) {
	web := object.NewRef(kind.Deployment, "shop", "web")
	for name, c := range map[string]struct {
		target any
		of     object.Ref
		is     bool
	}{
		"in full":              {map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}, web, true},
		"in another version":   {map[string]any{"apiVersion": "apps/v1beta1", "kind": "Deployment", "name": "web"}, web, true},
		"without a group":      {map[string]any{"kind": "Deployment", "name": "web"}, web, true},
		"by its name":          {map[string]any{"name": "web"}, web, true},
		"of another group":     {map[string]any{"apiVersion": "example.com/v1", "kind": "Deployment", "name": "web"}, web, false},
		"of another kind":      {map[string]any{"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "web"}, web, false},
		"of another name":      {map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}, web, false},
		"in another namespace": {map[string]any{"name": "web"}, object.NewRef(kind.Deployment, "other", "web"), false},
		"a StatefulSet":        {map[string]any{"kind": "StatefulSet", "name": "web"}, object.NewRef(kind.StatefulSet, "shop", "web"), true},
		"without a name":       {map[string]any{"kind": "Deployment"}, object.NewRef(kind.Deployment, "shop", ""), false},
		"of another type":      {"web", web, false},
		"none":                 {nil, web, false},
	} {
		m := &object.Manifest{Ref: object.NewRef(kind.GroupKind{Group: "keda.sh", Kind: "ScaledObject"}, "shop", "web"), Content: map[string]any{"spec": map[string]any{"scaleTargetRef": c.target}}}
		target, scales := object.ScaleTargetOf(m)
		if got := scales && target.Is(c.of); got != c.is {
			t.Errorf("%s: %v", name, got)
		}
	}
}
