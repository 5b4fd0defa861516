package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const clearedManagers = `{"metadata":{"managedFields":[{}]}}`

// released gives up all fields of an object that a manager owns, as another stack does that
// stops managing it.
func (w *world) released(manager string, ref object.Ref) {
	w.t.Helper()
	w.until("released", func() bool {
		meta := w.meta(ref)
		others := slices.DeleteFunc(slices.Clone(meta.Managers), func(e object.ManagerEntry) bool { return e.Manager == manager })
		_, err := w.client.ReplaceManagers(w.t.Context(), meta, others)
		return err == nil
	})
}

const oldSettings = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"kind":"ConfigMap"}', note: x}}
data: {level: info, old: x, rules: "y", limits: ""}
`

const boundClaim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, annotations: {keep: x, note: x, pv.kubernetes.io/bind-completed: "yes"}}
spec: {accessModes: [ReadWriteOnce], volumeName: some-volume, resources: {requests: {storage: 1Gi}}}
`

const frontService = `
apiVersion: v1
kind: Service
metadata: {name: front, annotations: {note: x}}
spec: {type: NodePort, selector: {app: front}, ports: [{name: http, port: 80}, {name: metrics, port: 9090}]}
`

// Of an object that nobody is known to have made, what the configuration does not set is
// removed when it is adopted, as the plan shows, and what servers and controllers set stays.
func TestAdoptionOfUnownedFields(t *testing.T) {
	cleared := func(w *world, ref object.Ref) { w.patch("someone", ref, clearedManagers) }
	for name, c := range map[string]struct {
		live, wanted string
		forget       func(w *world, ref object.Ref)
		removes      []string
	}{
		"cleared": {oldSettings, settings, cleared, []string{
			`data.limits:  -> <nil>`, "data.old: x -> <nil>", "data.rules: y -> <nil>", `metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]: {"kind":"ConfigMap"} -> <nil>`, "metadata.annotations.note: x -> <nil>",
		}},
		"cleared, and applied to by another tool": {oldSettings, settings, func(w *world, ref object.Ref) {
			cleared(w, ref)
			w.foreign("other", w.bare("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {rules: \"y\"}}").Content, false)
		}, []string{`data.limits:  -> <nil>`, "data.old: x -> <nil>", `metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]: {"kind":"ConfigMap"} -> <nil>`, "metadata.annotations.note: x -> <nil>"}},
		"cleared and changed by hand": {oldSettings, settings, func(w *world, ref object.Ref) {
			cleared(w, ref)
			w.patch("kubectl-patch", ref, `{"data":{"more":"z"}}`)
		}, []string{`data.limits:  -> <nil>`, "data.more: z -> <nil>", "data.old: x -> <nil>", "data.rules: y -> <nil>", `metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]: {"kind":"ConfigMap"} -> <nil>`, "metadata.annotations.note: x -> <nil>"}},
		"a workload of a stack that has released it": {before, after, func(w *world, ref object.Ref) {
			w.await(ref, func(o map[string]any) bool {
				return at(o, "metadata", "annotations", "deployment.kubernetes.io/revision") != nil
			})
			w.released("kubectl-create", ref)
		}, []string{
			"metadata.annotations.theirs: 1 -> <nil>", "spec.minReadySeconds: 5 -> <nil>",
			`spec.template.spec.containers[name="nginx"].env[name="OLD"].value: x -> <nil>`,
		}},
		"a claim that is bound": {boundClaim, "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, annotations: {keep: x}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}", cleared, []string{"metadata.annotations.note: x -> <nil>"}},
		"a Service": {frontService, strings.NewReplacer(", {name: metrics, port: 9090}", "", ", annotations: {note: x}", "").Replace(frontService), cleared, []string{
			"metadata.annotations.note: x -> <nil>", `spec.ports[port=9090,protocol="TCP"].name: metrics -> <nil>`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ref := w.createAs("kubectl-create", c.live)
			c.forget(w, ref)
			m := w.manifest(c.wanted)
			computed := w.plan(plan.Options{Adopt: true, ReadOnly: true}, m)
			p := w.plan(plan.Options{Adopt: true}, m)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || !p.Changes[0].Adoption.Unowned {
				t.Fatalf("%s %+v", describe(p), p.Changes)
			}
			planned := plannedValues(p.Changes[0])
			for _, want := range c.removes {
				if !slices.Contains(planned, want) {
					t.Errorf("%q is not among\n%s", want, strings.Join(planned, "\n"))
				}
			}
			if diff := cmp.Diff(planned, plannedValues(computed.Changes[0])); diff != "" {
				t.Errorf("what is computed (+) is not what the server says (-)\n%s", diff)
			}
			if said := strings.Join(planned, "\n"); strings.Contains(said, "pv.kubernetes.io") || strings.Contains(said, "finalizers") || strings.Contains(said, "spec.replicas") {
				t.Errorf("controllers' fields go:\n%s", said)
			}
			live := w.get(ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[ref]), planned); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			for _, e := range w.meta(ref).Managers {
				if e.Manager == "before-first-apply" {
					t.Error("before-first-apply still owns fields")
				}
			}
		})
	}
}

// What nobody owns of an object that another manager has made is what admission has added.
func TestAdoptionLeavesWhatAdmissionAdded(t *testing.T) {
	w := newWorld(t)
	w.foreign("helm", w.bare(settings).Content, false)
	ref := w.manifest(settings).Ref
	w.foreign("injector", w.bare(edit(settings, "level: info", "injected: x")).Content, false)
	w.released("injector", ref)
	m := w.manifest(settings)
	p := w.plan(plan.Options{Adopt: true}, m)
	if said := strings.Join(plannedValues(p.Changes[0]), "\n"); strings.Contains(said, "injected") || p.Changes[0].Adoption.Unowned {
		t.Errorf("%s", said)
	}
	w.carryOut(p)
	if at(w.get(ref), "data", "injected") != "x" {
		t.Error("it is gone")
	}
}
