package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Maps of a custom kind that are one value each: by its schema, or because the schema says
// nothing of what is in them.
const wholeMaps = `any: {x-kubernetes-preserve-unknown-fields: true}, ` +
	`sel: {type: object, x-kubernetes-map-type: atomic, properties: {matchLabels: {type: object, additionalProperties: {type: string}}}}, ` +
	`opts: {type: object, properties: {a: {type: string}, b: {type: string, default: 'on'}}}, ` +
	`items: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object, required: [k], properties: {k: {type: string}, v: {x-kubernetes-preserve-unknown-fields: true}}}}`

func newMaps(t *testing.T) (*world, func(spec string) object.Manifest) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", wholeMaps))
	of := func(spec string) object.Manifest {
		return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {" + spec + "}}")
	}
	w.served(of("any: {z: 1}"))
	return w, of
}

// What the server makes of a map whose last item an apply removes is its doing, and no drift; what
// a person removes is drift.
func TestEmptiedMapsConverge(t *testing.T) {
	w, of := newMaps(t)
	for name, c := range map[string]struct{ full, emptied, null, want string }{
		"a map":          {"any: {z: 1}", "any: {}", "", "  spec.any: <nil> -> map[] (server)\n"},
		"a list in it":   {"any: [1]", "any: []", "", ""},
		"one in a map":   {"any: {z: {y: 1}}", "any: {z: {}}", "spec.any.z", "  spec.any.z: <nil> -> map[] (server)\n"},
		"of two":         {"any: {z: {x: 1, y: 1}}", "any: {z: {}}", "spec.any.z", "  spec.any.z: <nil> -> map[] (server)\n"},
		"deeper":         {"any: {z: {v: {x: 1}}, w: 1}", "any: {z: {v: {}}, w: 1}", "spec.any.z.v", "  spec.any.z.v: <nil> -> map[] (server)\n"},
		"one in an item": {"items: [{k: a, v: {z: 1}}, {k: b}]", "items: [{k: a, v: {}}, {k: b}]", "", "  spec.items[k=\"a\"].v: <nil> -> map[] (server)\n"},
	} {
		full, emptied := of(c.full), of(c.emptied)
		w.apply(full)
		planned := w.plan(plan.Options{}, emptied)
		if shows := strings.Contains(describe(planned), "  "+c.null+": <nil> -> <nil> (server)\n"); shows != (c.null != "") {
			t.Errorf("%s: null is shown: %v\n%s", name, shows, describe(planned))
		}
		w.apply(emptied)
		want := ""
		if c.want != "" {
			want = "update Gauge g\n" + c.want
		}
		t.Log(name)
		expect(t, w.plan(plan.Options{DryRunAll: true}, emptied), want)
		w.apply(emptied)
		expect(t, w.plan(plan.Options{DryRunAll: true}, emptied), "")
	}
}

// A field is gone from a map that is one value because the configuration no longer has it there,
// also where that leaves nothing in the map.
func TestRemovedFromMapsOfOneValue(t *testing.T) {
	w, of := newMaps(t)
	for name, c := range map[string]struct{ before, after, want string }{
		"all of it":     {"sel: {matchLabels: {a: b}}", "sel: {}", "  spec.sel.matchLabels.a: b -> <nil> (configuration)\n"},
		"all but one":   {"sel: {matchLabels: {a: b, c: d}}", "sel: {matchLabels: {c: d}}", "  spec.sel.matchLabels.a: b -> <nil> (configuration)\n"},
		"of one within": {"sel: {matchLabels: {a: b}}", "sel: {matchLabels: {}}", "  spec.sel.matchLabels.a: b -> <nil> (configuration)\n"},
	} {
		w.apply(of(c.before))
		t.Log(name)
		expect(t, w.plan(plan.Options{}, of(c.after)), "update Gauge g\n"+c.want)
	}
}
