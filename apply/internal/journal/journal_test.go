package journal

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	unanswered "github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// written keeps what is written to it.
type written []state.Revision

func (w *written) Write(_ context.Context, _ state.Snapshot, r state.Revision) (state.Snapshot, error) {
	*w = append(*w, r)
	return state.Snapshot{Revision: &r}, nil
}

func operation() Operation {
	web := object.NewRef(kind.ConfigMap, "shop", "web")
	return Operation{
		Name: "apply", Started: time.Now(), Who: "alice@laptop", Stack: object.Stack{Name: "shop", Namespace: "shop"},
		Plan:    &plan.ClusterPlan{Changes: []plan.Change{{Object: web, Action: plan.Create}}},
		Desired: []object.Manifest{{Ref: web, APIVersion: "v1"}},
		Awaited: func(m *object.Manifest) bool { return !m.Lifecycle.NoWait },
		Prior: state.Snapshot{Revision: &state.Revision{Serial: 7, Objects: []state.Entry{
			{Ref: object.NewRef(kind.ConfigMap, "shop", "found-gone"), Phase: state.Ready},
		}}},
	}
}

// What is about to happen is written before it does, and nothing that the plan has
// found gone.
func TestIntended(t *testing.T) {
	j, err := New(operation())
	if err != nil {
		t.Fatal(err)
	}
	var w written
	for range 2 { // the second one has nothing to write
		if err := j.Save(t.Context(), &w); err != nil {
			t.Fatal(err)
		}
	}
	if len(w) != 1 {
		t.Fatalf("written %d times", len(w))
	}
	r := w[0]
	if r.Serial != 8 || r.Outcome != state.Running || len(r.Objects) != 1 || r.Objects[0].Ref.Name != "web" || r.Objects[0].Phase != state.Intended {
		t.Errorf("%+v", r)
	}
	if err := j.End(t.Context(), &w, state.Succeeded); err != nil || len(w) != 2 || w[1].Outcome != state.Succeeded || w[1].Ended.IsZero() {
		t.Errorf("%+v, %v", w, err)
	}
}

// What an object that is replaced is to be created again with is noted, but for what is
// sensitive, now or as it was applied before, whatever is around it; and no longer than
// the object is gone.
func TestClearingNotesNothingSensitive(t *testing.T) {
	path := object.MustParsePath
	o := operation()
	ref := o.Desired[0].Ref
	o.Plan.Changes[0].Action = plan.Replace
	o.Desired[0].Content = map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "data": map[string]any{"token": "t", "level": "info"}}
	o.Desired[0].Sensitive = []object.Path{path("data.token")}
	o.Prior.Revision.Objects = append(o.Prior.Revision.Objects, state.Entry{Ref: ref, UID: "u", Phase: state.Ready, Sensitive: []object.Path{path("data.former")}})
	fields := func(paths ...string) (all []state.Carried) {
		for _, p := range paths {
			all = append(all, state.Carried{Path: path(p), Value: "v"})
		}
		return all
	}
	j, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	j.Clearing(ref, state.Replacing{Fields: fields("data", "data.former", "data.level", "data.token"), PodSelector: "app=web"})
	got := j.revision().Objects
	if r := got[0].Replacing; len(got) != 1 || len(r.Fields) != 1 || r.Fields[0].Path != path("data.level") || r.PodSelector == "" {
		t.Errorf("%+v", r)
	}
	o.Prior.Revision.Objects = got
	if j, err = New(o); err != nil || j.revision().Objects[0].Replacing != nil {
		t.Error("it is noted still although the object is there:", err)
	}
	o.Plan.Changes[0].Action = plan.Create
	if j, err = New(o); err != nil || j.revision().Objects[0].Replacing == nil {
		t.Error("it is forgotten before the object is created:", err)
	}
	secret := object.NewRef(kind.Secret, "shop", "web")
	j.Clearing(secret, state.Replacing{Fields: fields("data.a")})
	if r := j.entries[secret].Replacing; len(r.Fields) > 0 {
		t.Errorf("%+v", r)
	}
}

// That a Job runs which does in every apply is noted before it does, and until an apply has
// succeeded.
func TestBegunRunsAreNoted(t *testing.T) {
	job := object.Manifest{Ref: object.NewRef(kind.Job, "shop", "migrate"), APIVersion: "batch/v1", Lifecycle: object.Lifecycle{RunsAlways: true}}
	for outcome, want := range map[state.Outcome]string{state.Interrupted: "now", state.Failed: "now", state.Succeeded: ""} {
		o := operation()
		o.Desired = append(o.Desired, job)
		o.Plan.Configuration = "now"
		o.Plan.Changes = append(o.Plan.Changes, plan.Change{Object: job.Ref, Action: plan.Rerun, Always: true})
		o.Prior.Revision.Objects = []state.Entry{{Ref: job.Ref, UID: "u", Phase: state.Ready, Begun: "before"}}
		j, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		var w written
		if err := j.Save(t.Context(), &w); err != nil {
			t.Fatal(err)
		}
		if err := j.End(t.Context(), &w, outcome); err != nil {
			t.Fatal(err)
		}
		for i, begun := range []string{"now", want} {
			if e := w[i].Objects[1]; e.Ref != job.Ref || e.Begun != begun {
				t.Errorf("%s: %+v", outcome, e)
			}
		}
		if other := w[0].Objects[0]; other.Begun != "" {
			t.Errorf("%+v", other)
		}
	}
}

// hanging is a state that nothing can be written to: the server does not answer.
type hanging struct{}

func (hanging) Write(ctx context.Context, _ state.Snapshot, _ state.Revision) (state.Snapshot, error) {
	<-ctx.Done()
	return state.Snapshot{}, fmt.Errorf("Secret shop/wl-state-shop: %w", fmt.Errorf("%w: %w", context.Cause(ctx), ctx.Err())) // as a connection does
}

// An outcome that could not be written for want of an answer says for how long there was none, and not what
// a context says of itself.
func TestTheLastWriteIsNotAnswered(t *testing.T) {
	for name, outcome := range map[string]state.Outcome{"after a success": state.Succeeded, "after a failure": state.Failed, "interrupted": state.Interrupted} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j, err := New(operation())
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithCancel(t.Context())
				if outcome == state.Interrupted {
					cancel()
				}
				defer cancel()
				begun := time.Now()
				err = j.End(ctx, hanging{}, outcome)
				what, said := fact.Of(err), fact.New(unanswered.NoAnswer, fact.Args{"time": EndTimeout})
				if why, ok := what.Args["said"].(fact.Fact); what.Code != reason.OutcomeNotRecorded || !ok || why.String() != said.String() || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%v, want %v", what, said)
				}
				if took := time.Since(begun); took != EndTimeout {
					t.Errorf("given up after %s", took)
				}
			})
		})
	}
}
