package apply_test

import (
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

func (f *fixture) status() *apply.StatusReport {
	f.t.Helper()
	s, err := f.store.Read(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	report, err := apply.Status(f.t.Context(), f.client, f.stack, s)
	if err != nil {
		f.t.Fatal(err)
	}
	return report
}

func TestStatus(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	if r := f.status(); r.Serial != 0 || len(r.Workloads) != 0 || !r.Healthy() {
		t.Errorf("of nothing: %+v", r)
	}
	f.want(
		f.configMap("settings", "info"),
		f.workload("Deployment", "front", pods{replicas: 2}),
		f.workload("StatefulSet", "database", pods{replicas: 1}),
		f.workload("Job", "migrate", pods{replicas: 1}),
	)
	f.mustApply()
	r := f.status()
	if !r.Healthy() || r.Serial != 1 || r.Outcome != state.Succeeded || r.Who != "alice@laptop" || r.Objects != 4 || len(r.Workloads) != 3 {
		t.Errorf("%+v", r)
	}
	want := map[string]rollout.Word{"front": rollout.Running, "database": rollout.Running, "migrate": rollout.Completed}
	for _, w := range r.Workloads {
		if w.Status.Word != want[w.Object.Name] || !w.Status.Done || w.Address != strings.ToLower(w.Object.Kind)+"."+w.Object.Name {
			t.Errorf("%+v", w)
		}
	}

	f.remove(f.ref("ConfigMap", "settings"))
	f.remove(f.ref("StatefulSet", "database"))
	r = f.status()
	if r.Healthy() || len(r.Missing) != 2 || r.Missing[0] != f.ref("ConfigMap", "settings") || len(r.Workloads) != 2 {
		t.Errorf("%+v", r)
	}
}

// A workload that is not as wanted says why, if need be by its events.
func TestStatusOfTrouble(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.workload("Deployment", "front", behaving("never-ready")))
	if _, err := f.apply(func(in *apply.Input) { in.Timeout = 2 * time.Second }); err == nil {
		t.Fatal("succeeded")
	}
	r := f.status()
	if r.Healthy() || r.Outcome != state.Failed || len(r.Workloads) != 1 {
		t.Fatalf("%+v", r)
	}
	s := r.Workloads[0].Status
	if s.Word != rollout.NotReady || s.Ready != 0 || s.Wanted != 1 || len(s.Causes) != 1 || s.Causes[0].Reason != "Unhealthy" {
		t.Errorf("%+v", s)
	}
}

// What has only lost the stack's label is there, whatever else bears its name is not.
func TestStatusOfUnlabelled(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(
		f.configMap("settings", "info"),
		f.configMap("others", "info"),
		f.workload("Deployment", "front", pods{replicas: 2}),
		f.workload("Job", "migrate", pods{replicas: 1}),
	)
	f.mustApply()
	for _, ref := range []object.Ref{f.ref("ConfigMap", "settings"), f.ref("Deployment", "front"), f.ref("Job", "migrate")} {
		f.patch("kubectl-label", ref, `{"metadata": {"labels": {"applyset.kubernetes.io/part-of": null}}}`)
	}
	f.remove(f.ref("ConfigMap", "others"))
	f.meddle(f.ref("ConfigMap", "others"), map[string]any{"data": map[string]any{"level": "info"}})
	r := f.status()
	if len(r.Missing) != 1 || r.Missing[0] != f.ref("ConfigMap", "others") || len(r.Workloads) != 2 {
		t.Fatalf("%+v", r)
	}
	for _, w := range r.Workloads {
		if !w.Status.Healthy() {
			t.Errorf("%+v", w)
		}
	}
}
