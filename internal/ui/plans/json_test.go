package plans

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

const schemaFile = "../../../docs/plan.schema.json"

// The schema has every operation that makes a revision (docs/state.md).
func TestSchemaHasEveryOperation(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	for operation, valid := range map[string]bool{"apply": true, "destroy": true, "rollback": true, "release": true, "move": true, "other": false} {
		c := uitest.ClusterPlan("eu")
		c.Revision = &plan.Revision{Number: 2, Operation: operation, Outcome: "succeeded", Started: time.Unix(0, 0).UTC(), Who: "alice@laptop", WLVersion: "v1"}
		var b bytes.Buffer
		if err := Write(&b, uitest.PlanOf(c), ui.Options{Format: ui.JSON}); err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != valid {
			t.Errorf("%s: %v", operation, err)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range uitest.Plans() {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, p, ui.Options{Format: ui.JSON}); err != nil {
				t.Fatal(err)
			}
			uitest.Golden(t, "plan/"+name+".json", b.Bytes())
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Error(err)
			}
			var back plan.Plan
			if err := json.Unmarshal(b.Bytes(), &back); err != nil {
				t.Fatal(err)
			}
			var text, again bytes.Buffer
			if err := writeText(&text, p, ui.Options{Width: 80}); err != nil {
				t.Fatal(err)
			}
			if err := writeText(&again, &back, ui.Options{Width: 80}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(text.String(), again.String()); diff != "" {
				t.Errorf("the text of a plan read back from JSON differs:\n%s", diff)
			}
		})
	}
}

// The schema names exactly the fields that the plan's types have, and requires
// exactly those that are always there.
func TestPlanSchemaIsComplete(t *testing.T) {
	raw, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	compareSchema(t, "plan", schema, schema, reflect.TypeFor[plan.Plan]())
	version := schema["properties"].(map[string]any)["format_version"].(map[string]any)["const"]
	if title := "A plan of wl, format version " + plan.FormatVersion; version != plan.FormatVersion || schema["title"] != title {
		t.Errorf("the schema is of version %v and called %q, not %q", version, schema["title"], title)
	}
}

func compareSchema(t *testing.T, path string, root, s map[string]any, typ reflect.Type) {
	t.Helper()
	if ref, ok := s["$ref"].(string); ok {
		s = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if typ.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		typ = reflect.TypeFor[string]()
	}
	switch typ.Kind() {
	case reflect.Pointer:
		compareSchema(t, path, root, s, typ.Elem())
	case reflect.Slice:
		items, ok := s["items"].(map[string]any)
		if !ok {
			t.Fatalf("%s: the schema has no items", path)
		}
		compareSchema(t, path+"[]", root, items, typ.Elem())
	case reflect.Struct:
		compareStruct(t, path, root, s, typ)
	case reflect.Map: // of arguments
		if s["type"] != "object" {
			t.Errorf("%s: the schema says %v, the type is %s", path, s["type"], typ)
		}
	case reflect.Interface: // step.Operation
		compareOperations(t, path, root, s)
	default:
		want := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Int64: "integer"}[typ.Kind()]
		if s["type"] != want {
			t.Errorf("%s: the schema says %v, the type is %s", path, s["type"], typ)
		}
	}
}

// compareOperations holds each kind of operation against its branch of the schema.
func compareOperations(t *testing.T, path string, root, s map[string]any) {
	t.Helper()
	branches, _ := s["oneOf"].([]any)
	kinds := step.Operations{step.GrowClaim{}, step.SetOwnership{}, step.Apply{}, step.Remove{}, step.ReleaseOwnership{}}
	if len(branches) != len(kinds) {
		t.Fatalf("%s: %d branches for %d operations", path, len(branches), len(kinds))
	}
	for i, op := range kinds {
		branch := maps.Clone(branches[i].(map[string]any))
		properties := maps.Clone(branch["properties"].(map[string]any))
		delete(properties, "op")
		branch["properties"] = properties
		branch["required"] = slices.DeleteFunc(slices.Clone(branch["required"].([]any)), func(name any) bool { return name == "op" })
		compareStruct(t, fmt.Sprintf("%s<%T>", path, op), root, branch, reflect.TypeOf(op))
	}
}

func compareStruct(t *testing.T, path string, root, s map[string]any, typ reflect.Type) {
	t.Helper()
	properties, _ := s["properties"].(map[string]any)
	var names, required []string
	fields, isFact := reflect.VisibleFields(typ), typ == reflect.TypeFor[fact.Fact]()
	for _, field := range fields {
		if field.Anonymous {
			isFact = isFact || field.Type == reflect.TypeFor[fact.Fact]()
			continue // its fields are visible, too
		}
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" {
			continue // of this process alone
		}
		names = append(names, name)
		if options == "" {
			required = append(required, name)
		}
		if property, ok := properties[name].(map[string]any); ok {
			compareSchema(t, path+"."+name, root, property, field.Type)
		}
	}
	var inSchema, requiredInSchema []string
	for name := range properties {
		if isFact && slices.Contains([]string{"text", "summary", "detail", "snippet"}, name) {
			continue // is added to what is printed
		}
		inSchema = append(inSchema, name)
	}
	list, _ := s["required"].([]any)
	for _, name := range list {
		requiredInSchema = append(requiredInSchema, name.(string))
	}
	for _, l := range [][]string{names, required, inSchema, requiredInSchema} {
		slices.Sort(l)
	}
	if diff := cmp.Diff(names, inSchema); diff != "" {
		t.Errorf("%s: fields (-type +schema):\n%s", path, diff)
	}
	if diff := cmp.Diff(required, requiredInSchema); diff != "" {
		t.Errorf("%s: required fields (-type +schema):\n%s", path, diff)
	}
}

// documentedUpdate is the change that the documentation shows.
func documentedUpdate() plan.Change {
	c := uitest.UpdateStatefulSet()
	c.Fields = slices.Concat(c.Fields[:1], c.Fields[3:5])
	c.Warnings = nil
	c.Impact.Effects = c.Impact.Effects[:1]
	return c
}
