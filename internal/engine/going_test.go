package engine_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// While the namespace of the state is being deleted, and the state is gone already, nothing says that nothing has been
// applied: neither where the stack makes the namespace, nor where it does not, nor where it was never applied there.
func TestTheStateGoesWithItsNamespace(t *testing.T) {
	for name, c := range map[string]struct {
		more    string
		applied bool
	}{
		"its own":       {"\nnamespace \"own\" { name = var.ns }\n", true},
		"another's":     {"", true},
		"never applied": {"", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := stack(t, arriving+c.more)
			s := o.on(t, "1")
			if c.applied {
				if outcome, _ := applied(t, planned(t, s, engine.PlanOptions{Options: plan.Options{Adopt: true}}), engine.ApplyOptions{}); outcome.Err != nil {
					t.Fatal(outcome.Err)
				}
			}
			goes(t, s, c.applied)
			saysThatItGoes(t, s)
		})
	}
}

// saysThatItGoes holds what is said of a stack whose state is gone with its namespace.
func saysThatItGoes(t *testing.T, s *engine.Stack) {
	t.Helper()
	said := func(what string, why fact.Fact) {
		t.Helper()
		if why.Code != engine.StateGoing || why.Text("namespace") != s.Stack.ID.Namespace || why.Text("since") == "" {
			t.Errorf("%s: %v", what, why)
		}
	}
	found := s.Status(t.Context())
	if report := found.Clusters[0].Report; report == nil || len(report.Terminating) != 1 || found.Healthy() || !found.Complete() {
		t.Errorf("status: %+v", found)
	} else {
		said("status", report.Terminating[0])
	}
	said("history", s.History(t.Context()).Clusters[0].Error)
	if of := new(apply.Error); true {
		if _, err := s.States().Outputs(t.Context()); !errors.As(err, &of) {
			t.Errorf("outputs: %v", err)
		} else {
			said("outputs", fact.Of(of.Cause))
		}
	}
	unread := func(what string, problems []plan.Problem) {
		t.Helper()
		if len(problems) != 1 {
			t.Errorf("%s: %v", what, problems)
			return
		}
		why, _ := problems[0].Args["error"].(fact.Fact)
		said(what, why)
	}
	unread("drift", s.Drift(t.Context(), plan.Options{}).Clusters[0].Problems)
	p, err := s.Rollback(t.Context(), engine.RollbackOptions{})
	if err != nil {
		t.Fatal(err)
	}
	unread("rollback", p.Plan.Clusters[0].Problems)
}

// goes deletes the namespace of a stack's state, which an object there holds until the test ends, and waits until the
// state is gone.
func goes(t *testing.T, s *engine.Stack, applied bool) {
	t.Helper()
	client, err := s.Client("here")
	if err != nil {
		t.Fatal(err)
	}
	held := object.NewRef(kind.ConfigMap, s.Stack.ID.Namespace, "settings")
	if !applied {
		held.Name = "held"
		if _, err := client.Create(t.Context(), held, map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "held", "namespace": held.Namespace}}); err != nil {
			t.Fatal(err)
		}
	}
	hold := func(ctx context.Context, finalizers ...any) error {
		content, err := client.Get(ctx, held)
		if err == nil {
			content["metadata"].(map[string]any)["finalizers"] = finalizers
			_, err = client.Update(ctx, held, content)
		}
		return err
	}
	if err := hold(t.Context(), "example.com/never"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hold(context.Background()) })
	if err := client.Delete(t.Context(), s.Stack.ID.StateNamespace(), "", kube.Background); err != nil {
		t.Fatal(err)
	}
	store := state.Open(client, s.Stack.ID)
	for range 120 {
		if there, err := store.Read(t.Context()); err == nil && there.Revision == nil {
			return
		}
		time.Sleep(500 * time.Millisecond)
	}
	t.Fatal("the state does not go")
}
