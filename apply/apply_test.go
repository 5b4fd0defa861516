package apply_test

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

func TestRollOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(
		f.configMap("settings", "info"),
		f.workload("Deployment", "front", pods{replicas: 2}),
		f.workload("StatefulSet", "database", pods{replicas: 2}),
		f.workload("Job", "migrate", pods{replicas: 1}),
	)
	result := f.mustApply()
	want := apply.Result{Outcome: state.Succeeded, Serial: 1, Created: 4, RolledOut: 3, Elapsed: result.Elapsed}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	want2 := "succeeded\nConfigMap NS/settings ready\nDeployment NS/front ready\nJob NS/migrate ready\nStatefulSet NS/database ready"
	if diff := cmp.Diff(want2, f.inventory()); diff != "" {
		t.Errorf("inventory (-want +got):\n%s", diff)
	}
	for _, kind := range []string{"Deployment NS/front", "StatefulSet NS/database"} {
		for _, line := range []string{"create " + kind + ": done", "rollout " + kind, "rollout " + kind + ": Running 2/2", "rollout " + kind + ": ended, <nil>"} {
			if f.position(line) < 0 {
				t.Errorf("no event %q in\n%s", line, f.log())
			}
		}
	}

	in := f.input()
	if n := len(in.Plan.Changes) + len(in.Plan.Unrecorded) + len(in.Plan.RolloutPending); n != 0 {
		t.Fatalf("after apply the plan is not empty: %+v", in.Plan)
	}

	// A new image: only that workload is touched, and every Pod gets it.
	f.want(
		f.configMap("settings", "info"),
		f.workload("Deployment", "front", pods{replicas: 2, image: "nginx:1.28"}),
		f.workload("StatefulSet", "database", pods{replicas: 2}),
		f.workload("Job", "migrate", pods{replicas: 1}),
	)
	result = f.mustApply()
	if result.Updated != 1 || result.RolledOut != 1 || result.Created+result.Deleted+result.Recorded != 0 || result.Serial != 2 {
		t.Errorf("%+v", result)
	}
	for _, image := range f.podImages("front") {
		if image != "nginx:1.28" {
			t.Errorf("a Pod still runs %s", image)
		}
	}
}

// podImages are the images of the Pods of a workload that are not going.
func (f *fixture) podImages(name string) []string {
	f.t.Helper()
	found, err := f.client.List(f.t.Context(), kube.Selection{
		Kind: kind.GroupKind{Kind: "Pod"}, Namespace: f.namespace, LabelSelector: object.LabelName + "=" + name,
	})
	if err != nil {
		f.t.Fatal(err)
	}
	var images []string
	for _, p := range found {
		if p["metadata"].(map[string]any)["deletionTimestamp"] == nil {
			containers := p["spec"].(map[string]any)["containers"].([]any)
			images = append(images, containers[0].(map[string]any)["image"].(string))
		}
	}
	return images
}

// An apply with nothing to do sends nothing that writes.
func TestNothingToDo(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	var writes atomic.Int64
	f := fixtureIn(t, cluster, cluster.Namespace(t), func(r kube.Request) {
		if r.Method != "GET" && !strings.Contains(r.Query, "dryRun") {
			writes.Add(1)
		}
	})
	f.want(f.configMap("settings", "info"))
	f.mustApply()
	before, serial := writes.Load(), f.revision().Serial
	if before == 0 {
		t.Fatal("the first apply sent nothing")
	}
	result := f.mustApply()
	if writes.Load() != before || f.revision().Serial != serial || result.Serial != 0 || len(f.events) != 0 {
		t.Errorf("%d writes, %+v", writes.Load()-before, result)
	}
}

// What others have done to metadata makes a record unprovable; the next apply
// records the object anew, and after that the record proves it.
func TestStaleIsRecordedAnew(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("settings", "info"), f.workload("Deployment", "front", pods{replicas: 1}))
	f.mustApply()
	f.meddle(f.ref("ConfigMap", "settings"), map[string]any{"data": map[string]any{"theirs": "x"}})
	if in := f.input(); len(in.Plan.Changes) != 0 || len(in.Plan.Unrecorded) != 1 {
		t.Fatalf("%+v", in.Plan)
	}
	if result := f.mustApply(); result.Recorded != 1 || result.RolledOut != 0 {
		t.Errorf("%+v", result)
	}
	if in := f.input(); len(in.Plan.Unrecorded) != 0 || in.Plan.Requests.DryRuns != 0 {
		t.Errorf("not recorded: %+v", in.Plan)
	}
}

// A lost state is found again from the objects themselves, and workloads whose
// rollout nobody remembers are waited for.
func TestLostState(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("settings", "info"), f.workload("Deployment", "front", pods{replicas: 1}))
	f.mustApply()
	if err := f.store.Remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	if result := f.mustApply(); result.Recorded != 2 || result.RolledOut != 1 || result.Created+result.Updated != 0 {
		t.Errorf("%+v\n%s", result, f.log())
	}
	if in := f.input(); len(in.Plan.Changes)+len(in.Plan.Unrecorded)+len(in.Plan.RolloutPending) != 0 {
		t.Errorf("%+v", in.Plan)
	}
}

func TestDependentsWaitForTheRollout(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	front := f.workload("Deployment", "front", pods{replicas: 1})
	front.DependsOn = []object.Ref{f.ref("StatefulSet", "database")}
	f.want(front, f.workload("StatefulSet", "database", pods{replicas: 1}), f.workload("Deployment", "apart", pods{replicas: 1}))
	f.mustApply()
	ended, begun := f.position("rollout StatefulSet NS/database: ended"), f.position("create Deployment NS/front")
	if ended < 0 || begun < ended {
		t.Errorf("front was begun before database was rolled out:\n%s", f.log())
	}
	if f.position("create Deployment NS/apart") > ended {
		t.Errorf("apart was made to wait:\n%s", f.log())
	}
}

// Many workloads of a namespace share their watches.
func TestWatchesAreShared(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	var watches atomic.Int64
	f := fixtureIn(t, cluster, cluster.Namespace(t), func(r kube.Request) {
		// Events are asked for where a rollout stands still, as on a slow machine.
		if strings.Contains(r.Query, "watch=true") && !strings.HasSuffix(r.Path, "/events") {
			watches.Add(1)
		}
	})
	var all []object.Manifest
	for _, name := range strings.Fields("a b c d e f g h i j k l") {
		all = append(all, f.workload("Deployment", "front-"+name, pods{replicas: 1}), f.workload("StatefulSet", "back-"+name, pods{replicas: 1}))
	}
	f.want(all...)
	if result := f.mustApply(); result.RolledOut != len(all) {
		t.Errorf("%+v", result)
	}
	if n := watches.Load(); n > 4 {
		t.Errorf("%d watches for two kinds of workload, their Pods and ReplicaSets", n)
	}
}

// After a failure nothing further is begun, what had begun is seen to its end,
// and the next apply begins where this one stopped.
func TestFailureHalts(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("old", "info"))
	f.mustApply()

	broken := f.workload("Deployment", "broken", behaving("image-pull-failure"))
	after := f.configMap("after", "info")
	after.DependsOn = []object.Ref{broken.Ref}
	f.want(broken, after, f.workload("Deployment", "sound", pods{replicas: 1}))
	result, err := f.apply()
	failed := new(apply.Error)
	if !errors.As(err, &failed) || len(failed.Failures) != 1 || failed.Failures[0].Object != broken.Ref || failed.Remaining != 2 {
		t.Fatalf("%v", err)
	}
	for _, part := range []string{"cluster default", "/broken (broken.wl.hcl:3)", "ImagePullBackOff", `"nginx:1.27"`} {
		if !strings.Contains(said(err), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
	if result.Outcome != state.Failed || result.RolledOut != 1 || result.Deleted != 0 {
		t.Errorf("%+v\n%s", result, f.log())
	}
	if got, want := f.inventory(), "failed\nConfigMap NS/after intended\nConfigMap NS/old deleting\nDeployment NS/broken stalled\nDeployment NS/sound ready"; got != want {
		t.Errorf("inventory:\n%s", got)
	}

	// Unchanged, it is waited for again, and fails again.
	if _, err := f.apply(); !errors.As(err, new(*apply.RolloutError)) {
		t.Errorf("a failed rollout was missing: %v", err)
	}
	f.want(f.workload("Deployment", "broken", pods{replicas: 1}), after, f.workload("Deployment", "sound", pods{replicas: 1}))
	f.mustApply()
	if diff := cmp.Diff(f.wanted(), f.exists()); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
}

// A plan that must not be applied is refused before anything is written.
func TestUnfitPlans(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	if _, err := f.client.Create(t.Context(), f.ref("ConfigMap", "theirs"), map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "theirs", "namespace": f.namespace},
	}); err != nil {
		t.Fatal(err)
	}
	f.want(f.configMap("theirs", "info"), f.configMap("ours", "info"))
	if _, err := f.apply(); err == nil || !strings.Contains(said(err), "blocked at ConfigMap") {
		t.Errorf("a blocked plan: %v", err)
	}
	f.want(f.configMap("ours", "info"))
	in := f.input()
	in.Desired = nil
	if _, err := f.run(t.Context(), in); err == nil || !strings.Contains(said(err), "plan again") {
		t.Errorf("a plan of something else: %v", err)
	}
	if got := f.exists(); len(got) != 0 || f.revision() != nil || len(f.events) != 0 {
		t.Errorf("written: %v %v", got, f.log())
	}
	nowhere := *f
	nowhere.stack.Namespace = "no-such-namespace"
	nowhere.store = state.Open(f.client, nowhere.stack)
	nowhere.want(nowhere.configMap("ours", "info"))
	_, err := nowhere.apply()
	if unfit := new(apply.UnfitPlanError); !errors.As(err, &unfit) || unfit.Problem.Code != plan.ProblemNamespaceMissing {
		t.Errorf("no place for the state: %v", err)
	}
	if !slices.Equal(f.exists(), nil) {
		t.Error("written")
	}
}

// The state knows which values are not to be shown, so that a later plan does
// not show them either when the configuration no longer says so. While an
// update may not have happened yet, those of before count as well.
func TestSensitivePathsAreRemembered(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	settings := f.configMap("settings", "hidden")
	settings.Sensitive = []object.Path{object.PathOf("data", "level")}
	f.want(settings)
	f.mustApply()
	if got := f.revision().Objects[0].Sensitive; !slices.Equal(got, []object.Path{object.PathOf("data", "level")}) {
		t.Errorf("the state remembers %q", got)
	}

	f.want(f.configMap("settings", "shown"))
	in := f.input()
	f.meddle(settings.Ref, map[string]any{"data": map[string]any{"level": "theirs"}})
	if _, err := f.run(t.Context(), in); err == nil {
		t.Fatal("succeeded")
	}
	if got := f.revision().Objects[0].Sensitive; !slices.Equal(got, []object.Path{object.PathOf("data", "level")}) {
		t.Errorf("after a failed update the state remembers %q", got)
	}
	in = f.inputOf(plan.Options{ForceConflicts: true})
	if _, err := f.run(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if got := f.revision().Objects[0].Sensitive; len(got) != 0 {
		t.Errorf("after the update the state remembers %q", got)
	}
}
