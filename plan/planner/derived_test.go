package planner_test

import (
	"testing"

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
