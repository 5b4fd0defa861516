package planner_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

// What a live Secret of the stack holds is hidden wherever others have copied it to: where it stays
// and where it is removed, where it was changed, and where it is another manager's.
func TestCopiedValuesAreHidden(t *testing.T) {
	env := func(text string) string {
		return `{"spec":{"template":{"spec":{"containers":[{"name":"nginx","env":[` + text + `]}]}}}}`
	}
	for name, c := range map[string]struct{ patch, shown string }{
		"an addition":                    {env(`{"name":"NEW","value":"hunter2hunter2"}`), "NEW"},
		"a part of one, in base64":       {env(`{"name":"NEW","value":"is aHVudGVyMmh1bnRlcjI="}`), "NEW"},
		"a changed variable":             {env(`{"name":"TOKEN","value":"hunter2hunter2"}`), "TOKEN"},
		"an annotation":                  {`{"metadata":{"annotations":{"note":"hunter2hunter2"}}}`, "note"},
		"arguments, which are one value": {`{"spec":{"template":{"spec":{"containers":[{"name":"nginx","args":["-p","hunter2hunter2"]}]}}}}`, "args"},
		"a short value, which is a word": {env(`{"name":"NEW","value":"9z"}`), "NEW"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			secret, app := w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: x}}"), w.manifest(web)
			w.apply(secret, app)
			w.patch("kubectl-edit", secret.Ref, `{"stringData":{"zz":"hunter2hunter2","y":"9z"}}`)
			w.patch("kubectl-edit", app.Ref, c.patch)
			for _, o := range []plan.Options{{}, {RemoveAdditions: true}, {RemoveAdditions: true, ReadOnly: true}, {AsApplied: true}} {
				w.hides(t, fmt.Sprintf("%+v", o), w.plan(o, secret, app), c.shown)
			}
		})
	}
}

// hides makes sure that a plan shows a field, and not what it holds.
func (w *world) hides(t *testing.T, when string, p *plan.ClusterPlan, shown string) {
	t.Helper()
	raw, err := json.Marshal(p)
	said := string(raw)
	if err != nil || !strings.Contains(said, shown) || !strings.Contains(said, `"sensitive":true`) {
		t.Errorf("%s: %s %v", when, said, err)
	}
	for _, value := range []string{"hunter2", "aHVudGVy", `"9z"`} {
		if strings.Contains(said, value) {
			t.Errorf("%s: %s is in %s", when, value, said)
		}
	}
}

// So it is where it is said whose a field is, and what cannot be adopted.
func TestCopiedValuesAreHiddenInProblems(t *testing.T) {
	w := newWorld(t)
	secret, app := w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: x}}"), w.manifest(web)
	w.apply(secret, app)
	w.patch("kubectl-edit", secret.Ref, `{"stringData":{"zz":"hunter2hunter2"}}`)
	w.patch("injector", app.Ref, `{"spec":{"template":{"spec":{"containers":[{"name":"nginx","env":[{"name":"TOKEN","value":"hunter2hunter2"}]}]}}}}`)
	p := w.plan(plan.Options{}, secret, app)
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Blocked {
		t.Fatalf("%s", describe(p))
	}
	w.hides(t, "conflict", p, "TOKEN")
	const sealed = "{apiVersion: v1, kind: ConfigMap, metadata: {name: sealed}, immutable: true, data: {key: VALUE}}"
	w.createAs("kubectl-create", edit(sealed, "VALUE", "hunter2hunter2"))
	p = w.plan(plan.Options{Adopt: true}, secret, w.manifest(edit(sealed, "VALUE", "other")))
	if len(p.Changes) != 2 || p.Changes[0].Action != plan.Blocked {
		t.Fatalf("%s", describe(p))
	}
	w.hides(t, "immutable", p, "data.key")
}

// A value in a Secret takes none out that the configuration gives, or has given, and no number.
func TestOrdinaryValuesAreShown(t *testing.T) {
	w := newWorld(t)
	secret, app := w.manifest(`{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {user: webapp, n: "2", on: "true"}}`), w.manifest(edit(web, "value: one", "value: webapp@a"))
	w.apply(secret, app)
	w.patch("kubectl-edit", secret.Ref, `{"stringData":{"more":"3"}}`)
	w.patch("kubectl-edit", app.Ref, `{"spec":{"replicas":3,"paused":true}}`)
	p := w.plan(plan.Options{RemoveAdditions: true}, secret, w.manifest(edit(web, "value: one", "value: webapp@b")))
	for _, c := range p.Changes {
		for _, f := range c.Fields {
			if f.Sensitive && c.Object != secret.Ref {
				t.Errorf("%s is hidden", f.Path)
			}
		}
	}
	raw, err := json.Marshal(p)
	for _, shown := range []string{`"webapp@a"`, `"webapp@b"`, `"spec.paused"`} {
		if err != nil || !strings.Contains(string(raw), shown) {
			t.Errorf("%s is not in %s", shown, raw)
		}
	}
}
