package judge_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// The namespace that holds the state goes with the stack alone.
func TestTheNamespaceOfTheStateStays(t *testing.T) {
	shop, elsewhere := object.NewRef(kind.Namespace, "", "shop"), object.Manifest{Ref: object.NewRef(kind.ConfigMap, "new", "cfg")}
	within := object.Manifest{Ref: object.NewRef(kind.ConfigMap, "shop", "cfg"), Address: "config_map.cfg"}
	for name, c := range map[string]struct {
		in      plan.Input
		deletes object.Ref
		action  plan.Action
		blocked fact.Code
	}{
		"the stack is elsewhere now":  {plan.Input{Desired: []object.Manifest{elsewhere}}, shop, plan.Delete, plan.ProblemStateWithin},
		"nothing is configured":       {plan.Input{}, shop, plan.Delete, plan.ProblemStateWithin},
		"something in it stays":       {plan.Input{Desired: []object.Manifest{within}}, shop, plan.Delete, plan.ProblemConfiguredWithin},
		"it is released":              {plan.Input{Desired: []object.Manifest{elsewhere}}, shop, plan.ReleaseObject, ""},
		"another namespace":           {plan.Input{Desired: []object.Manifest{elsewhere}}, object.NewRef(kind.Namespace, "", "other"), plan.Delete, ""},
		"the state is in a file":      {plan.Input{Desired: []object.Manifest{elsewhere}, StateFile: "state.json"}, shop, plan.Delete, ""},
		"the stack goes":              {plan.Input{Configured: []object.Manifest{elsewhere}, Destroy: true}, shop, plan.Delete, ""},
		"the stack goes, by its name": {plan.Input{NamedOnly: true, Destroy: true}, shop, plan.Delete, ""},
	} {
		c.in.Stack = object.Stack{Name: "shop", Namespace: "shop"}
		j := judge.New(wanted.New(c.in, nil, nil), &judge.Observation{})
		all := []decision.Decision{{Change: plan.Change{Action: c.action, Object: c.deletes}}}
		j.Protect(all, nil)
		var got fact.Code
		if b := all[0].Blocked; b != nil {
			got = b.Code
		}
		if got != c.blocked {
			t.Errorf("%s: %q", name, got)
		}
	}
}
