package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// gaugeFields are those of a custom kind whose objects cannot do without a spec.
const gaugeFields = `size: {type: integer}, mode: {type: string, default: fast}, ref: {type: object, required: [name], properties: {name: {type: string}, kind: {type: string}}}, ` +
	`names: {type: array, items: {type: string}}, items: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}, v: {type: integer}}}}, ` +
	`free: {type: object, x-kubernetes-preserve-unknown-fields: true}, tmpl: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}`

// Of a custom object that is adopted, only what the configuration does not set is removed, and nothing of
// what is around it: whoever has made it, and whether or not the managed fields name what is around.
func TestAdoptedCustomObjects(t *testing.T) {
	const pod = "tmpl: {apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {a: 1}}"
	for name, c := range map[string]struct {
		live, wanted string
		changes      string // beside the stack's labels
	}{
		"as it is":                  {"size: 5, ref: {name: le, kind: Issuer}, names: [a, b]", "size: 5, ref: {name: le, kind: Issuer}, names: [a, b]", ""},
		"another value":             {"size: 5, ref: {name: le}", "size: 6, ref: {name: le}", "spec.size: 5 -> 6"},
		"one field less":            {"size: 5, ref: {name: le, kind: Issuer}", "size: 5, ref: {name: le}", "spec.ref.kind: Issuer -> <nil>"},
		"a map less":                {"size: 5, ref: {name: le, kind: Issuer}", "size: 5", "spec.ref.kind: Issuer -> <nil>\nspec.ref.name: le -> <nil>"},
		"a default":                 {"size: 5, mode: fast", "size: 5", ""},
		"unknown fields":            {"free: {a: {b: 1, c: 2}, d: 1}", "free: {a: {b: 1}, d: 1}", "spec.free.a.c: 2 -> <nil>"},
		"an embedded resource":      {pod, pod, ""},
		"with items elsewhere":      {"items: [{name: a, v: 1}], " + pod, "items: [{name: a, v: 1}], " + pod, ""},
		"unknown fields with items": {"items: [{name: a, v: 1}, {name: b}], free: {a: {b: 1}}", "items: [{name: a, v: 2}], free: {a: {b: 1}}", "spec.items[name=\"a\"].v: 1 -> 2\nspec.items[name=\"b\"].name: b -> <nil>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.rule(edit(twoVersions, "openAPIV3Schema: {type: object, properties", "openAPIV3Schema: {type: object, required: [spec], properties", "size: {type: integer}", gaugeFields))
			gauge := func(name, spec string) string {
				return "{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: " + name + "}, spec: {" + spec + "}}"
			}
			w.served(w.manifest(gauge("x", c.live)))
			w.createAs("kubectl-create", gauge("created", c.live))
			w.createAs("kubectl-client-side-apply", gauge("applied", c.live))
			w.foreign("kubectl", w.bare(gauge("by-server", c.live)).Content, false)
			for _, made := range []string{"created", "applied", "by-server"} {
				m := w.manifest(gauge(made, c.wanted))
				w.revision = nil
				for _, o := range []plan.Options{{Adopt: true, ReadOnly: true}, {Adopt: true}} {
					p := w.plan(o, m)
					if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt {
						t.Fatalf("%s: %s", made, describe(p))
					}
					values := unlabelled(p.Changes[0])
					if o.ReadOnly { // the server alone knows of defaults
						values = slices.DeleteFunc(values, func(v string) bool { return v == "spec.mode: fast -> <nil>" })
					}
					if diff := cmp.Diff(c.changes, strings.Join(values, "\n")); diff != "" {
						t.Errorf("%s, read only is %v: %s", made, o.ReadOnly, diff)
					}
					if !o.ReadOnly {
						live := w.get(m.Ref)
						stored, _ := w.carryOut(p)
						if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), plannedValues(p.Changes[0])); diff != "" {
							t.Errorf("%s: what was done (-) is not what was planned (+)\n%s", made, diff)
						}
					}
				}
				expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			}
		})
	}
}

// unlabelled are the values that a change changes, but for its object's labels.
func unlabelled(c plan.Change) []string {
	var fields []plan.FieldChange
	for _, f := range c.Fields {
		if !f.Path.HasPrefix(object.PathOf("metadata", "labels")) {
			fields = append(fields, f)
		}
	}
	c.Fields = fields
	return plannedValues(c)
}
