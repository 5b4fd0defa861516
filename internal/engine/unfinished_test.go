package engine_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/state"
)

const slowly = `
variable "ns" {}
variable "value" {}
variable "here" {}

stack "unfinished" {
  namespace = var.ns
  limits    = "kubernetes"
  state { keep = 1 }
}

cluster "here" { kubeconfig = var.here }

workload "web" {
  kind = "Deployment"
  container "main" { image = "nginx:${var.value}" }
  advanced {
    metadata { pod_annotations = { "wl-devcluster/behaviour" = var.value == "broken" ? "image-pull-failure" : "slow-start", "wl-devcluster/start-seconds" = "2" } }
  }
}
`

// A rollback that came to no end is continued to where it was going, and brings back nothing that it was
// to take away: whatever ended it, whoever asked for it, and whatever failed since. A number counts as ever.
func TestAnUnfinishedRollbackIsContinued(t *testing.T) {
	const itself = "after a failed apply, of wl itself"
	for name, unfinished := range map[string]func(*testing.T, opened){
		"interrupted": func(t *testing.T, o opened) { stopped(t, back(t, o, 0)) },
		"failed, and again": func(t *testing.T, o opened) {
			for range 2 {
				if outcome := back(t, o, 0).Apply(t.Context(), engine.ApplyOptions{Timeout: time.Millisecond}, ignore); outcome.Err == nil {
					t.Fatal("a rollback without time has not failed")
				}
			}
		},
		itself: func(t *testing.T, o opened) { stopped(t, wayBack(t, o)) },
		"an apply has failed since": func(t *testing.T, o opened) {
			stopped(t, back(t, o, 0))
			if p := wayBack(t, o); p.Plan.Clusters[0].Revision.Number != 1 {
				t.Errorf("the way back of the apply goes to %d", p.Plan.Clusters[0].Revision.Number)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := stack(t, slowly)
			rollsOut(t, planned(t, o.on(t, "1"), engine.PlanOptions{}))
			want := int64(1)
			if name == itself {
				want = 2
			}
			rollsOut(t, planned(t, o.on(t, "2"), engine.PlanOptions{}))
			unfinished(t, o)
			p := back(t, o, 0)
			if c := p.Plan.Clusters[0]; c.Revision.Number != want || c.LastGood != want {
				t.Fatalf("it goes to %d, and says %d, want %d", c.Revision.Number, c.LastGood, want)
			}
			if got := planned(t, o.on(t, "3"), engine.PlanOptions{}).Plan.Clusters[0].LastGood; got != want {
				t.Errorf("a plan says %d, want %d", got, want)
			}
			if p := back(t, o, 2); p.Plan.Clusters[0].Revision.Number != 2 {
				t.Errorf("by number it goes to %d", p.Plan.Clusters[0].Revision.Number)
			}
			rollsOut(t, p)
		})
	}
}

// Where the goal of an unfinished rollback is not kept any more, no other revision is taken for it.
func TestTheGoalOfAnUnfinishedRollbackIsGone(t *testing.T) {
	o := stack(t, slowly)
	rollsOut(t, planned(t, o.on(t, "1"), engine.PlanOptions{}))
	s := o.on(t, "1")
	client, err := s.Client("here")
	if err != nil {
		t.Fatal(err)
	}
	forgotten(t, state.Open(client, s.Stack.ID))
	p := back(t, o, 0)
	if len(p.Plan.Clusters[0].Problems) != 1 || planned(t, o.on(t, "3"), engine.PlanOptions{}).Plan.Clusters[0].LastGood != 0 {
		t.Fatalf("planned %+v", p.Plan.Clusters[0])
	}
	why, _ := p.Plan.Clusters[0].Problems[0].Args["error"].(fact.Fact)
	if good, _ := why.Args["good"].([]string); why.Code != engine.GoalNotKept || !slices.Equal(good, []string{"1"}) {
		t.Errorf("because %+v", why)
	}
	rollsOut(t, back(t, o, 1))
}

// forgotten writes a rollback that was not finished, to a revision that there is not.
func forgotten(t *testing.T, s *state.Store) {
	t.Helper()
	before, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := *before.Revision
	r.Serial, r.Operation, r.RollbackTo, r.Outcome = r.Serial+1, "rollback", 77, state.Interrupted
	if r.Applied, err = s.Applied(t.Context(), before); err == nil {
		_, err = s.Write(t.Context(), before, r)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// back plans a rollback; to is its revision, or 0.
func back(t *testing.T, o opened, to int64) *engine.Planned {
	t.Helper()
	p, err := o.on(t, "1").Rollback(t.Context(), engine.RollbackOptions{To: to})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wayBack is that of an apply that has failed.
func wayBack(t *testing.T, o opened) *engine.Planned {
	t.Helper()
	p := planned(t, o.on(t, "broken"), engine.PlanOptions{})
	outcome := p.Apply(t.Context(), engine.ApplyOptions{}, ignore)
	way, err := p.Back(t.Context(), outcome)
	if err != nil || way == nil || outcome.Err == nil {
		t.Fatalf("the way back: %v, %v", err, outcome.Err)
	}
	return way
}

// stopped applies a plan, and interrupts that as soon as anything is done.
func stopped(t *testing.T, p *engine.Planned) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	outcome := p.Apply(ctx, engine.ApplyOptions{}, func(_ string, e apply.Event) {
		if _, done := e.(apply.ObjectDone); done {
			stop()
		}
	})
	if outcome.Clusters[0].Result.Outcome != state.Interrupted {
		t.Fatalf("not interrupted: %+v", outcome)
	}
}

func rollsOut(t *testing.T, p *engine.Planned) {
	t.Helper()
	if outcome := p.Apply(t.Context(), engine.ApplyOptions{}, ignore); outcome.Err != nil {
		t.Fatal(outcome.Err)
	}
}
