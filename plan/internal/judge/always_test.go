package judge

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/state"
)

func always(name string) *object.Manifest {
	return &object.Manifest{Ref: object.NewRef(kind.Job, "shop", name), Lifecycle: object.Lifecycle{RunsAlways: true}}
}

func repeater(in plan.Input) Repeater {
	return Repeater{Judge: &Judge{Configuration: wanted.New(in, nil, nil)}}
}

// Only what is done counts: nothing that is blocked, gone already, or another Job that
// would run because of this one.
func TestJobsRunWhereAnythingElseIsDone(t *testing.T) {
	other := &object.Manifest{Ref: object.NewRef(kind.ConfigMap, "shop", "settings")}
	of := func(a plan.Action, m *object.Manifest) decision.Decision {
		return decision.Decision{Change: plan.Change{Action: a, Object: m.Ref}, Manifest: m}
	}
	gone := of(plan.None, other)
	gone.Missing = true
	for name, c := range map[string]struct {
		decisions []decision.Decision
		jobs      int
		others    bool
	}{
		"an update":        {[]decision.Decision{of(plan.Update, other), of(plan.None, always("a"))}, 1, true},
		"nothing":          {[]decision.Decision{of(plan.None, other), of(plan.None, always("a")), of(plan.None, always("b"))}, 2, false},
		"a problem":        {[]decision.Decision{of(plan.Blocked, other), of(plan.None, always("a"))}, 1, false},
		"what is gone":     {[]decision.Decision{gone, of(plan.None, always("a"))}, 1, false},
		"another Job":      {[]decision.Decision{of(plan.Rerun, always("a")), of(plan.None, always("b"))}, 1, true},
		"a deletion":       {[]decision.Decision{{Change: plan.Change{Action: plan.Delete, Object: other.Ref}}, of(plan.None, always("a"))}, 1, true},
		"it changes alone": {[]decision.Decision{of(plan.Rerun, always("a"))}, 0, true},
	} {
		if jobs, others := repeater(plan.Input{}).Again(c.decisions); len(jobs) != c.jobs || others != c.others {
			t.Errorf("%s: %v, %v", name, jobs, others)
		}
	}
	once := &object.Manifest{Ref: object.NewRef(kind.Job, "shop", "once")}
	decisions := []decision.Decision{of(plan.None, other), of(plan.None, once), of(plan.Rerun, always("a"))}
	asked := plan.Input{Options: plan.Options{RerunJobs: true}}
	if jobs, run := repeater(asked).Again(decisions); len(jobs) != 1 || jobs[0] != 1 || !run {
		t.Errorf("where it is asked for: %v, %v", jobs, run)
	}
}

// A run that an apply has begun is not begun again by the next one of the same
// configuration: while it is under way, and where that apply was cut off after it.
func TestRunsAreContinued(t *testing.T) {
	in := plan.Input{Desired: []object.Manifest{*always("migrate")}}
	key := []byte("0123456789abcdef0123456789abcdef")
	job := func(uid string, condition string) map[string]any {
		o := map[string]any{"metadata": map[string]any{"uid": uid}}
		if condition != "" {
			o["status"] = map[string]any{"conditions": []any{map[string]any{"type": condition, "status": "True"}}}
		}
		return o
	}
	for name, c := range map[string]struct {
		outcome state.Outcome
		phase   state.Phase
		other   bool // it was begun with another configuration
		live    map[string]any
		want    bool
	}{
		"never begun anew":            {state.Running, state.Intended, false, job("u", "Complete"), false},
		"begun, and not noted":        {state.Running, state.Intended, false, job("new", ""), true},
		"under way":                   {state.Interrupted, state.Applied, false, job("u", ""), true},
		"of another configuration":    {state.Interrupted, state.Applied, true, job("u", ""), false},
		"given up, and under way":     {state.Failed, state.Stalled, false, job("u", ""), true},
		"it has failed":               {state.Failed, state.Stalled, false, job("u", "Failed"), false},
		"it fails":                    {state.Interrupted, state.Applied, false, job("u", "FailureTarget"), false},
		"it has succeeded":            {state.Interrupted, state.Ready, false, job("u", "Complete"), true},
		"something else has failed":   {state.Failed, state.Ready, false, job("u", "Complete"), false},
		"replaced since":              {state.Interrupted, state.Ready, false, job("another", "Complete"), false},
		"succeeded and removed":       {state.Interrupted, state.Ready, false, nil, true},
		"removed, another has failed": {state.Failed, state.Ready, false, nil, false},
	} {
		w := wanted.New(in, key, nil)
		e := &state.Entry{Ref: in.Desired[0].Ref, UID: "u", Phase: c.phase, Begun: w.Identity}
		if c.other {
			e.Begun = "other"
		}
		j := New(w, &Observation{Snapshot: state.Snapshot{Revision: &state.Revision{Outcome: c.outcome}}})
		if got := (Repeater{j}).Continues(compare.Subject{Manifest: &in.Desired[0], Entry: e}, c.live); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	without := wanted.New(plan.Input{Desired: []object.Manifest{{Ref: in.Desired[0].Ref}}}, key, nil)
	if without.Identity != "" {
		t.Errorf("a configuration without such Jobs is identified: %s", without.Identity)
	}
}
