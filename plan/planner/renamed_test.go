package planner_test

import (
	"testing"

	"github.com/workloadlang/wl/plan"
)

// A block of another name that makes the same object is recorded, so that commands find the
// object by it.
func TestAnotherAddressIsRecorded(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web), w.manifest(settings))
	renamed, moved := w.manifest(web), w.manifest(settings)
	renamed.Address, moved.Address = "workload.front", "module.shop.config_map.settings"
	p := w.plan(plan.Options{}, renamed, moved)
	if len(p.Changes) != 0 || len(p.Unrecorded) != 2 {
		t.Errorf("%s, unrecorded %v", describe(p), p.Unrecorded)
	}
	if p = w.plan(plan.Options{}, renamed, w.manifest(settings)); len(p.Unrecorded) != 1 || p.Unrecorded[0] != renamed.Ref {
		t.Errorf("unrecorded %v", p.Unrecorded)
	}
}
