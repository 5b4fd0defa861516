package view

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// schemaField is what a definition says of the objects of its kind, a version each. It
// is tens of thousands of lines for some, which nobody reads in a plan.
const schemaField = "openAPIV3Schema"

// withoutSchemas are the fields of a definition that comes into being or goes, without
// the schemas in it: of these the description tells. Where one changes, its difference
// is shown.
func withoutSchemas(of object.Ref, fields []plan.FieldChange) []plan.FieldChange {
	if of.GroupKind() != kind.Definition {
		return fields
	}
	kept := make([]plan.FieldChange, 0, len(fields))
	for _, f := range fields {
		if f.Op != plan.Modify {
			if slices.Contains(slices.Collect(f.Path.Elements()), object.FieldOf(schemaField)) {
				continue
			}
			f.Before, f.After, f.Requested = withoutSchema(f.Before), withoutSchema(f.After), withoutSchema(f.Requested)
		}
		kept = append(kept, f)
	}
	return kept
}

// withoutSchema is a value without the schemas in it.
func withoutSchema(v any) any {
	switch v := v.(type) {
	case map[string]any:
		kept := make(map[string]any, len(v))
		for key, inner := range v {
			if inner = withoutSchema(inner); key != schemaField && !isEmptied(v[key], inner) {
				kept[key] = inner
			}
		}
		return kept
	case []any:
		kept := make([]any, len(v))
		for i, item := range v {
			kept[i] = withoutSchema(item)
		}
		return kept
	}
	return v
}

// isEmptied reports whether nothing is left of a map that had something.
func isEmptied(before, after any) bool {
	was, _ := before.(map[string]any)
	is, isMap := after.(map[string]any)
	return isMap && len(is) == 0 && len(was) > 0
}
