package planner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// A field that the configuration begins or ceases to set changes hands where its
// value stays. That is no change; it is recorded, since otherwise it would never
// go when it is dropped later.
func TestFieldsThatChangeHands(t *testing.T) {
	w := newWorld(t)
	asking := edit(web, "replicas: 2", "replicas: 2\n  revisionHistoryLimit: 10")
	w.apply(w.manifest(web))
	for _, text := range []string{asking, web} {
		m := w.manifest(text)
		p := w.plan(plan.Options{}, m)
		expect(t, p, "")
		if len(p.Unrecorded) != 1 {
			t.Errorf("it is not recorded: %+v", p)
		}
		w.apply(m)
		if p := w.plan(plan.Options{DryRunAll: true}, m); len(p.Changes)+len(p.Unrecorded) > 0 {
			t.Errorf("%+v", p)
		}
	}
}

// A map that is sent empty sets nothing: that others fill it is no change of
// the object, whatever the server says of whose it is.
func TestEmptyMapsThatOthersFill(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct{ text, manager, patch string }{
		"annotations":     {edit(web, "{name: web}", "{name: web, annotations: {}}"), "kubectl-annotate", `{"metadata":{"annotations":{"note":"x"}}}`},
		"Pod annotations": {edit(web, "{labels: {app: web}}", "{labels: {app: web}, annotations: {}}"), "kubectl-rollout", `{"spec":{"template":{"metadata":{"annotations":{"restarted":"now"}}}}}`},
		"data":            {edit(settings, "data: {level: info}", "data: {}"), "kubectl-edit", `{"data":{"level":"debug"}}`},
		"resources":       {edit(web, `image: "sidecar:1"}`, `image: "sidecar:1", resources: {limits: {}}}`), "someone", `{"spec":{"template":{"spec":{"containers":[{"name":"sidecar","resources":{"limits":{"cpu":"1"}}}]}}}}`},
		"an empty list":   {edit(web, `image: "sidecar:1"}`, `image: "sidecar:1", env: []}`), "kubectl-set", `{"spec":{"template":{"spec":{"containers":[{"name":"sidecar","env":[{"name":"A","value":"b"}]}]}}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			m := w.manifest(c.text)
			w.apply(m)
			expect(t, w.plan(plan.Options{}, m), "")
			w.patch(c.manager, m.Ref, c.patch)
			for _, o := range []plan.Options{{}, {DryRunAll: true}, {ReadOnly: true}} {
				p := w.plan(o, m)
				expect(t, p, "")
				for _, o := range plan.DriftOf(p, w.revision).Objects {
					if slices.ContainsFunc(o.Fields, func(f plan.FieldChange) bool { return f.Cause.Kind != plan.Added }) {
						t.Errorf("drift says otherwise: %+v", o)
					}
				}
			}
			w.apply(m)
			expect(t, w.plan(plan.Options{}, m), "")
			if err := w.client.Delete(t.Context(), m.Ref, "", kube.Background); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A field that another manager holds as well stays when we drop it.
func TestDroppedFieldThatAnotherManagerKeeps(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(settings))
	w.foreign("colleague", map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "settings", "namespace": w.namespace},
		"data": map[string]any{"level": "info"},
	}, false)
	empty := w.manifest(edit(settings, "data: {level: info}", "immutable: false"))
	p := w.plan(plan.Options{}, empty)
	expect(t, p, "update ConfigMap settings\n  immutable: <nil> -> false (configuration)\n  data.level: release info\n")
	w.carryOut(p)
	expect(t, w.plan(plan.Options{DryRunAll: true}, empty), "")
}

func TestCauses(t *testing.T) {
	w := newWorld(t)
	labelled := edit(web, "{name: web}", "{name: web, annotations: {note: ours}}")
	w.apply(w.manifest(labelled))
	ref := w.manifest(web).Ref

	// A dropped field falls back to its default because the configuration says so.
	expect(t, w.plan(plan.Options{}, w.manifest(edit(labelled, "replicas: 2", "paused: false"))), `
update Deployment web
  spec.replicas: 2 -> 1 (configuration)
  1 Pod is terminated: 1 instead of 2
`)
	// What the server adds to a new container is its default.
	p := w.plan(plan.Options{}, w.manifest(labelled+"      - {name: third, image: \"third:1\"}\n"))
	causes := map[string]plan.CauseKind{}
	for _, f := range p.Changes[0].Fields {
		causes[f.Path.String()] = f.Cause.Kind
	}
	third := `spec.template.spec.containers[name="third"].`
	if causes[third+"image"] != plan.Configuration || causes[third+"terminationMessagePolicy"] != plan.Server {
		t.Errorf("%v", causes)
	}
	// A container goes with all its defaults because we dropped it.
	for _, f := range w.plan(plan.Options{}, w.manifest(edit(labelled, `      - {name: sidecar, image: "sidecar:1"}`, ""))).Changes[0].Fields {
		if f.Op != plan.Remove || f.Cause.Kind != plan.Configuration {
			t.Errorf("%+v", f)
		}
	}
	// What is removed by hand belongs to no field manager, and is drift all the same.
	w.patch("kubectl-annotate", ref, `{"metadata":{"annotations":{"note":null}}}`)
	expect(t, w.plan(plan.Options{}, w.manifest(labelled)), `
update Deployment web
  metadata.annotations.note: <nil> -> ours (drift)
  no Pod restarts
`)
	// The scale subresource is no change by hand.
	w.patch("kubectl", ref, `{"spec":{"replicas":5}}`, "scale")
	p = w.plan(plan.Options{}, w.manifest(labelled))
	expect(t, p, "blocked Deployment web\n  Conflict with another field manager\n")
	if f := p.Changes[0].Fields; len(f) != 1 || f[0].Path != object.PathOf("spec", "replicas") || f[0].Before != int64(5) || f[0].Cause.Manager != "kubectl" {
		t.Errorf("%+v", f)
	}
	p = w.plan(plan.Options{ForceConflicts: true}, w.manifest(labelled))
	if c := p.Changes[0]; c.Action != plan.Update || len(c.Warnings) != 1 {
		t.Errorf("taking a field from others must warn: %+v", c)
	}
}

// The managers of a field that has drifted go from the last apply to now, as its values do.
func TestOwnersOfDrift(t *testing.T) {
	ours := func(w *world) string { return w.stack.FieldManager() }
	for name, c := range map[string]struct {
		change        func(w *world, ref object.Ref)
		options       plan.Options
		values        string
		before, after func(w *world) string
	}{
		"changed by hand": {
			func(w *world, ref object.Ref) { w.patch("kubectl-edit", ref, `{"data":{"level":"debug"}}`) }, plan.Options{ForceConflicts: true},
			"data.level: info -> debug", ours, func(*world) string { return "kubectl-edit" },
		},
		"taken by another manager": {
			func(w *world, ref object.Ref) {
				w.foreign("colleague", map[string]any{
					"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": ref.Name, "namespace": ref.Namespace}, "data": map[string]any{"level": "warn"},
				}, true)
			}, plan.Options{ForceConflicts: true},
			"data.level: info -> warn", ours, func(*world) string { return "colleague" },
		},
		"removed": {
			func(w *world, ref object.Ref) { w.patch("kubectl-edit", ref, `{"data":{"level":null}}`) }, plan.Options{ForceConflicts: true},
			"data.level: info -> <nil>", ours, func(*world) string { return "" },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m := w.manifest(settings)
			w.apply(m)
			c.change(w, m.Ref)
			d := plan.DriftOf(w.plan(c.options, m), w.revision)
			if len(d.Objects) != 1 || len(d.Objects[0].Fields) != 1 {
				t.Fatalf("%+v", d)
			}
			f := d.Objects[0].Fields[0]
			values, before, after := fmt.Sprintf("%s: %v -> %v", f.Path, f.Before, f.After), strings.Join(f.OwnersBefore, " "), strings.Join(f.OwnersAfter, " ")
			if values != c.values || before != c.before(w) || after != c.after(w) {
				t.Errorf("%s, of %q and then %q", values, before, after)
			}
		})
	}
}
