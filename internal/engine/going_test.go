package engine_test

import (
	"context"
	"errors"
	"slices"
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
// applied: neither where the stack makes the namespace, nor where it does not, nor where it was never applied there. That a
// destroy waits is promised only of a namespace that is the stack's own, also where that is known by its name alone.
func TestTheStateGoesWithItsNamespace(t *testing.T) {
	for name, c := range map[string]struct {
		more         string
		applied, own bool
	}{
		"its own":                    {"\nnamespace \"own\" { name = var.ns }\n", true, true},
		"another's":                  {"", true, false},
		"never applied":              {"", false, false},
		"to be its own, not applied": {"\nnamespace \"own\" { name = var.ns }\n", false, false},
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
			saysThatItGoes(t, s, c.own)
			o.base.State, o.base.Kubeconfig = s.Stack.ID, s.Stack.Clusters[0].Kubeconfig
			named := o.on(t, "1").History(t.Context()).Clusters[0].Error
			if own, _ := named.Args["own"].(bool); named.Code != engine.StateGoing || own != c.own {
				t.Errorf("by its name alone: %v", named)
			}
			going := func(c plan.Change) bool { return c.Object == s.Stack.ID.StateNamespace() }
			if waits := slices.ContainsFunc(planned(t, s, engine.PlanOptions{Destroy: true}).Plan.Clusters[0].Changes, going); waits != c.own {
				t.Errorf("a destroy waits: %v, want %v", waits, c.own)
			}
		})
	}
}

// saysThatItGoes holds what is said of a stack whose state is gone with its namespace.
func saysThatItGoes(t *testing.T, s *engine.Stack, own bool) {
	t.Helper()
	said := func(what string, why fact.Fact) {
		t.Helper()
		if is, _ := why.Args["own"].(bool); is != own || why.Code != engine.StateGoing || why.Text("namespace") != s.Stack.ID.Namespace || why.Text("since") == "" {
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
