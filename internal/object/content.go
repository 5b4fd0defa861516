package object

import (
	"maps"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// DefaultServiceAccount is the service account of Pods that name none.
const DefaultServiceAccount = "default"

// At is the value that fields lead to in an object's content; nil where none is there.
func At(content map[string]any, fields ...string) any {
	value, _, _ := unstructured.NestedFieldNoCopy(content, fields...)
	return value
}

// Number is the whole number that fields lead to, or a fallback where none is there.
func Number(content map[string]any, fallback int64, fields ...string) int64 {
	if n, ok := At(content, fields...).(int64); ok {
		return n
	}
	return fallback
}

// With is a map with another value for one key. The map itself stays as it is, as with
// all that follow.
func With(m map[string]any, key string, value any) map[string]any {
	m = maps.Clone(m)
	m[key] = value
	return m
}

// Without is a map without one key.
func Without(m map[string]any, key string) map[string]any {
	m = maps.Clone(m)
	delete(m, key)
	return m
}

// WithNested is content with another value where fields lead to, which come into being
// where they are not there.
func WithNested(content map[string]any, value any, fields ...string) map[string]any {
	if len(fields) > 1 {
		inner, _ := content[fields[0]].(map[string]any)
		value = WithNested(inner, value, fields[1:]...)
	}
	if content == nil {
		return map[string]any{fields[0]: value}
	}
	return With(content, fields[0], value)
}

// WithMetadata is content with another value for one field of its metadata. The UID and
// the resource version are preconditions there, by which a server refuses to act on
// another object or another version.
func WithMetadata(content map[string]any, field, value string) map[string]any {
	return WithNested(content, value, "metadata", field)
}
