package planner_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

func TestCreateThenNothing(t *testing.T) {
	w := newWorld(t)
	desired := []object.Manifest{w.manifest(web), w.manifest(settings)}
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, "create ConfigMap settings\ncreate Deployment web\n")
	if said(p.Changes[1].Impact) != "2 Pods start" || !p.Changes[1].Approximate.IsZero() {
		t.Errorf("%+v", p.Changes[1])
	}
	if _, err := w.client.Get(t.Context(), desired[0].Ref); err == nil {
		t.Error("planning has created something")
	}

	w.apply(desired...)
	p = w.plan(plan.Options{}, desired...)
	expect(t, p, "")
	// Two LISTs, whatever the number of objects.
	if want := (plan.Requests{Lists: 2}); p.Unchanged != 2 || p.Requests != want || len(p.Unrecorded) != 0 {
		t.Errorf("%d unchanged by %+v, unrecorded %v", p.Unchanged, p.Requests, p.Unrecorded)
	}

	// Without a record the live objects prove it; and the server says the same.
	w.awaitSettled(desired[0].Ref, 2) // or they would be read again
	for i := range w.revision.Objects {
		w.revision.Objects[i].Record = nil
	}
	for all, want := range map[bool]plan.Requests{false: {Lists: 2, Gets: 2}, true: {Lists: 2, Gets: 2, DryRuns: 2}} {
		p = w.plan(plan.Options{DryRunAll: all}, desired...)
		expect(t, p, "")
		if p.Requests != want || len(p.Unrecorded) != 2 {
			t.Errorf("%+v, unrecorded %v", p.Requests, p.Unrecorded)
		}
	}

	// A rollout that was not seen to end is to be waited for again.
	w.apply(desired...)
	w.revision.Objects[0].Phase = state.Applied
	if p = w.plan(plan.Options{}, desired...); len(p.RolloutPending) != 1 {
		t.Errorf("rolloutPending: %v", p.RolloutPending)
	}
}

func TestUpdate(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web), w.manifest(settings))
	w.awaitPods(w.manifest(web).Ref)
	expect(t, w.plan(plan.Options{}, w.manifest(edit(web, "nginx:1.27", "nginx:1.28")), w.manifest(edit(settings, "info", "debug"))), `
update ConfigMap settings
  data.level: info -> debug (configuration)
update Deployment web
  spec.template.spec.containers[name="nginx"].image: nginx:1.27 -> nginx:1.28 (configuration)
  2 Pods restart, one at a time, each after its replacement is ready; no outage expected
`)
	// Swapped containers restart Pods, though typed values call them equal.
	swapped := edit(web, `{name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}]}`, `{name: sidecar, image: "sidecar:1"}`,
		`{name: sidecar, image: "sidecar:1"}`, `{name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}]}`)
	expect(t, w.plan(plan.Options{}, w.manifest(swapped), w.manifest(settings)), `
update Deployment web
  spec.template.spec.containers: [name="nginx" name="sidecar"] -> [name="sidecar" name="nginx"] (configuration)
  2 Pods restart, one at a time, each after its replacement is ready; no outage expected
`)
}

func TestDriftIsShownWithWhoAndTakenBack(t *testing.T) {
	w := newWorld(t)
	desired := []object.Manifest{w.manifest(web)}
	w.apply(desired...)
	w.awaitPods(desired[0].Ref)
	w.patch("kubectl-edit", desired[0].Ref, `{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:by-hand"}]}}}}`)
	w.awaitPods(desired[0].Ref)
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, `
update Deployment web
  spec.template.spec.containers[name="nginx"].image: nginx:by-hand -> nginx:1.27 (drift kubectl-edit)
  2 Pods restart, one at a time, each after its replacement is ready; no outage expected
`)
	write := writeOf(t, p, desired[0].Ref)
	if op, _ := write.Applied(); !op.Force || write.If.ResourceVersion == "" || write.If.Held == "" {
		t.Errorf("taking a field back needs force on a known version: %+v", write)
	}
}

func TestAnotherAppliersFieldIsAConflict(t *testing.T) {
	w := newWorld(t)
	desired := []object.Manifest{w.manifest(web)}
	w.apply(desired...)
	w.foreign("rollouts", map[string]any{
		"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": map[string]any{"name": "web", "namespace": w.namespace},
		"spec":     map[string]any{"replicas": int64(7)},
	}, true)
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, "blocked Deployment web\n  Conflict with another field manager\n")
	for _, want := range []string{"spec.replicas is 7", "rollouts", "the configuration sets 2", "--force-conflicts"} {
		if !strings.Contains(inWords.Detail(p.Changes[0].Blocked.Fact), want) {
			t.Errorf("the detail does not say %q: %s", want, inWords.Detail(p.Changes[0].Blocked.Fact))
		}
	}
	expect(t, w.plan(plan.Options{ForceConflicts: true}, desired...), `
update Deployment web
  spec.replicas: 7 -> 2 (conflict rollouts)
  5 Pods are terminated: 2 instead of 7
`)
}

func TestRemovalOfWhatIsNoLongerDesired(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web), w.manifest(settings))
	expect(t, w.plan(plan.Options{}, w.manifest(settings)), "delete Deployment web\n")
	expect(t, w.plan(plan.Options{}), "delete ConfigMap settings\ndelete Deployment web\n")

	// What was restored, or made again, with the stack's label and its fields is the stack's.
	w.revision.Objects[0].UID = "another"
	expect(t, w.plan(plan.Options{}, w.manifest(settings)), "delete Deployment web\n")

	// What another client has replaced is not ours to delete, and with the label nothing to forget.
	live := w.manifest(web)
	if err := w.client.Delete(t.Context(), live.Ref, "", kube.Background); err != nil {
		t.Fatal(err)
	}
	w.foreign("another", live.Content, false)
	expect(t, w.plan(plan.Options{}, w.manifest(settings)), "blocked Deployment web\n  An object with the stack's label is not known to be the stack's\n")
	w.foreign("another", object.With(live.Content, "metadata", map[string]any{"name": "web", "namespace": w.namespace}), false)
	p := w.plan(plan.Options{}, w.manifest(settings))
	expect(t, p, "")
	if len(p.Missing) != 1 {
		t.Errorf("missing: %v", p.Missing)
	}
}

func TestWhatLiesInANewNamespaceIsNotAsked(t *testing.T) {
	w := newWorld(t)
	name := w.namespace + "-new"
	p := w.plan(plan.Options{},
		w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: "+name+"}}"),
		w.manifest(edit(web, "{name: web}", "{name: web, namespace: "+name+"}")))
	expect(t, p, "create Namespace "+name+"\ncreate Deployment web\n")
	if p.Changes[1].Approximate.IsZero() || p.Requests.DryRuns != 1 {
		t.Errorf("approximate %v, %+v", p.Changes[1].Approximate, p.Requests)
	}
}

func TestSensitiveValuesAreNowhereInThePlan(t *testing.T) {
	w := newWorld(t)
	secret := func(value string) object.Manifest {
		m := w.manifest(edit(web, "value: one", "value: "+value))
		m.Sensitive = []object.Path{object.MustParsePath("spec.template.spec.containers[0].env[0].value")}
		return m
	}
	leaks := func(p *plan.ClusterPlan) {
		t.Helper()
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Changes) == 0 || strings.Contains(string(raw), "hunter") {
			t.Errorf("%s", raw)
		}
	}
	leaks(w.plan(plan.Options{}, secret("hunter1")))
	w.apply(secret("hunter1"))
	leaks(w.plan(plan.Options{}, secret("hunter2")))
	w.patch("kubectl-edit", secret("x").Ref, `{"spec":{"template":{"spec":{"containers":[{"name":"nginx","env":[{"name":"TOKEN","value":"hunter3"}]}]}}}}`)
	leaks(w.plan(plan.Options{}, secret("hunter2")))
	// Removed from the configuration, and the mark with it: the state remembers.
	leaks(w.plan(plan.Options{}, w.manifest(edit(web, ", env: [{name: TOKEN, value: one}]", ""))))
}
