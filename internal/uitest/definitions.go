package uitest

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// definitions are those of kinds: one that comes into being, one that changes, and one
// that goes.
func definitions() []plan.Change {
	old, changed := schemaOf("size", "color"), schemaOf("size", "color", "weight")
	return []plan.Change{
		{
			Action: plan.Create, Object: object.NewRef(kind.Definition, "", "gizmos.example.com"), Address: "object.gizmos", Origin: Place("gizmos.yaml", 1),
			Fields: []plan.FieldChange{
				Added("spec.group", "example.com"), Added("spec.names.kind", "Gizmo"), Added("spec.names.plural", "gizmos"), Added("spec.scope", "Cluster"),
				Added("spec.versions", []any{
					map[string]any{"name": "v1", "served": true, "storage": true, "schema": schemaOf("size", "color", "weight", "parts", "maker")},
					map[string]any{"name": "v1beta1", "served": true, "storage": false, "schema": schemaOf("size"), "deprecated": true},
				}),
			},
		},
		{
			Action: plan.Update, Object: object.NewRef(kind.Definition, "", "dials.example.com"), Address: "object.dials", Origin: Place("dials.yaml", 1),
			Fields: []plan.FieldChange{Changed("spec.versions",
				[]any{map[string]any{"name": "v1", "served": true, "storage": true, "schema": old}},
				[]any{map[string]any{"name": "v1", "served": true, "storage": true, "schema": changed}})},
		},
		{
			Action: plan.Delete, Object: object.NewRef(kind.Definition, "", "knobs.example.com"),
			Fields: []plan.FieldChange{
				removed("spec.group", "example.com"),
				removed("spec.versions", []any{map[string]any{"name": "v1", "served": true, "storage": true, "schema": old}}),
			},
		},
	}
}

// schemaOf is the schema of objects whose specification has fields of these names.
func schemaOf(names ...string) map[string]any {
	fields := map[string]any{}
	for _, name := range names {
		fields[name] = map[string]any{"type": "array", "description": "The " + name + ".", "items": map[string]any{
			"type": "object", "properties": map[string]any{"value": map[string]any{"type": "string"}},
		}}
	}
	return map[string]any{"openAPIV3Schema": map[string]any{"type": "object", "properties": map[string]any{
		"spec": map[string]any{"type": "object", "properties": fields},
	}}}
}
