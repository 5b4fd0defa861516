package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// A Job that has failed for good, and whose end no apply has seen to be good, runs again; one
// that still runs, that is not waited for, or that must not be deleted, does not.
func TestAFailedJobRunsAgain(t *testing.T) {
	w := newWorld(t)
	failing := edit(migration, "never-ready", "crash-loop", "backoffLimit: 2", "backoffLimit: 0", "name: migrate", "name: failed")
	failed, running := w.manifest(failing), w.manifest(migration)
	w.apply(failed, running)
	w.await(failed.Ref, func(o map[string]any) bool {
		status, _ := o["status"].(map[string]any)
		conditions, _ := status["conditions"].([]any)
		return slices.ContainsFunc(conditions, func(c any) bool { return c.(map[string]any)["type"] == "Failed" })
	})
	w.awaitRunning(running.Ref)
	expect(t, w.plan(plan.Options{}, failed, running), "") // the state knows both as done
	for i := range w.revision.Objects {
		w.revision.Objects[i].Phase = state.Stalled
	}
	for _, o := range []plan.Options{{}, {ReadOnly: true}, {DryRunAll: true}} {
		p := w.plan(o, failed, running)
		if len(p.Changes) != 1 || p.Changes[0].Object != failed.Ref || p.Changes[0].Action != plan.Rerun || !p.Changes[0].Failed || len(p.RolloutPending) != 1 {
			t.Errorf("%+v: %s, pending %v", o, describe(p), p.RolloutPending)
		}
		if steps := p.Steps.Of(failed.Ref); len(steps) < 2 || steps[0].If.UID == "" {
			t.Errorf("%+v", steps)
		}
	}
	// Whatever else changes in it would not have it run.
	c := w.plan(plan.Options{}, w.manifest(edit(failing, "backoffLimit: 0", "backoffLimit: 1")), running).Changes[0]
	if c.Action != plan.Rerun || !c.Failed || len(c.Fields) != 1 || !strings.Contains(c.Fields[0].Path.String(), "backoffLimit") {
		t.Errorf("%+v", c)
	}
	for name, lifecycle := range map[string]object.Lifecycle{"prevented": {PreventDestroy: true}, "not waited for": {NoWait: true}} {
		kept := failed
		kept.Lifecycle = lifecycle
		if p := w.plan(plan.Options{}, kept, running); len(p.Changes) != 0 {
			t.Errorf("%s: %s", name, describe(p))
		}
	}
}
