package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

// Beside an item of another manager's, one with the same name cannot be: whose the other is, is said.
func TestItemBesideAnothers(t *testing.T) {
	const front = "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: front}, ports: [{name: http, port: 80}]}}"
	for name, c := range map[string]struct {
		manager, old, new string
		ours              bool // it is the stack's already
		says              string
	}{
		"adopted":             {"argocd-controller", "port: 80", "port: 81", false, `spec.ports[port=80,protocol="TCP"] as well, which argocd-controller owns`},
		"of another protocol": {"argocd-controller", "port: 80", "port: 80, protocol: UDP", false, `spec.ports[port=80,protocol="TCP"] as well, which argocd-controller owns`},
		"the stack's already": {"flux", "port: 80", "port: 81", true, `spec.ports[port=80,protocol="TCP"] as well, which flux owns`},
		"applied by kubectl":  {"kubectl", "port: 80", "port: 81", true, `spec.ports[port=80,protocol="TCP"] as well, which kubectl owns`},
		"of the stack alone":  {"flux", "name: http, port: 80}", "name: http, port: 81}, {name: http, port: 82}", true, "Correct it in the configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if c.ours {
				w.apply(w.manifest(front))
			}
			if !strings.Contains(name, "alone") {
				w.foreign(c.manager, w.bare(front).Content, true)
			}
			p := w.plan(plan.Options{Adopt: true, ForceConflicts: true}, w.manifest(edit(front, c.old, c.new)))
			if b := p.Changes[0].Blocked; b == nil || b.Code != plan.ProblemRefused || !strings.Contains(inWords.Detail(b.Fact), c.says) {
				t.Errorf("%s%+v", describe(p), b)
			}
		})
	}
}
