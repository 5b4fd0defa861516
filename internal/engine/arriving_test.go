package engine_test

import (
	"errors"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

const arriving = `
variable "ns" {}
variable "value" {}
variable "here" {}

stack "shop" {
  namespace = var.ns
  limits    = "kubernetes"
}

cluster "here" { kubeconfig = var.here }

config_map "settings" { data = { level = var.value } }

output "level" { value = var.value }
`

// While a stack is being moved to be another one, which has no state yet, whatever asks for that says so, and how
// the move is finished: nothing was lost, and nothing is to be applied.
func TestAStackOnItsWay(t *testing.T) {
	o := stack(t, arriving)
	former := o.on(t, "1")
	applied(t, planned(t, former, engine.PlanOptions{}), engine.ApplyOptions{})
	from := former.Stack.ID
	to := object.Stack{Name: "store", Namespace: from.Namespace}
	client, err := former.Client("here")
	if err != nil {
		t.Fatal(err)
	}
	moves(t, state.Open(client, from), to)

	o.base.State, o.base.Kubeconfig = to, controlplane.Shared(t).Kubeconfig
	s := o.on(t, "1")
	said := func(what string, why fact.Fact) {
		t.Helper()
		if why.Code != engine.StateArriving || why.Text("stack") != from.Name || why.Text("namespace") != from.Namespace || why.Text("to_stack") != to.Name || why.Text("context") == "" {
			t.Errorf("%s: %v", what, why)
		}
	}
	said("status", s.Status(t.Context()).Clusters[0].Error)
	said("history", s.History(t.Context()).Clusters[0].Error)
	_, err = s.States().Outputs(t.Context())
	if of := new(apply.Error); !errors.As(err, &of) {
		t.Errorf("outputs: %v", err)
	} else {
		said("outputs", fact.Of(of.Cause))
	}
	p, err := s.Rollback(t.Context(), engine.RollbackOptions{})
	if err != nil {
		t.Fatal(err)
	}
	why, _ := p.Plan.Clusters[0].Problems[0].Args["error"].(fact.Fact)
	said("rollback", why)
}

// moves notes in the state of a stack that it is being moved.
func moves(t *testing.T, s *state.Store, to object.Stack) {
	t.Helper()
	before, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := *before.Revision
	r.Serial, r.Operation, r.MovingTo, r.Outcome = r.Serial+1, "move", &to, state.Running
	if r.Applied, err = s.Applied(t.Context(), before); err == nil {
		_, err = s.Write(t.Context(), before, r)
	}
	if err != nil {
		t.Fatal(err)
	}
}
