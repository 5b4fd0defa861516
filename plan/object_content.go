package plan

import (
	"fmt"
	"maps"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func at(content map[string]any, path ...string) any {
	value, _, _ := unstructured.NestedFieldNoCopy(content, path...)
	return value
}

func number(content map[string]any, fallback int64, path ...string) int64 {
	if n, ok := at(content, path...).(int64); ok {
		return n
	}
	return fallback
}

func with(m map[string]any, key string, value any) map[string]any {
	m = maps.Clone(m)
	m[key] = value
	return m
}

func without(m map[string]any, key string) map[string]any {
	m = maps.Clone(m)
	delete(m, key)
	return m
}

func withNested(content map[string]any, value any, path ...string) map[string]any {
	if len(path) > 1 {
		inner, _ := content[path[0]].(map[string]any)
		value = withNested(inner, value, path[1:]...)
	}
	if content == nil {
		return map[string]any{path[0]: value}
	}
	return with(content, path[0], value)
}

// withPrecondition is the content with one more field of metadata, by which the
// server refuses to act on another object or another version.
func withPrecondition(content map[string]any, field, value string) map[string]any {
	content = maps.Clone(content)
	metadata, _ := content["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	metadata[field] = value
	content["metadata"] = metadata
	return content
}

// quantityOf reads a quantity; what is none counts as nothing.
func quantityOf(v any) resource.Quantity {
	q, err := resource.ParseQuantity(fmt.Sprint(v))
	if err != nil {
		return resource.Quantity{}
	}
	return q
}

// defaultAccount is the service account of Pods that name none.
const defaultAccount = "default"
