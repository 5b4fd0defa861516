package planner_test

import (
	"testing"

	"github.com/workloadlang/wl/plan"
)

const restart = `{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-01-01T00:00:00Z"}}}}}`

// What kubectl rollout pause does is drift, and goes where additions are removed; what kubectl rollout restart and wl restart
// leave is neither.
func TestRolloutByHand(t *testing.T) {
	annotated := edit(web, "{labels: {app: web}}", "{labels: {app: web}, annotations: {note: x}}")
	for name, c := range map[string]struct {
		text    string
		patches [][2]string // managers, and what they do
		drift   string
		removes bool
	}{
		"paused":                         {web, [][2]string{{"kubectl-rollout", `{"spec":{"paused":true}}`}}, "spec.paused", true},
		"paused and resumed":             {web, [][2]string{{"kubectl-rollout", `{"spec":{"paused":true}}`}, {"kubectl-rollout", `{"spec":{"paused":null}}`}}, "", false},
		"restarted":                      {web, [][2]string{{"kubectl-rollout", restart}}, "", false},
		"restarted, by wl":               {web, [][2]string{{"wl-restart", restart}}, "", false},
		"restarted, beside annotations":  {annotated, [][2]string{{"kubectl-rollout", restart}}, "", false},
		"restarted and paused":           {web, [][2]string{{"kubectl-rollout", restart}, {"kubectl-rollout", `{"spec":{"paused":true}}`}}, "spec.paused", true},
		"restarted by both, then paused": {annotated, [][2]string{{"wl-restart", restart}, {"kubectl-rollout", `{"spec":{"paused":true,` + restart[9:]}}, "spec.paused", true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			m := w.manifest(c.text)
			w.apply(m)
			for _, p := range c.patches {
				w.patch(p[0], m.Ref, p[1])
			}
			for _, o := range []plan.Options{{}, {DryRunAll: true}, {ReadOnly: true}} {
				p := w.plan(o, m)
				expect(t, p, "")
				got := ""
				for _, o := range plan.DriftOf(p, w.revision).Objects {
					for _, f := range o.Fields {
						got += f.Path.String()
					}
				}
				if got != c.drift {
					t.Errorf("drift of %q, want %q", got, c.drift)
				}
			}
			p := w.plan(plan.Options{RemoveAdditions: true}, m)
			if (len(p.Changes) > 0) != c.removes {
				t.Errorf("removed: %s", describe(p))
			}
			for _, change := range p.Changes {
				if len(change.Fields) != 1 || change.Fields[0].Path.String() != "spec.paused" {
					t.Errorf("%+v", change.Fields)
				}
			}
		})
	}
}
