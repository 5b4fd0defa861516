package kubeschema

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	openapi "k8s.io/kube-openapi/pkg/validation/errors"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
)

// ValidateCustom checks an object by the CustomResourceDefinition of its kind, as
// the server will: types, limits, and fields that the definition does not know,
// which the server would drop.
func ValidateCustom(definition, content map[string]any) []Violation {
	apiVersion, _ := content["apiVersion"].(string)
	_, version := kind.SplitAPIVersion(apiVersion)
	root, known := versionSchema(definition, version)
	if root == nil {
		return []Violation{{Path: object.PathOf("apiVersion"), Message: message.New("its CustomResourceDefinition has no version %q; it has %s", version, message.Join(known, ", "))}}
	}
	raw, err := json.Marshal(root)
	schema := new(spec.Schema)
	if err == nil {
		err = json.Unmarshal(raw, schema)
	}
	if err != nil {
		return []Violation{{Message: message.New("the schema of its CustomResourceDefinition cannot be read: %v", err)}}
	}
	c := &customChecker{}
	c.object(object.Path{}, withoutIdentity(content), root)
	return append(c.found, limits(schema, content)...)
}

// versionSchema finds the schema of a version, and the versions that there are.
func versionSchema(definition map[string]any, version string) (schema map[string]any, known []string) {
	of, _ := definition["spec"].(map[string]any)
	versions, _ := of["versions"].([]any)
	for _, v := range versions {
		v, _ := v.(map[string]any)
		name, _ := v["name"].(string)
		known = append(known, name)
		if name == version {
			under, _ := v["schema"].(map[string]any)
			if schema, _ = under["openAPIV3Schema"].(map[string]any); schema == nil {
				schema = map[string]any{"x-kubernetes-preserve-unknown-fields": true}
			}
		}
	}
	return schema, known
}

// withoutIdentity leaves out what every object has.
func withoutIdentity(content map[string]any) map[string]any {
	rest := maps.Clone(content)
	for _, field := range []string{"apiVersion", "kind", "metadata"} {
		delete(rest, field)
	}
	return rest
}

func limits(schema *spec.Schema, content map[string]any) []Violation {
	var found []Violation
	for _, err := range validate.NewSchemaValidator(schema, nil, "", strfmt.Default).Validate(content).Errors {
		v, text := Violation{}, err.Error()
		if at := new(openapi.Validation); errors.As(err, &at) {
			if named, err := object.ParsePath(at.Name); err == nil {
				v.Path = Locate(content, named)
			}
			text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(text, at.Name), " in body "), ": ")
		}
		v.Message = message.New("%s", message.Library(text))
		found = append(found, v)
	}
	return found
}

// customChecker finds fields that a definition does not know.
type customChecker struct{ found []Violation }

func (c *customChecker) object(at object.Path, value, schema map[string]any) {
	properties, _ := schema["properties"].(map[string]any)
	additional, isSchema := schema["additionalProperties"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(value)) {
		switch known, ok := properties[key].(map[string]any); {
		case ok:
			c.value(at.Field(key), value[key], known)
		case isSchema:
			c.value(at.Field(key), value[key], additional)
		case schema["x-kubernetes-preserve-unknown-fields"] == true || schema["additionalProperties"] == true:
		default:
			c.found = append(c.found, Violation{Path: at.Field(key),
				Message: message.New("its CustomResourceDefinition has no field %q here%s", key, nearest.Clause(key, slices.Sorted(maps.Keys(properties))))})
		}
	}
}

func (c *customChecker) value(at object.Path, value any, schema map[string]any) {
	if schema["x-kubernetes-embedded-resource"] == true {
		if embedded, ok := value.(map[string]any); ok {
			value = withoutIdentity(embedded)
		}
	}
	switch value := value.(type) {
	case map[string]any:
		c.object(at, value, schema)
	case []any:
		items, _ := schema["items"].(map[string]any)
		for i, item := range value {
			if items != nil {
				c.value(at.Index(i), item, items)
			}
		}
	}
}
