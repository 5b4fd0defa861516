package kubeschema

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// withDefaults is a copy of a custom object as the server completes it before it validates it:
// with the defaults of its definition, also in place of the nulls that a field cannot be.
// k8s.io/apiextensions-apiserver, which does the same there, needs the whole of an API server.
func withDefaults(value any, schema map[string]any) any {
	switch value := value.(type) {
	case map[string]any:
		return mapWithDefaults(value, schema)
	case []any:
		items, _ := schema["items"].(map[string]any)
		complete := make([]any, len(value))
		for i, item := range value {
			if item == nil && items["nullable"] != true {
				item = items["default"]
			}
			complete[i] = withDefaults(item, items)
		}
		return complete
	}
	return value
}

func mapWithDefaults(value, schema map[string]any) map[string]any {
	properties, _ := schema["properties"].(map[string]any)
	complete := make(map[string]any, len(value))
	for key, v := range value {
		of := fieldSchema(schema, key)
		if v == nil && of["nullable"] != true {
			v = of["default"]
		}
		complete[key] = withDefaults(v, of)
	}
	for key, of := range properties {
		of, _ := of.(map[string]any)
		if _, given := complete[key]; !given && of["default"] != nil {
			complete[key] = withDefaults(of["default"], of)
		}
	}
	return complete
}

// placeOf is the place that validation calls by a name, in which keys stand unquoted, with
// their dots: it is the content that tells them apart. The rest of the name is what the content lacks.
func placeOf(content any, name string) (at object.Path, rest string) {
	for rest = strings.TrimPrefix(name, "."); rest != ""; {
		step, value, length := stepInto(content, rest)
		if length == 0 {
			break
		}
		at, content, rest = at.Child(step), value, strings.TrimPrefix(rest[length:], ".")
	}
	return at, rest
}

// stepInto is the first step of a name in a value, what stands there, and how much of the name it is:
// 0 where there is nothing.
func stepInto(content any, name string) (step object.Element, value any, length int) {
	switch content := content.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(content)) {
			after, ok := strings.CutPrefix(name, key)
			if ok && len(key) > length && (after == "" || after[0] == '.' || after[0] == '[') {
				step, value, length = object.FieldOf(key), content[key], len(key)
			}
		}
	case []any:
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "["), "]")
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(content) {
			return object.IndexOf(i), content[i], len(number) + len("[]")
		}
	}
	return step, value, length
}

// WithoutNulls is a copy of an object without the fields that are null, which counts as not set.
// By the definition of its kind, if there is one, those are kept that have to be set and have
// no default, but may be null: always, or to fit one of several schemas. So are those that it does
// not name where it preserves unknown fields: there null may mean something to whoever reads the object.
func WithoutNulls(definition map[string]any, content any) any {
	fields, _ := content.(map[string]any)
	apiVersion, _ := fields["apiVersion"].(string)
	_, version := kind.SplitAPIVersion(apiVersion)
	root, _ := versionSchema(definition, version)
	return withoutNulls(content, withMetadata(root))
}

// withMetadata is the schema of an object that names its metadata, which the server knows without it.
func withMetadata(schema map[string]any) map[string]any {
	properties, _ := schema["properties"].(map[string]any)
	if schema == nil || properties["metadata"] != nil {
		return schema
	}
	with := map[string]any{"metadata": map[string]any{"type": "object"}}
	maps.Copy(with, properties)
	return object.With(schema, "properties", with)
}

func withoutNulls(value any, schema map[string]any) any {
	if schema["x-kubernetes-embedded-resource"] == true {
		schema = withMetadata(schema)
	}
	switch value := value.(type) {
	case map[string]any:
		required, _ := schema["required"].([]any)
		set := make(map[string]any, len(value))
		for key, v := range value {
			of := fieldSchema(schema, key)
			if of == nil && preserves(schema) {
				set[key] = v
				continue
			}
			if v != nil || takesNull(of) && slices.Contains(required, any(key)) {
				set[key] = withoutNulls(v, of)
			}
		}
		return withNullsOfParts(set, value, schema)
	case []any:
		items, named := schema["items"].(map[string]any)
		if !named && preserves(schema) {
			return value
		}
		set := make([]any, len(value))
		for i, item := range value {
			set[i] = withoutNulls(item, items)
		}
		return set
	}
	return value
}

// takesNull reports whether null is a value of a field with a schema, which may be none.
func takesNull(schema map[string]any) bool {
	untyped := schema["type"] == nil && schema["x-kubernetes-int-or-string"] != true
	return schema["default"] == nil && (schema["nullable"] == true || untyped)
}

// withNullsOfParts is a value without nulls, with those again without which it does not fit the
// anyOf, oneOf or allOf of its schema, though it does with them.
func withNullsOfParts(set, value, schema map[string]any) map[string]any {
	parts := map[string]any{}
	for _, of := range []string{"anyOf", "oneOf", "allOf"} {
		if schema[of] != nil {
			parts[of] = schema[of]
		}
	}
	with := maps.Clone(set)
	for key, v := range value {
		if v == nil && requires(parts, key) && takesNull(fieldSchema(schema, key)) {
			with[key] = nil
		}
	}
	if len(with) == len(set) || fits(mapWithDefaults(set, schema), parts) || !fits(mapWithDefaults(with, schema), parts) {
		return set
	}
	return with
}

// requires reports whether one of the parts of a schema requires a field.
func requires(schema map[string]any, key string) bool {
	for _, of := range []string{"anyOf", "oneOf", "allOf"} {
		parts, _ := schema[of].([]any)
		for _, part := range parts {
			part, _ := part.(map[string]any)
			if required, _ := part["required"].([]any); slices.Contains(required, any(key)) || requires(part, key) {
				return true
			}
		}
	}
	return false
}

// requiresAt reports whether a schema requires a field whichever of its alternatives is chosen.
func requiresAt(schema map[string]any, field object.Path) bool {
	first, rest := field.Cut()
	name, named := first.Field()
	required, _ := schema["required"].([]any)
	in, _ := schema["items"].(map[string]any)
	if named {
		in = fieldSchema(schema, name)
	}
	if rest.IsRoot() && slices.Contains(required, any(name)) || !rest.IsRoot() && in != nil && requiresAt(in, rest) {
		return true
	}
	without := func(part any) bool {
		of, _ := part.(map[string]any)
		return !requiresAt(of, field)
	}
	all, _ := schema["allOf"].([]any)
	for _, part := range all {
		if !without(part) {
			return true
		}
	}
	for _, alternatives := range []any{schema["anyOf"], schema["oneOf"]} {
		if parts, _ := alternatives.([]any); len(parts) > 0 && !slices.ContainsFunc(parts, without) {
			return true
		}
	}
	return false
}

// fieldSchema is the schema of a field or a key; nil where there is none.
func fieldSchema(schema map[string]any, key string) map[string]any {
	properties, _ := schema["properties"].(map[string]any)
	if of, known := properties[key].(map[string]any); known {
		return of
	}
	additional, _ := schema["additionalProperties"].(map[string]any)
	return additional
}
