package apply_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

// recreated is a workload of a kind that Kubernetes does not recreate, as the
// language compiles it.
func (f *fixture) recreated(kind string, p pods) object.Manifest {
	m := f.workload(kind, "database", p)
	spec := m.Content["spec"].(map[string]any)
	spec["updateStrategy"] = map[string]any{"type": "OnDelete"}
	if kind == "DaemonSet" {
		delete(spec, "replicas")
	}
	m.Content["metadata"].(map[string]any)["annotations"] = map[string]any{object.AnnotationUpgradeStrategy: object.StrategyRecreate}
	return m
}

// databasePods are the UIDs of its Pods.
func (f *fixture) databasePods() []string {
	f.t.Helper()
	return slices.Sorted(maps.Values(f.podUIDs("database")))
}

func common(a, b []string) int {
	return len(slices.DeleteFunc(slices.Clone(a), func(uid string) bool { return !slices.Contains(b, uid) }))
}

// When the plan says that the workload goes down, it does, and what it says restarts
// nothing does not.
func TestRecreate(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"StatefulSet", "DaemonSet"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.want(f.recreated(kind, pods{replicas: 3}))
			f.mustApply()
			first := f.databasePods()

			f.want(f.recreated(kind, pods{replicas: 3, image: "nginx:1.28"}))
			in := f.input()
			impact := in.Plan.Changes[0].Impact
			if want := fmt.Sprintf("%d Pods restart, all at once: the old Pods are terminated before the new ones start, and the workload is down meanwhile", len(first)); words.In(words.English).Clauses(impact.Effects) != want || !impact.Outage {
				t.Errorf("the plan says %+v, want %q", impact, want)
			}
			if _, err := f.run(t.Context(), in); err != nil {
				t.Fatalf("%v\n%s", err, f.log())
			}
			second := f.databasePods()
			if len(second) != len(first) || common(first, second) > 0 || int64(len(first)) != impact.Restarts {
				t.Errorf("%v became %v; the plan had %d restart\n%s", first, second, impact.Restarts, f.log())
			}
			for _, image := range f.podImages("database") {
				if image != "nginx:1.28" {
					t.Errorf("a Pod runs %s", image)
				}
			}
			if n := strings.Count(f.log(), "replacing ["); n != 1 {
				t.Errorf("Pods were removed %d times, not all at once:\n%s", n, f.log())
			}
			f.checkSettled()

			m := f.recreated(kind, pods{replicas: 3, image: "nginx:1.28"})
			m.Content["spec"].(map[string]any)["minReadySeconds"] = int64(1)
			f.want(m)
			in = f.input()
			if got := in.Plan.Changes[0].Impact; got.Restarts != 0 || got.Outage {
				t.Errorf("nothing about the Pods changes, but the plan says %+v", got)
			}
			if _, err := f.run(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			if third := f.databasePods(); !slices.Equal(second, third) {
				t.Errorf("%v became %v though nothing about them changed", second, third)
			}
		})
	}
}

// An upgrade that is cut off once the object is written is carried on by the
// next apply, and what the plan says of one that has more to write is true.
func TestRecreateIsCarriedOn(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"StatefulSet", "DaemonSet"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.want(f.recreated(kind, pods{replicas: 3}))
			f.mustApply()
			first := f.databasePods()

			f.want(f.recreated(kind, pods{replicas: 3, image: "nginx:1.28"}))
			ctx, cancel := context.WithCancel(t.Context())
			f.on = func(e apply.Event) {
				if _, written := e.(apply.ObjectDone); written {
					cancel()
				}
			}
			if _, err := f.run(ctx, f.input()); !errors.Is(err, apply.ErrInterrupted) {
				t.Fatalf("%v\n%s", err, f.log())
			}
			f.on = nil
			if p := f.input().Plan; len(p.Changes) != 0 || len(p.RolloutPending) != 1 {
				t.Errorf("after the interruption the plan is %+v", p)
			}
			f.mustApply()
			if second := f.databasePods(); len(second) != len(first) || common(first, second) > 0 {
				t.Errorf("%v became %v\n%s", first, second, f.log())
			}
			f.checkSettled()
		})
	}
}

// Pods that do not bear our label, as those of an adopted workload do not at
// first, are removed like all others.
func TestRecreateOfForeignPods(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	selectedByName := func(labelled bool, p pods) object.Manifest {
		m := f.recreated("StatefulSet", p)
		spec := m.Content["spec"].(map[string]any)
		spec["selector"] = map[string]any{"matchLabels": map[string]any{object.LabelName: "database"}}
		if !labelled {
			spec["template"].(map[string]any)["metadata"] = map[string]any{"labels": map[string]any{object.LabelName: "database"}}
		}
		return m
	}
	f.want(selectedByName(false, pods{replicas: 2}))
	f.mustApply()
	first := f.databasePods()
	f.want(selectedByName(true, pods{replicas: 2}))
	f.mustApply()
	if second := f.databasePods(); len(second) != 2 || common(first, second) > 0 {
		t.Errorf("%v became %v\n%s", first, second, f.log())
	}
	f.checkSettled()
}

// checkSettled holds that nothing is left to do.
func (f *fixture) checkSettled() {
	f.t.Helper()
	p := f.input().Plan
	if n := len(p.Changes) + len(p.Unrecorded) + len(p.RolloutPending) + len(p.Missing); n != 0 {
		f.t.Errorf("the plan is not empty: %+v", p)
	}
}
