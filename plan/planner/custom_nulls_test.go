package planner_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Where a custom kind preserves unknown fields, null is a value like any other: nothing is changed where it is there, and
// it is put back where another field manager has removed it, or set another value.
func TestNullsOfUnknownFields(t *testing.T) {
	const values = "{kept: 1, key: null, deep: {b: null}, list: [{d: null, e: 1}, null]}"
	for name, c := range map[string]struct {
		hand []string // what another manager applies, one after the other
		want string
	}{
		"as it is": {nil, ""},
		"removed": {[]string{"{key: x}", "{}"}, `
update Gauge g
  spec.values.key: <nil> -> <nil> (drift)
`},
		"set": {[]string{"{key: hand}"}, `
update Gauge g
  spec.values.key: hand -> <nil> (conflict hand)
`},
		"set deeper": {[]string{"{deep: {b: 2}}"}, `
update Gauge g
  spec.values.deep.b: 2 -> <nil> (conflict hand)
`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.rule(edit(twoVersions, "size: {type: integer}", "size: {type: integer}, values: {x-kubernetes-preserve-unknown-fields: true}"))
			gauge := func(values string) object.Manifest {
				return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {size: 1, values: " + values + "}}")
			}
			w.served(gauge(values))
			w.apply(gauge(values))
			for _, values := range c.hand {
				m := gauge(values)
				m.Content["metadata"] = map[string]any{"name": m.Ref.Name, "namespace": m.Ref.Namespace}
				m.Content["spec"] = map[string]any{"values": object.At(m.Content, "spec", "values")}
				w.foreign("hand", m.Content, true)
			}
			for _, o := range []plan.Options{{ForceConflicts: true}, {ForceConflicts: true, DryRunAll: true}} {
				expect(t, w.plan(o, gauge(values)), c.want)
			}
			if c.hand == nil {
				expect(t, w.plan(plan.Options{ReadOnly: true, DryRunAll: true}, gauge(values)), c.want)
			}
		})
	}
}
