package apply_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// podUIDs are the UIDs of a workload's Pods by their names.
func (f *fixture) podUIDs(name string) map[string]string {
	f.t.Helper()
	pods, err := f.client.List(context.Background(), kube.Selection{Kind: kind.GroupKind{Kind: "Pod"}, Namespace: f.namespace, LabelSelector: object.LabelName + "=" + name})
	if err != nil {
		f.t.Fatal(err)
	}
	uids := map[string]string{}
	for _, p := range pods {
		meta, err := object.MetaOf(p)
		if err != nil {
			f.t.Fatal(err)
		}
		if !meta.Deleting {
			uids[meta.Ref.Name] = meta.UID
		}
	}
	return uids
}

// A StatefulSet is recreated around its Pods: none of them restarts, and the new
// object owns them.
func TestStatefulSetIsMadeAnewAroundItsPods(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	before := f.workload("StatefulSet", "database", pods{replicas: 3})
	f.want(before)
	f.mustApply()
	uids, old := f.podUIDs("database"), f.live(before.Ref)

	after := f.workload("StatefulSet", "database", pods{replicas: 3})
	after.Content["spec"].(map[string]any)["podManagementPolicy"] = "Parallel"
	f.want(after)
	if c := f.input().Plan.Changes; len(c) != 1 || c[0].Action != plan.Replace || !c[0].Replacement.KeepsPods {
		t.Fatalf("%+v", c)
	}
	result := f.mustApply()
	if result.Replaced != 1 || result.Created+result.Deleted+result.Updated != 0 || result.RolledOut != 1 {
		t.Errorf("%+v", result)
	}
	if diff := cmp.Diff(uids, f.podUIDs("database")); diff != "" {
		t.Errorf("Pods (-before +after):\n%s", diff)
	}
	live := f.live(before.Ref)
	if uid(live) == uid(old) {
		t.Error("it is the old object still")
	}
	if got := f.inventory(); got != "succeeded\nStatefulSet NS/database ready" {
		t.Errorf("inventory:\n%s", got)
	}
	f.unchanged()
}

func uid(content map[string]any) any { return content["metadata"].(map[string]any)["uid"] }

// unchanged reports whether a further plan finds nothing to do.
func (f *fixture) unchanged() {
	f.t.Helper()
	if in := f.input(); len(in.Plan.Changes)+len(in.Plan.RolloutPending) != 0 {
		f.t.Errorf("a second plan is not empty: %+v", in.Plan)
	}
}

// A Job whose template changes runs once more, in its place in the order.
func TestJobRunsAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	job := func(image string) object.Manifest {
		return f.workload("Job", "migrate", pods{replicas: 1, image: image})
	}
	front := f.workload("Deployment", "front", pods{replicas: 1})
	front.DependsOn = []object.Ref{job("").Ref}
	f.want(job("migrate:1"), front)
	f.mustApply()
	uids := f.podUIDs("migrate")

	f.want(job("migrate:2"), front)
	result := f.mustApply()
	if result.Replaced != 1 || result.RolledOut != 1 {
		t.Errorf("%+v", result)
	}
	again := f.podUIDs("migrate")
	if len(again) != 1 || slices.Equal(slices.Collect(maps.Values(uids)), slices.Collect(maps.Values(again))) {
		t.Errorf("Pods %v, then %v", uids, again)
	}
	f.unchanged()
}

// Asked to stop when an object is deleted to be replaced, apply does not leave it out.
func TestInterruptedReplacementIsCompleted(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.workload("StatefulSet", "database", pods{replicas: 2}))
	f.mustApply()
	uids := f.podUIDs("database")

	after := f.workload("StatefulSet", "database", pods{replicas: 2})
	after.Content["spec"].(map[string]any)["podManagementPolicy"] = "Parallel"
	f.want(after)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	in := f.input()
	c := &failing{Client: f.client, ref: after.Ref, deletes: func(int64) (bool, error) { stop(); return true, nil }}
	_, _ = apply.Run(ctx, c, f.store, in, f.record())
	if live := f.live(after.Ref); live["spec"].(map[string]any)["podManagementPolicy"] != "Parallel" {
		t.Errorf("it is not recreated:\n%s", f.log())
	}
	f.mustApply()
	if diff := cmp.Diff(uids, f.podUIDs("database")); diff != "" {
		t.Errorf("Pods (-before +after):\n%s", diff)
	}
	f.unchanged()
}
