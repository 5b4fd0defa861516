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
