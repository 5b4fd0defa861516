package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

const furnished = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {note: x}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {note: x}}
    spec:
      nodeSelector: {disk: fast}
      tolerations: [{key: fast, operator: Exists}]
      volumes: [{name: scratch, emptyDir: {}}]
      containers:
      - {name: nginx, image: "nginx:1.27", command: [run], env: [{name: TOKEN, value: one}]}
`

// A map or a list of nothing conflicts with what another manager has in it where servers take it
// for one value, and with nothing where that owns each for itself.
func TestNothingBesideOthers(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		conflict bool
	}{
		"annotations":           {"name: web, annotations: {note: x}", "name: web, annotations: {}", false},
		"annotations of Pods":   {"app: web}, annotations: {note: x}", "app: web}, annotations: {}", false},
		"variables":             {"env: [{name: TOKEN, value: one}]", "env: []", false},
		"volumes":               {"volumes: [{name: scratch, emptyDir: {}}]", "volumes: []", false},
		"a node selector":       {"nodeSelector: {disk: fast}", "nodeSelector: {}", true},
		"tolerations":           {"tolerations: [{key: fast, operator: Exists}]", "tolerations: []", true},
		"a command":             {"command: [run]", "command: []", true},
		"another value of them": {"{note: x}}\nspec", "{note: z}}\nspec", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(furnished, c.old) {
				t.Fatalf("nothing is replaced: %s", c.old)
			}
			for _, o := range []plan.Options{{Adopt: true}, {Adopt: true, ReadOnly: true}} {
				w := newWorld(t)
				w.createAs("kapp", furnished)
				p := w.plan(o, w.manifest(edit(furnished, c.old, c.new)))
				if blocked := p.Changes[0].Blocked; (blocked != nil) != c.conflict || blocked != nil && blocked.Code != plan.ProblemConflict {
					t.Errorf("%+v: blocked by %+v", o, blocked)
				}
				if !o.ReadOnly {
					w.carryOut(p)
				}
			}
		})
	}
}
