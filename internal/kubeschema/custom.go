package kubeschema

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
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
	root, served := versionSchema(definition, version)
	if root == nil {
		return []Violation{{Path: object.PathOf("apiVersion"), Message: notServed(version, served)}}
	}
	schema, err := openAPISchema(root)
	if err != nil {
		return []Violation{{Message: message.New("the schema of its CustomResourceDefinition cannot be read: %v", err)}}
	}
	c := &customChecker{}
	c.object(object.Path{}, withoutIdentity(content), root, preserves(root))
	complete, _ := withDefaults(content, root).(map[string]any)
	found, unfit := limits(schema, complete)
	found = slices.DeleteFunc(found, func(v Violation) bool {
		return v.Missing && slices.ContainsFunc(unfit, v.Path.HasPrefix) && !requiresAt(root, v.Path)
	})
	return append(c.found, found...)
}

// versionSchema finds the schema of a version that is served, and all versions that are.
func versionSchema(definition map[string]any, version string) (schema map[string]any, served []string) {
	of, _ := definition["spec"].(map[string]any)
	versions, _ := of["versions"].([]any)
	for _, v := range versions {
		v, _ := v.(map[string]any)
		if v["served"] == false {
			continue
		}
		name, _ := v["name"].(string)
		served = append(served, name)
		if name == version {
			under, _ := v["schema"].(map[string]any)
			if schema, _ = under["openAPIV3Schema"].(map[string]any); schema == nil {
				schema = map[string]any{"x-kubernetes-preserve-unknown-fields": true}
			}
		}
	}
	return schema, served
}

func notServed(version string, served []string) message.Text {
	if len(served) == 0 {
		return message.New("its CustomResourceDefinition serves no version")
	}
	return message.New("its CustomResourceDefinition does not serve version %q; it serves %s", version, message.Join(served, ", "))
}

// withoutIdentity leaves out what every object has.
func withoutIdentity(content map[string]any) map[string]any {
	rest := maps.Clone(content)
	for _, field := range []string{"apiVersion", "kind", "metadata"} {
		delete(rest, field)
	}
	return rest
}

// limits checks an object that has its defaults already. Of a place that fits none of several
// schemas, it finds, besides, what one of those lacks.
func limits(schema *spec.Schema, content map[string]any) (found []Violation, unfit []object.Path) {
	for _, err := range validate.NewSchemaValidator(schema, nil, "", strfmt.Default).Validate(content).Errors {
		v, text := Violation{}, err.Error()
		if at := new(openapi.Validation); errors.As(err, &at) {
			var lacks string
			v.Path, lacks = placeOf(content, at.Name)
			if v.Missing = at.Code() == openapi.RequiredFailCode; v.Missing && lacks != "" {
				v.Path = v.Path.Field(lacks)
			}
			text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(text, at.Name), " in body "), ": ")
		} else if quoted, err := strconv.QuotedPrefix(text); err == nil { // oneOf, anyOf, allOf, not
			name, _ := strconv.Unquote(quoted)
			v.Path, _ = placeOf(content, name)
			unfit = append(unfit, v.Path)
			text = strings.TrimPrefix(text, quoted+" ")
		}
		v.Message = message.New("%s", message.Library(text))
		found = append(found, v)
	}
	return found, unfit
}

// fits reports whether a value has its place in a schema, as far as that can be read.
func fits(value any, in map[string]any) bool {
	schema, err := openAPISchema(in)
	return err == nil && validate.NewSchemaValidator(schema, nil, "", strfmt.Default).Validate(value).IsValid()
}

func openAPISchema(written map[string]any) (*spec.Schema, error) {
	raw, err := json.Marshal(written)
	if err != nil {
		return nil, err
	}
	schema := new(spec.Schema)
	return schema, json.Unmarshal(raw, schema)
}

// customChecker finds fields that a definition does not know.
type customChecker struct{ found []Violation }

// object checks the fields of a map. Where it keeps what it does not know, that is not
// looked into.
func (c *customChecker) object(at object.Path, value, schema map[string]any, keeps bool) {
	properties, _ := schema["properties"].(map[string]any)
	additional, isSchema := schema["additionalProperties"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(value)) {
		switch known, ok := properties[key].(map[string]any); {
		case ok:
			c.value(at.Field(key), value[key], known, false)
		case isSchema:
			c.value(at.Field(key), value[key], additional, false)
		case schema["additionalProperties"] == true: // values are kept, but no fields in them
			c.value(at.Field(key), value[key], nil, false)
		case keeps:
		default:
			c.found = append(c.found, Violation{Path: at.Field(key),
				Message: message.New("its CustomResourceDefinition has no field %q here%s", key, nearest.Clause(key, slices.Sorted(maps.Keys(properties))))})
		}
	}
}

// value checks a value. An array that keeps what it does not know hands that on to its
// items; a map does not to its fields.
func (c *customChecker) value(at object.Path, value any, schema map[string]any, keeps bool) {
	keeps = keeps || preserves(schema)
	if schema["x-kubernetes-embedded-resource"] == true {
		if embedded, ok := value.(map[string]any); ok {
			value = withoutIdentity(embedded)
		}
	}
	switch value := value.(type) {
	case map[string]any:
		c.object(at, value, schema, keeps)
	case []any:
		items, _ := schema["items"].(map[string]any)
		for i, item := range value {
			c.value(at.Index(i), item, items, keeps)
		}
	}
}

func preserves(schema map[string]any) bool {
	return schema["x-kubernetes-preserve-unknown-fields"] == true
}
