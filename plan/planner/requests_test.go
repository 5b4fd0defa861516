package planner_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// many are n ConfigMaps.
func (w *world) many(n int, level string) []object.Manifest {
	var manifests []object.Manifest
	for i := range n {
		manifests = append(manifests, w.manifest(edit(settings, "{name: settings}", fmt.Sprintf("{name: settings-%02d}", i), "info", level)))
	}
	return manifests
}

func TestRequests(t *testing.T) {
	w := newWorld(t)
	check := func(what string, desired []object.Manifest, o plan.Options, want plan.Requests) {
		t.Helper()
		if p := w.plan(o, desired...); p.Requests != want {
			t.Errorf("%s: %+v, want %+v", what, p.Requests, want)
		}
	}
	const n = 40
	before, after := w.many(n, "info"), w.many(n, "debug")
	w.revision = &state.Revision{}                                                       // there was an apply, so that the state has its place
	check("everything new", before, plan.Options{}, plan.Requests{Lists: 2, DryRuns: n}) // one LIST is of quotas
	w.apply(before...)
	check("nothing changed", before, plan.Options{}, plan.Requests{Lists: 1})
	check("a few changed", append(after[:3:3], before[3:]...), plan.Options{}, plan.Requests{Lists: 1, Gets: 3, DryRuns: 3})
	check("everything changed", after, plan.Options{}, plan.Requests{Lists: 2, DryRuns: n})
	check("everything asked", before, plan.Options{DryRunAll: true}, plan.Requests{Lists: 2, DryRuns: n})
	if p := w.plan(plan.Options{DryRunAll: true}, before...); len(p.Unrecorded) != 0 || p.Unchanged != n {
		t.Errorf("asked about what is proven: %d unchanged, unrecorded %v", p.Unchanged, p.Unrecorded)
	}
	check("everything removed", nil, plan.Options{}, plan.Requests{Lists: 1})
}

// What an apply had begun is asked about, whatever the record says.
func TestOpenIntentProvesNothing(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(settings))
	w.revision.Objects[0].Phase = state.Intended
	p := w.plan(plan.Options{}, w.manifest(settings))
	expect(t, p, "")
	if len(p.Unrecorded) != 1 || len(p.RolloutPending) != 0 || p.Requests.DryRuns != 1 {
		t.Errorf("unrecorded %v, rolloutPending %v, %+v", p.Unrecorded, p.RolloutPending, p.Requests)
	}
}

func TestWhatIsGoneIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(settings), w.manifest(edit(settings, "name: settings", "name: unlabelled")))
	if err := w.client.Delete(t.Context(), w.manifest(settings).Ref, "", kube.Background); err != nil {
		t.Fatal(err)
	}
	w.patch("kubectl-label", w.revision.Objects[1].Ref, `{"metadata":{"labels":null}}`)
	p := w.plan(plan.Options{})
	expect(t, p, "")
	if len(p.Missing) != 2 || len(p.Warnings) != 1 || p.Warnings[0].Object.Name != "unlabelled" {
		t.Errorf("missing %v, warnings %+v", p.Missing, p.Warnings)
	}
}

func TestUnreachableClusterIsNoPlan(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if p, err := planner.Compute(ctx, w.client, w, plan.Input{Stack: w.stack, Desired: w.many(2, "info")}); err == nil || p != nil {
		t.Errorf("got %+v, %v", p, err)
	}
}
