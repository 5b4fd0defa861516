package engine_test

import (
	"path/filepath"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
)

// A plan of which nothing is left was applied only where an apply, and nothing else, has come since.
func TestPlanOfWhichNothingIsLeft(t *testing.T) {
	applies := func(t *testing.T, o opened, value string) {
		rollsOut(t, planned(t, o.on(t, value, "here"), engine.PlanOptions{}))
	}
	for name, c := range map[string]struct {
		since func(t *testing.T, o opened)
		want  fact.Code
	}{
		"applied": {func(t *testing.T, o opened) { applies(t, o, "a") }, engine.LeftApplied},
		"rolled back": {func(t *testing.T, o opened) {
			p, err := o.on(t, "b", "here").Rollback(t.Context(), engine.RollbackOptions{To: 1})
			if err != nil {
				t.Fatal(err)
			}
			rollsOut(t, p)
		}, engine.LeftNothing},
		"by way of another": {func(t *testing.T, o opened) { applies(t, o, "c"); applies(t, o, "a") }, engine.LeftNothing},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := stack(t, clusters)
			applies(t, o, "a")
			applies(t, o, "b")
			path := filepath.Join(t.TempDir(), "back.plan")
			if err := planned(t, o.on(t, "a", "here"), engine.PlanOptions{}).Save(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			c.since(t, o)
			reviewed, err := engine.Load(path)
			if err != nil {
				t.Fatal(err)
			}
			again := planned(t, o.on(t, "a", "here"), engine.PlanOptions{Reviewed: reviewed})
			if outcome, events := applied(t, again, engine.ApplyOptions{}); !refused(outcome, c.want) || outcome.Left()[0].Because != c.want || len(events) > 0 {
				t.Errorf("%+v with %v", outcome, events)
			}
		})
	}
}
