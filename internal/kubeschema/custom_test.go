package kubeschema_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// customCase is a value of a field with a schema, and where it is refused.
type customCase struct {
	name, schema, value string
	at                  string // without the field; "-" is the field itself, and "" nowhere
	missing             bool
}

func customCases() []customCase {
	mode := "mode: {type: string, default: auto}, text: {type: string}"
	ab := "properties: {a: {type: string}, b: {type: string}, c: {type: string}}}"
	unknown := "{type: object, properties: {k: {type: object, properties: {j: {type: string}}}}}"
	return []customCase{
		{name: "required with a default", schema: "{type: object, required: [mode], properties: {" + mode + "}}", value: "{text: x}"},
		{name: "required with an empty default", schema: "{type: object, required: [a], properties: {a: {type: string, default: ''}}}", value: "{}"},
		{name: "a default that is completed", schema: "{type: object, required: [a], properties: {a: {type: object, default: {text: x}, minProperties: 1, maxProperties: 2, properties: {" + mode + "}}}}", value: "{}"},
		{name: "a default in items", schema: "{type: array, items: {type: object, required: [mode], properties: {" + mode + "}}}", value: "[{text: x}, {}]"},
		{name: "a default in values", schema: "{type: object, additionalProperties: {type: object, required: [mode], properties: {" + mode + "}}}", value: "{a.b: {}}"},
		{name: "a default among few", schema: "{type: object, minProperties: 1, properties: {" + mode + "}}", value: "{}"},
		{name: "a default among many", schema: "{type: object, maxProperties: 1, properties: {" + mode + "}}", value: "{text: x}", at: "-"},
		{name: "a default of one", schema: "{type: object, oneOf: [{required: [mode]}, {required: [text]}], properties: {" + mode + "}}", value: "{}"},
		{name: "a default beside another", schema: "{type: object, oneOf: [{required: [mode]}, {required: [text]}], properties: {" + mode + "}}", value: "{text: x}", at: "-"},
		{name: "one of two", schema: "{type: object, oneOf: [{required: [a]}, {required: [b]}], " + ab, value: "{}", at: "-"},
		{name: "one of two in an item", schema: "{type: array, items: {type: object, oneOf: [{required: [a]}, {required: [b]}], " + ab + "}", value: "[{a: x}, {}]", at: "[1]"},
		{name: "any of two", schema: "{type: object, anyOf: [{required: [a, c]}, {required: [b]}], " + ab, value: "{a: x}", at: "-"},
		{name: "one of two deeper", schema: "{type: object, oneOf: [{properties: {o: {required: [a]}}}, {required: [b]}], properties: {b: {type: string}, o: {type: object, " + ab + "}}", value: "{o: {}}", at: "-"},
		{name: "a default of any", schema: "{type: object, anyOf: [{required: [mode]}, {required: [other]}], properties: {" + mode + ", other: {type: string}}}", value: "{}"},
		{name: "no default", schema: "{type: object, required: [mode, text], properties: {" + mode + "}}", value: "{}", at: "text", missing: true},
		{name: "no default in an item", schema: "{type: array, items: {type: object, required: [text], properties: {" + mode + "}}}", value: "[{text: x}, {}]", at: "[1].text", missing: true},
		{name: "no default in a value", schema: "{type: object, additionalProperties: {type: object, required: [text], properties: {" + mode + "}}}", value: "{a.b: {}}", at: `["a.b"].text`, missing: true},
		{name: "null with a default", schema: "{type: object, required: [mode], properties: {" + mode + "}}", value: "{mode: null}"},
		{name: "null without a default", schema: "{type: object, properties: {a: {type: string, minLength: 1}}}", value: "{a: null}", at: "a"},
		{name: "null that is required", schema: "{type: object, required: [a], properties: {a: {type: string, nullable: true}}}", value: "{a: null}"},
		{name: "null that is required, of any kind", schema: "{type: object, x-kubernetes-preserve-unknown-fields: true, required: [q]}", value: "{q: null}"},
		{name: "null that is required, of no type", schema: "{type: object, required: [q], properties: {q: {x-kubernetes-preserve-unknown-fields: true}}}", value: "{q: null}"},
		{name: "null in place of another", schema: "{type: object, oneOf: [{required: [a]}, {required: [b]}], properties: {a: {type: string, nullable: true}, b: {type: string, nullable: true}}}", value: "{a: null}"},
		{name: "null beside another", schema: "{type: object, oneOf: [{required: [a]}, {required: [b]}], properties: {a: {type: string, nullable: true}, b: {type: string, nullable: true}}}", value: "{a: null, b: x}", at: "-"},
		{name: "null in a list", schema: "{type: array, items: {type: string, default: x}}", value: "[null, a]"},
		{name: "null in a list without a default", schema: "{type: array, items: {type: string}}", value: "[null, a]", at: "[0]"},

		{name: "above a fraction", schema: "{type: number, minimum: 0.5, maximum: 1.5, multipleOf: 0.25}", value: "0.75"},
		{name: "below a fraction", schema: "{type: number, minimum: 0.5}", value: "0.25", at: "-"},

		{name: "a list that keeps", schema: "{type: array, x-kubernetes-preserve-unknown-fields: true, items: {type: object}}", value: "[{a.b: 1}]"},
		{name: "a list of lists that keeps", schema: "{type: array, x-kubernetes-preserve-unknown-fields: true, items: {type: array, items: {type: object}}}", value: "[[{a: {b: 1}}]]"},
		{name: "a list that keeps, but not in its fields", schema: "{type: array, x-kubernetes-preserve-unknown-fields: true, items: " + unknown + "}", value: "[{u: 1, k: {z: 1}}]", at: "[0].k.z"},
		{name: "a list that does not keep", schema: "{type: array, items: " + unknown + "}", value: "[{u: 1}]", at: "[0].u"},
		{name: "an object that keeps, but not in its lists", schema: "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {l: {type: array, items: " + unknown + "}}}", value: "{z: {y: 1}, l: [{u: 1}]}", at: "l[0].u"},
		{name: "values that keep", schema: "{type: object, additionalProperties: {type: object, x-kubernetes-preserve-unknown-fields: true}}", value: "{q: {a: 1}}"},
		{name: "lists that keep in values", schema: "{type: object, additionalProperties: {type: array, x-kubernetes-preserve-unknown-fields: true, items: {type: object}}}", value: "{q: [{a: 1}]}"},
		{name: "an object that keeps, but not in its values", schema: "{type: object, x-kubernetes-preserve-unknown-fields: true, additionalProperties: " + unknown + "}", value: "{q: {u: 1}}", at: "q.u"},
		{name: "values of any kind", schema: "{type: object, additionalProperties: true}", value: "{q: a}"},
		{name: "fields in values of any kind", schema: "{type: object, additionalProperties: true}", value: "{q: {a: 1}}", at: "q.a"},
		{name: "fields in lists of any kind", schema: "{type: object, additionalProperties: true}", value: "{q: [{a: 1}]}", at: "q[0].a"},
	}
}

const customGroup = "checked.wl.example.com"

// definitionOf is one with a field for each case.
func definitionOf(t *testing.T, cases []customCase) map[string]any {
	var fields strings.Builder
	for i, c := range cases {
		fmt.Fprintf(&fields, "\n              c%d: %s", i, c.schema)
	}
	return fromYAML(t, `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.`+customGroup+`}
spec:
  group: `+customGroup+`
  names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}
  scope: Namespaced
  versions:
  - {name: v1alpha1, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:`+fields.String())
}

func thing(t *testing.T, field int, value string) map[string]any {
	return fromYAML(t, fmt.Sprintf("{apiVersion: %s/v1, kind: Thing, metadata: {name: a}, spec: {c%d: %s}}", customGroup, field, value))
}

func TestValidateCustom(t *testing.T) {
	cases := customCases()
	definition := definitionOf(t, cases)
	if found := kubeschema.Validate(definition); len(found) > 0 {
		t.Errorf("the definition is refused: %s: %s", found[0].Path, found[0].Message)
	}
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found := kubeschema.ValidateCustom(definition, thing(t, i, c.value))
			want := fmt.Sprintf("spec.c%d", i)
			switch {
			case strings.HasPrefix(c.at, "["):
				want += c.at
			case c.at != "-":
				want += "." + c.at
			}
			switch {
			case c.at == "" && len(found) > 0:
				t.Errorf("refused: %s: %s", found[0].Path, found[0].Message)
			case c.at == "":
			case len(found) != 1 || found[0].Path.String() != want || found[0].Missing != c.missing:
				t.Errorf("%v, not one at %s", found, want)
			}
		})
	}
}

// What only one alternative lacks is not asked for; what is needed in any case is.
func TestMissingBesideAlternatives(t *testing.T) {
	fields := "properties: {a: {type: string}, b: {type: string}, c: {type: string}}}"
	for schema, want := range map[string]string{
		"{type: object, required: [c], oneOf: [{required: [a]}, {required: [b]}], " + fields:              "spec.c0 spec.c0.c!",
		"{type: object, oneOf: [{required: [a, c]}, {required: [c, b]}], " + fields:                       "spec.c0 spec.c0.c!",
		"{type: object, allOf: [{required: [c]}], anyOf: [{required: [a]}, {required: [b]}], " + fields:   "spec.c0 spec.c0 spec.c0.c!",
		"{type: object, allOf: [{anyOf: [{required: [a]}, {required: [b]}]}], " + fields:                  "spec.c0 spec.c0",
		"{type: object, oneOf: [{required: [a]}, {anyOf: [{required: [b]}, {required: [c]}]}], " + fields: "spec.c0 spec.c0",
		"{type: object, anyOf: [{required: [a]}], " + fields:                                              "spec.c0 spec.c0.a!",
	} {
		var got []string
		for _, v := range kubeschema.ValidateCustom(definitionOf(t, []customCase{{schema: schema}}), thing(t, 0, "{}")) {
			at := v.Path.String()
			if v.Missing {
				at += "!"
			}
			got = append(got, at)
		}
		slices.Sort(got)
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s: %s, not %s", schema, got, want)
		}
	}
}

func TestVersionsThatAreNotServed(t *testing.T) {
	definition := definitionOf(t, nil)
	for version, want := range map[string]string{
		"v1": "", "v1alpha1": `its CustomResourceDefinition does not serve version "v1alpha1"; it serves v1`,
		"v2": `its CustomResourceDefinition does not serve version "v2"; it serves v1`,
	} {
		content := fromYAML(t, "{apiVersion: "+customGroup+"/"+version+", kind: Thing, metadata: {name: a}}")
		found := kubeschema.ValidateCustom(definition, content)
		if want == "" && len(found) == 0 {
			continue
		}
		if len(found) != 1 || found[0].Path.String() != "apiVersion" || found[0].Message.String() != want {
			t.Errorf("%s: %v", version, found)
		}
	}
}

// A server must take and keep what passes, and refuse or drop what does not.
func TestServerAgreesWithValidateCustom(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		t.Fatal(err)
	}
	cases, namespace := customCases(), cluster.Namespace(t)
	define(t, client, definitionOf(t, cases))
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ref := object.NewRef(kind.GroupKind{Group: customGroup, Kind: "Thing"}, namespace, "a")
			content := object.WithMetadata(thing(t, i, c.value), "namespace", namespace)
			result, err := client.DryRunApply(t.Context(), kube.ApplyRequest{Ref: ref, Content: content, FieldManager: "wl-test"})
			dropped, failed := kubeschema.Dropped(content, result.Object)
			if failed != nil {
				t.Fatal(failed)
			}
			if (err == nil && len(dropped) == 0) != (c.at == "") {
				t.Errorf("wl refuses it: %v; the server: %v, and drops %v", c.at != "", err, dropped)
			}
		})
	}
}

func define(t *testing.T, client *kube.Client, definition map[string]any) {
	t.Helper()
	ref := object.NewRef(kind.Definition, "", "things."+customGroup)
	if _, err := client.Apply(t.Context(), kube.ApplyRequest{Ref: ref, Content: definition, FieldManager: "wl-test", Force: true}); err != nil {
		t.Fatal(err)
	}
	served, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	of := object.NewRef(kind.GroupKind{Group: customGroup, Kind: "Thing"}, "default", "none")
	for {
		_, err := client.Get(served, of)
		if !errors.As(err, new(*kube.NoKindError)) {
			return
		}
		select {
		case <-served.Done():
			t.Fatal(err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// Of Kubernetes' own kinds, only the limits in a definition take fractions.
func TestFractions(t *testing.T) {
	definition := "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {versions: [{name: v1, schema: {openAPIV3Schema: {%s}}}]}}"
	for text, refused := range map[string]bool{
		fmt.Sprintf(definition, "minimum: 0.5"): false, fmt.Sprintf(definition, "properties: {a: {items: {maximum: 1.5, multipleOf: 0.1}}}"): false,
		fmt.Sprintf(definition, "minLength: 0.5"): true, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 1.5}}": true,
	} {
		if found := kubeschema.Validate(fromYAML(t, text)); (len(found) > 0) != refused {
			t.Errorf("%s: %v", text, found)
		}
	}
}

// Null counts as not set, but where a field has to be set and may be null.
func TestWithoutNulls(t *testing.T) {
	a := "a: {type: string, nullable: true}"
	ab := "properties: {" + a + ", b: {type: string, nullable: true}, c: {type: string}}}"
	either := "{type: object, oneOf: [{required: [a]}, {required: [b]}], " + ab
	for _, c := range []struct{ schema, given, want string }{
		{"{type: object, required: [a], properties: {" + a + "}}", "{a: null, b: null}", "{a: null}"},
		{"{type: object, properties: {" + a + "}}", "{a: null}", "{}"},
		{"{type: object, required: [a], properties: {a: {type: string}}}", "{a: null}", "{}"},
		{"{type: object, required: [a], properties: {a: {type: string, nullable: true, default: x}}}", "{a: null}", "{}"},
		{"{type: array, items: {type: object, required: [a], properties: {" + a + "}}}", "[{a: null}, null]", "[{a: null}, null]"},
		{"{type: object, additionalProperties: {type: object, required: [a], properties: {" + a + "}}}", "{x: {a: null}, y: null}", "{x: {a: null}}"},
		{"{type: object, x-kubernetes-preserve-unknown-fields: true, required: [q]}", "{q: null, r: null}", "{q: null, r: null}"},
		{"{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: string}}}", "{a: null, b: null, c: {d: null}, e: [null, {f: null}]}", "{b: null, c: {d: null}, e: [null, {f: null}]}"},
		{"{type: object, properties: {v: {x-kubernetes-preserve-unknown-fields: true}, w: {type: object}}}", "{v: {k: null, l: [{m: null}]}, w: {k: null}, x: {k: null}}", "{v: {k: null, l: [{m: null}]}, w: {}, x: {}}"},
		{"{type: object, properties: {v: {x-kubernetes-preserve-unknown-fields: true}}}", "{v: [{m: null}, null]}", "{v: [{m: null}, null]}"},
		{"{type: object, properties: {v: {x-kubernetes-preserve-unknown-fields: true}}}", "{v: null}", "{}"},
		{"{type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object, properties: {b: {type: string}}}}}}", "[{a: {b: null}, c: null}]", "[{a: {}, c: null}]"},
		{"{type: object, properties: {o: {type: object, x-kubernetes-preserve-unknown-fields: true, x-kubernetes-embedded-resource: true}}}", "{o: {metadata: {labels: null}, spec: {x: null}}}", "{o: {metadata: {}, spec: {x: null}}}"},
		{"{type: object, additionalProperties: {x-kubernetes-preserve-unknown-fields: true}}", "{a: {b: null}, c: null}", "{a: {b: null}}"},
		{"{type: object, additionalProperties: true, required: [q]}", "{q: null, r: null}", "{q: null}"},
		{"{type: object, required: [q], properties: {q: {x-kubernetes-preserve-unknown-fields: true}}}", "{q: null}", "{q: null}"},
		{"{type: object, required: [q], properties: {q: {x-kubernetes-int-or-string: true}}}", "{q: null}", "{}"},
		{either, "{a: null}", "{a: null}"},
		{either, "{a: null, b: x}", "{b: x}"},
		{either, "{a: null, b: null}", "{}"},
		{either, "{a: null, c: null}", "{a: null}"},
		{"{type: object, oneOf: [{required: [c]}], " + ab, "{c: null}", "{}"},
		{"{type: object, anyOf: [{required: [a, b]}, {required: [c]}], " + ab, "{a: null, b: null}", "{a: null, b: null}"},
		{"{type: object, allOf: [{required: [a]}, {anyOf: [{required: [b]}, {required: [c]}]}], " + ab, "{a: null, b: null}", "{a: null, b: null}"},
		{"{type: object, allOf: [{required: [a]}, {anyOf: [{required: [b]}, {required: [c]}]}], " + ab, "{a: null, c: x}", "{a: null, c: x}"},
		{"{type: object, allOf: [{required: [q]}], x-kubernetes-preserve-unknown-fields: true}", "{q: null}", "{q: null}"},
	} {
		definition := definitionOf(t, []customCase{{schema: c.schema}})
		if diff := cmp.Diff(thing(t, 0, c.want), kubeschema.WithoutNulls(definition, thing(t, 0, c.given))); diff != "" {
			t.Errorf("%s of %s: %s", c.given, c.schema, diff)
		}
		want := fromYAML(t, "{apiVersion: "+customGroup+"/v1, spec: {l: [null]}}")
		if diff := cmp.Diff(want, kubeschema.WithoutNulls(nil, fromYAML(t, "{apiVersion: "+customGroup+"/v1, spec: {l: [null], m: null}}"))); diff != "" {
			t.Error(diff)
		}
	}
}
