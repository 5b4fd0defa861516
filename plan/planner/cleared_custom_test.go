package planner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/plan"
)

// Where the managed fields of a custom object were cleared, what the configuration changes or removes is
// changed or removed as before, and what others have set since is still theirs.
func TestClearedCustomObjects(t *testing.T) {
	for name, c := range map[string]struct {
		was, wanted string
		theirs      string // what another manager sets afterwards
		want        string
	}{
		"a value":                 {"size: 5, mode: slow", "size: 6, mode: slow", "", "update Gauge g\n  spec.size: 5 -> 6 (configuration)\n"},
		"a value and one less":    {"size: 5, mode: slow, ref: {name: a, kind: k}", "size: 6, mode: slow, ref: {name: a}", "", "update Gauge g\n  spec.ref.kind: k -> <nil> (configuration)\n  spec.size: 5 -> 6 (configuration)\n"},
		"within unknown fields":   {"free: {a: {b: 1}}", "free: {a: {b: 2}}", "", "update Gauge g\n  spec.free.a.b: 1 -> 2 (configuration)\n"},
		"a list":                  {"names: [a]", "names: [a, b]", "", "update Gauge g\n  spec.names: [a] -> [a b] (configuration)\n"},
		"beside another manager":  {"size: 5, mode: slow", "size: 6, mode: slow", "mode: slow", "update Gauge g\n  spec.size: 5 -> 6 (configuration)\n"},
		"against another manager": {"size: 5, mode: slow", "size: 6, mode: slow", "size: 7", "blocked Gauge g\n  Conflict with another field manager\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.rule(edit(twoVersions, "size: {type: integer}", gaugeFields))
			gauge := func(spec string) string {
				return "{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {" + spec + "}}"
			}
			was, m := w.manifest(gauge(c.was)), w.manifest(gauge(c.wanted))
			w.served(was)
			w.apply(was)
			w.patchAs("someone", schema.GroupVersionResource{Group: w.namespace + ".example.com", Version: "v1", Resource: "gauges"}, "g", clearedManagers)
			if c.theirs != "" {
				w.foreign("other", w.bare(gauge(c.theirs)).Content, true)
			}
			for _, o := range []plan.Options{{ReadOnly: true}, {DryRunAll: true}, {}} {
				t.Logf("%+v", o)
				expect(t, w.plan(o, m), c.want)
			}
			p := w.plan(plan.Options{}, m)
			if only(t, p).Action != plan.Update {
				return
			}
			live := w.get(m.Ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), plannedValues(*only(t, p))); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
		})
	}
}
