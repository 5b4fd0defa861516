package explain

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

const widgets = `
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wg]}
  versions:
  - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {old: {type: string}}}}}}}
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        description: A widget.
        type: object
        properties:
          apiVersion: {type: string}
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, description: How large it is. In millimetres., minimum: 1, maximum: 9, default: 3}
              color: {type: string, enum: [red, blue]}
              parts:
                type: array
                maxItems: 4
                items: {type: object, properties: {name: {type: string, pattern: "^[a-z]+$"}}}
              labels: {type: object, additionalProperties: {type: string}}
              port: {x-kubernetes-int-or-string: true}
`

func definitions(t *testing.T) Definitions {
	t.Helper()
	var content map[string]any
	if err := yaml.Unmarshal([]byte(widgets), &content); err != nil {
		t.Fatal(err)
	}
	return Definitions{content}
}

func TestFindDefined(t *testing.T) {
	d := definitions(t)
	for question, want := range map[string]string{
		"Widget": "Widget", "widget": "Widget", "widgets": "Widget", "wg": "Widget", "widgets.example.com": "Widget", "Widget.example.com.spec": "Widget.spec",
		"Widget.spec.size": "Widget.spec.size", "wg.spec.parts[].name": "Widget.spec.parts.name", "Widget.spec.parts.name": "Widget.spec.parts.name",
	} {
		page, known, err := d.Find(question, English, false)
		if !known || err != nil || page.Path != want {
			t.Errorf("%s: %v, %v", question, page, err)
		}
	}
	if _, known, _ := d.Find("Gadget.spec", English, false); known {
		t.Error("a kind that is not defined is known")
	}
	if _, _, err := d.Find("Widget.spec.sise", English, false); err == nil || !strings.Contains(err.Error(), `Widget.spec has no field "sise". Did you mean "size"?`) {
		t.Errorf("got %v", err)
	}
}

func TestPagesOfDefinedKinds(t *testing.T) {
	d := definitions(t)
	whole, _, err := d.Find("Widget", English, true)
	if err != nil || len(whole.Arguments) != 1 || len(whole.Arguments[0].Rows) != 5 || whole.Description != "A widget." ||
		len(whole.Kubernetes) != 2 || whole.Kubernetes[0].Value != "example.com/v1" || !strings.Contains(whole.Written, `kind = "Widget"`) {
		t.Errorf("got %+v, %v", whole, err)
	}
	size, _, _ := d.Find("Widget.spec.size", English, false)
	if !size.Required || size.TypeName != "number" || size.Summary != "How large it is." || len(size.Limits) != 2 || size.Limits[1].Rule != "be at most 9" ||
		len(size.Defaults) != 1 || size.Defaults[0].Value != "3" || size.Kubernetes[0].Value != "spec.size" {
		t.Errorf("got %+v", size)
	}
	for path, want := range map[string]string{"parts": "list(object)", "labels": "map(string)", "port": "any", "color": "string"} {
		if page, _, err := d.Find("Widget.spec."+path, Chinese, false); err != nil || page.TypeName != want {
			t.Errorf("%s: %+v, %v", path, page, err)
		}
	}
	color, _, _ := d.Find("Widget.spec.color", English, false)
	if len(color.Limits) != 1 || color.Limits[0].Rule != `be one of "red", "blue"` {
		t.Errorf("got %+v", color.Limits)
	}
}

// A definition that is not finished is none.
func TestFindUnfinishedDefinitions(t *testing.T) {
	names := map[string]any{"kind": "Widget"}
	for _, spec := range []map[string]any{nil, {}, {"names": names}, {"names": names, "versions": []any{}}, {"names": "Widget", "versions": "v1"}} {
		if page, known, err := (Definitions{{"spec": spec}}).Find("Widget", English, true); known {
			t.Errorf("%v: %+v, %v", spec, page, err)
		}
	}
	odd := map[string]any{"names": names, "versions": []any{nil, map[string]any{"name": "v1", "storage": true, "schema": "none"}}}
	if page, known, err := (Definitions{{"spec": odd}}).Find("Widget", English, true); !known || err != nil || page.Path != "Widget" {
		t.Errorf("got %+v, %v, %v", page, known, err)
	}
}
