package planner_test

import (
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}, ingress: [{}]}
`

// What the server has derived when an object was created belongs to nobody. The plan says what
// becomes of it once it is set, and nothing where it is as it should be.
func TestFieldsThatTheServerHasDerived(t *testing.T) {
	opened := edit(policy, "ingress: [{}]", "ingress: [{}], egress: [{}]")
	both, one := "policyTypes: [Ingress, Egress], podSelector", "policyTypes: [Ingress], podSelector"
	for name, c := range map[string]struct{ before, since, wanted, want string }{
		"as it should be":     {policy, policy, edit(policy, "podSelector", one), ""},
		"with rules since":    {policy, opened, edit(opened, "podSelector", both), "update NetworkPolicy web\n  spec.policyTypes: [Ingress] -> [Ingress Egress] (configuration)\n"},
		"without rules since": {opened, policy, edit(policy, "podSelector", one), "update NetworkPolicy web\n  spec.policyTypes: [Ingress Egress] -> [Ingress] (configuration)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.before))
			w.apply(w.manifest(c.since))
			wanted := w.manifest(c.wanted)
			p := w.plan(plan.Options{}, wanted)
			expect(t, p, c.want)
			w.carryOut(p)
			expect(t, w.plan(plan.Options{}, wanted), "")
			expect(t, w.plan(plan.Options{DryRunAll: true}, wanted), "")
		})
	}
}

// What others have a policy restrict beside the configuration stays in force: its derived types give way, and are the
// configuration's again as soon as there is nothing to give way to.
func TestDerivedTypesGiveWay(t *testing.T) {
	one := edit(policy, "podSelector", "policyTypes: [Ingress], podSelector")
	both := edit(policy, "podSelector: {}", "policyTypes: [Ingress, Egress], podSelector: {}", "ingress: [{}]", "ingress: [{}], egress: [{}]")
	egress := `"egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]}]`
	extended := `{"spec": {` + egress + `, "policyTypes": ["Ingress", "Egress"]}}`
	for name, c := range map[string]struct {
		text, ignores, manager, patch string
		remove                        bool   // additions
		want, types                   string // what is planned, and the types then
	}{
		"by hand":                          {text: one, manager: "kubectl-patch", patch: extended, types: "[Ingress Egress]"},
		"in another order":                 {text: one, manager: "kubectl-edit", patch: `{"spec": {` + egress + `, "policyTypes": ["Egress", "Ingress"]}}`, types: "[Egress Ingress]"},
		"by an operator":                   {text: one, manager: "egress-operator", patch: extended, types: "[Ingress Egress]"},
		"all egress denied by an operator": {text: one, manager: "egress-operator", patch: `{"spec": {"policyTypes": ["Ingress", "Egress"]}}`, types: "[Ingress Egress]"},
		"rules without their type":         {text: one, manager: "kubectl-patch", patch: `{"spec": {` + egress + `}}`, types: "[Ingress]"},
		"a type without rules, by hand": {text: one, manager: "kubectl-patch", patch: `{"spec": {"policyTypes": ["Ingress", "Egress"]}}`, types: "[Ingress]",
			want: "update NetworkPolicy web\n  spec.policyTypes: [Ingress Egress] -> [Ingress] (drift kubectl-patch)\n"},
		"the other type taken off, by hand": {text: one, manager: "kubectl-patch", patch: `{"spec": {` + egress + `, "policyTypes": ["Egress"]}}`, types: "[Ingress Egress]",
			want: "update NetworkPolicy web\n  spec.policyTypes: [Egress] -> [Ingress Egress] (drift kubectl-patch)\n"},
		"ingress left to others": {text: both, ignores: "spec.ingress", manager: "mesh", patch: `{"spec": {"policyTypes": ["Egress"]}}`, types: "[Egress]",
			want: "update NetworkPolicy web\n  spec.ingress: release [map[]]\n"},
		"egress left to others, ingress taken off by hand": {text: one, ignores: "spec.egress", manager: "kubectl-patch", patch: `{"spec": {"policyTypes": ["Egress"]}}`, types: "[Ingress Egress]",
			want: "update NetworkPolicy web\n  spec.policyTypes: [Egress] -> [Ingress Egress] (drift kubectl-patch)\n"},
		"egress left to others, with rules to begin with": {text: both, ignores: "spec.egress", manager: "kubectl-edit", patch: `{"spec": {"policyTypes": ["Egress"]}}`, types: "[Ingress Egress]",
			want: "update NetworkPolicy web\n  spec.policyTypes: [Egress] -> [Ingress Egress] (drift kubectl-edit)\n  spec.egress: release [map[]]\n"},
		"egress left to an operator":                {text: one, ignores: "spec.egress", manager: "egress-operator", patch: extended, types: "[Ingress Egress]"},
		"egress left to an operator with its order": {text: one, ignores: "spec.egress", manager: "egress-operator", patch: `{"spec": {` + egress + `, "policyTypes": ["Egress", "Ingress"]}}`, types: "[Egress Ingress]"},
		"egress left to others, who add nothing":    {text: one, ignores: "spec.egress", manager: "kubectl-patch", patch: `{"metadata": {"annotations": {"a": "b"}}}`, types: "[Ingress]"},
		"another order alone":                       {text: both, manager: "mesh", patch: `{"spec": {"policyTypes": ["Egress", "Ingress"]}}`, types: "[Egress Ingress]"},
		"additions removed": {text: one, manager: "kubectl-patch", patch: extended, remove: true, types: "[Ingress]",
			want: "update NetworkPolicy web\n  spec.egress: [map[to:[map[ipBlock:map[cidr:10.0.0.0/8]]]]] -> <nil> (addition kubectl-patch)\n  spec.policyTypes: [Ingress Egress] -> [Ingress] (drift kubectl-patch)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m := derived(w, c.text, c.ignores)
			w.apply(m)
			w.patch(c.manager, m.Ref, c.patch)
			for _, o := range []plan.Options{{ReadOnly: true, RemoveAdditions: c.remove}, {RemoveAdditions: c.remove}} {
				expect(t, w.plan(o, m), c.want)
			}
			w.carryOut(w.plan(plan.Options{RemoveAdditions: c.remove}, m))
			if types := object.At(w.get(m.Ref), "spec", "policyTypes"); fmt.Sprint(types) != c.types {
				t.Errorf("restricts %v", types)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true, RemoveAdditions: c.remove}, m), "")
		})
	}
}

// A policy that others have extended restricts what the configuration comes to have rules for, and no more when that
// goes again, or what the others have added.
func TestDerivedTypesFollowAgain(t *testing.T) {
	w := newWorld(t)
	one := edit(policy, "podSelector", "policyTypes: [Ingress], podSelector")
	both := edit(policy, "podSelector: {}", "policyTypes: [Ingress, Egress], podSelector: {}", "ingress: [{}]", "ingress: [{}], egress: [{}]")
	m := derived(w, one, "")
	w.apply(m)
	for _, c := range []struct{ patch, configured, types string }{
		{`{"spec": {"egress": [{}], "policyTypes": ["Ingress", "Egress"]}}`, one, "[Ingress Egress]"},
		{`{"spec": {"egress": null}}`, one, "[Ingress]"},
		{`{"spec": {"egress": [{"ports": [{"port": 53}]}], "policyTypes": ["Ingress", "Egress"]}}`, both, "[Ingress Egress]"},
		{`{"metadata": {"annotations": {"a": "b"}}}`, one, "[Ingress]"},
	} {
		w.patch("kubectl-patch", m.Ref, c.patch)
		m = derived(w, c.configured, "")
		w.carryOut(w.plan(plan.Options{}, m))
		if types := object.At(w.get(m.Ref), "spec", "policyTypes"); fmt.Sprint(types) != c.types {
			t.Errorf("%s: restricts %v", c.patch, types)
		}
	}
}

// An adopted policy restricts no less than it did, where other managers keep their rules.
func TestDerivedTypesOfAnAdoptedPolicy(t *testing.T) {
	for manager, want := range map[string]string{"egress-operator": "[Ingress Egress]", "kubectl-create": "[Ingress]"} {
		w := newWorld(t)
		m := derived(w, edit(policy, "podSelector", "policyTypes: [Ingress], podSelector"), "")
		w.createAs("kubectl-create", policy)
		w.patch(manager, m.Ref, `{"spec": {"egress": [{}], "policyTypes": ["Ingress", "Egress"]}}`)
		w.carryOut(w.plan(plan.Options{Adopt: true}, m))
		if types := object.At(w.get(m.Ref), "spec", "policyTypes"); fmt.Sprint(types) != want {
			t.Errorf("%s: restricts %v", manager, types)
		}
	}
}

// Rules for what reaches the Pods are in force after an adoption, whoever decides on what the Pods reach.
func TestAdoptedPolicyRestrictsWhatItHasRulesFor(t *testing.T) {
	one := edit(policy, "podSelector: {}, ingress: [{}]", `policyTypes: [Ingress], podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]`)
	for live, want := range map[string]string{"[Egress]": "[Ingress Egress]", "[Ingress]": "[Ingress]"} {
		w := newWorld(t)
		m := derived(w, one, "spec.egress")
		w.createAs("kubectl-create", edit(policy, "podSelector: {}, ingress: [{}]", "policyTypes: "+live+", podSelector: {}"))
		w.carryOut(w.plan(plan.Options{Adopt: true}, m))
		if types := object.At(w.get(m.Ref), "spec", "policyTypes"); fmt.Sprint(types) != want {
			t.Errorf("%s: restricts %v", live, types)
		}
		expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
	}
}

// A policy that an older wl has applied, which derived its types without saying so, does not change by that.
func TestDerivedTypesOfAnOlderPolicy(t *testing.T) {
	one := edit(policy, "podSelector", "policyTypes: [Ingress], podSelector")
	w := newWorld(t)
	m := derived(w, one, "spec.egress")
	older := m
	older.Lifecycle.Derived = nil
	w.apply(older)
	for _, o := range []plan.Options{{}, {DryRunAll: true}, {ReadOnly: true}} {
		expect(t, w.plan(o, m), "")
	}
}

func derived(w *world, text, ignores string) object.Manifest {
	m := w.manifest(text)
	m.Lifecycle.Derived = []object.Path{object.MustParsePath("spec.policyTypes")}
	if ignores != "" {
		m.Lifecycle.IgnoreFields = []object.Path{object.MustParsePath(ignores)}
	}
	return m
}
