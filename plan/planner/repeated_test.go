package planner_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What judges an object may look at others, and repeat what they hold: also then it is not
// shown, although the object itself has nothing that is sensitive.
func TestRefusalsThatRepeatOtherObjectsValues(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(refusing, "NAMESPACE", "NAME", "the value is forbidden here", `"aHVudGVyMi1zdXBlcg== is not hunter2-super, hunter3-env or 4711hunter"`))
	w.rule(edit(binding, "KIND", "ValidatingAdmissionPolicy", "NAMESPACE", "NAME", "spec: {", "spec: {validationActions: [Deny], "))
	denied := w.manifest(edit(settings, "level: info", "b: forbidden"))
	w.until("the policy counts", func() bool { _, err := w.asked(denied); return refused(err) })
	secret := w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: hunter2-super}}")
	app := w.manifest(edit(web, "value: one", "value: hunter3-env"))
	app.Sensitive = []object.Path{object.MustParsePath("spec.template.spec.containers[0].env[0].value")}
	for name, p := range map[string]*plan.ClusterPlan{
		"beside them":    w.plan(plan.Options{}, denied, secret, app),
		"of one of them": w.plan(plan.Options{Targets: []string{denied.Address}}, denied, secret, app),
	} {
		said, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"aHVudGVyMi1zdXBlcg", "hunter2", "hunter3"} {
			if strings.Contains(string(said), secret) || !strings.Contains(string(said), "4711hunter") {
				t.Errorf("%s: %s\n%s", name, secret, said)
			}
		}
	}
}
