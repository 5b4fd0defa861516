package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Whoever pauses a workload is named, whether something changes or not.
func TestForeignBrakesAreWarnedOf(t *testing.T) {
	w := newWorld(t)
	m, sts := w.manifest(web), w.manifest(database)
	w.apply(m, sts)
	w.patch("kubectl-rollout", m.Ref, `{"spec":{"paused":true}}`)
	w.patch("canary", sts.Ref, `{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}`)
	w.record(m, w.meta(m.Ref))
	p := w.plan(plan.Options{}, m, sts)
	expect(t, p, "")
	if len(p.Warnings) != 2 || !strings.Contains(inWords.Detail(p.Warnings[0].Fact), "spec.paused is true, set by kubectl-rollout at ") ||
		!strings.Contains(inWords.Detail(p.Warnings[1].Fact), "spec.updateStrategy.rollingUpdate.partition is 1, set by canary at ") {
		t.Errorf("%+v", p.Warnings)
	}
	p = w.plan(plan.Options{}, w.manifest(edit(web, "nginx:1.27", "nginx:1.28")), sts)
	if c := p.Changes; len(c) != 1 || !strings.Contains(warnings(c[0]), "nothing is rolled out until it is resumed") {
		t.Errorf("%+v", c)
	}
	w.patch("kubectl-rollout", m.Ref, `{"spec":{"paused":null}}`)
	if p = w.plan(plan.Options{}, m); len(p.Warnings) != 0 {
		t.Errorf("%+v", p.Warnings)
	}
}

func (w *world) meta(ref object.Ref) object.Meta {
	w.t.Helper()
	live, err := w.client.Get(w.t.Context(), ref)
	if err != nil {
		w.t.Fatal(err)
	}
	meta, err := object.MetaOf(live)
	if err != nil {
		w.t.Fatal(err)
	}
	return meta
}

// Of a pause that the plan itself takes back, no warning says that it holds the rollout back; of one that stays, one does.
func TestPausesThatThePlanTakesBack(t *testing.T) {
	partitioned := `{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}`
	for name, c := range map[string]struct {
		text, wanted, manager, patch string
		warned                       bool
	}{
		"paused":                         {web, web, "kubectl-rollout", `{"spec":{"paused":true}}`, false},
		"paused, with a new image":       {web, edit(web, "nginx:1.27", "nginx:1.28"), "kubectl-rollout", `{"spec":{"paused":true}}`, false},
		"partitioned, with a new image":  {database, edit(database, "postgres:16", "postgres:17"), "kubectl-patch", partitioned, false},
		"partitioned, now on deletion":   {database, edit(database, "  replicas:", "  updateStrategy: {type: OnDelete}\n  replicas:"), "kubectl-patch", partitioned, false},
		"partitioned by another manager": {database, edit(database, "postgres:16", "postgres:17"), "canary", partitioned, true},
		"paused by another manager":      {web, edit(web, "nginx:1.27", "nginx:1.28"), "canary", `{"spec":{"paused":true}}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m := w.manifest(c.text)
			w.apply(m)
			w.patch(c.manager, m.Ref, c.patch)
			for _, o := range []plan.Options{{RemoveAdditions: true}, {RemoveAdditions: true, ReadOnly: true}} {
				p := w.plan(o, w.manifest(c.wanted))
				if len(p.Changes) != 1 || p.Changes[0].Action != plan.Update {
					t.Fatalf("%s", describe(p))
				}
				said := warnings(p.Changes[0])
				if got := strings.Contains(said, "spec.paused is true") || strings.Contains(said, "partition is 2"); got != c.warned {
					t.Errorf("read only is %v: %q", o.ReadOnly, said)
				}
			}
		})
	}
}
