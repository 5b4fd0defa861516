package apply_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

func TestPruneDeletesWhatWasRemovedAndNothingElse(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	other := *f
	other.stack.Name = "other"
	other.store = state.Open(f.client, other.stack)
	other.want(other.configMap("theirs", "info"))
	other.mustApply()
	f.want(f.configMap("keep", "info"), f.configMap("drop", "info"), f.workload("Deployment", "drop", pods{replicas: 1}), f.workload("Deployment", "keep", pods{replicas: 1}))
	f.mustApply()

	f.want(f.configMap("keep", "info"), f.workload("Deployment", "keep", pods{replicas: 1}))
	result := f.mustApply()
	if result.Deleted != 2 || result.Created+result.Updated != 0 {
		t.Errorf("%+v", result)
	}
	if diff := cmp.Diff(f.wanted(), f.exists()); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(other.wanted(), other.exists()); diff != "" {
		t.Errorf("objects of the other stack (-want +got):\n%s", diff)
	}
	if got := f.inventory(); got != "succeeded\nConfigMap NS/keep ready\nDeployment NS/keep ready" {
		t.Errorf("inventory:\n%s", got)
	}
}

// The namespace that holds the state is created first, with the lock and the
// state in it, and destroyed last.
func TestStateInANamespaceOfTheStack(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	namespace := cluster.Namespace(t) + "-own"
	f := fixtureIn(t, cluster, namespace, nil)
	stateNamespace := f.manifest(object.Ref{Kind: "Namespace", Name: namespace}, nil)
	f.want(stateNamespace, f.configMap("settings", "info"), f.workload("Deployment", "front", pods{replicas: 1}))
	f.mustApply()
	if first := line(f.events[0]); f.anonymous(first) != "create Namespace NS" {
		t.Errorf("first %s", first)
	}
	if in := f.input(); len(in.Plan.Changes)+len(in.Plan.Unrecorded)+len(in.Plan.RolloutPending) != 0 {
		t.Errorf("%+v", in.Plan)
	}

	elsewhere := f.manifest(object.Ref{Kind: "ConfigMap", Namespace: cluster.Namespace(t), Name: "settings"}, map[string]any{"data": map[string]any{"level": "info"}})
	f.want()
	if _, err := f.apply(); err == nil || !strings.Contains(said(err), "The namespace holds the state of the stack") {
		t.Errorf("the namespace would have been deleted with all the rest: %s", said(err))
	}
	for reason, desired := range map[string][]object.Manifest{
		"The namespace holds the state of the stack":  {elsewhere},
		"Configured objects would be deleted with it": {f.configMap("settings", "info")},
	} {
		f.want(desired...)
		if _, err := f.apply(); err == nil || !strings.Contains(said(err), reason) {
			t.Errorf("the namespace with the state in it would have been deleted: %s", said(err))
		}
	}

	result, err := f.destroy()
	if err != nil || result.Deleted != 3 {
		t.Fatalf("destroy: %v, %+v\n%s", err, result, f.log())
	}
	if last := line(f.events[len(f.events)-1]); f.anonymous(last) != "delete Namespace NS: done" {
		t.Errorf("last %s", last)
	}
	if r := f.revision(); r != nil {
		t.Errorf("a state is left: %+v", r)
	}
}

func TestDestroy(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("settings", "info"), f.workload("Deployment", "front", pods{replicas: 1}))
	f.mustApply()
	result, err := f.destroy()
	if err != nil || result.Deleted != 2 || result.Outcome != state.Succeeded {
		t.Fatalf("destroy: %v, %+v\n%s", err, result, f.log())
	}
	if workload, configuration := f.position("delete Deployment NS/front: done"), f.position("delete ConfigMap NS/settings"); workload > configuration {
		t.Errorf("the configuration went first:\n%s", f.log())
	}
	if left := f.exists(); len(left) != 0 || f.revision() != nil {
		t.Errorf("left: %v, %+v", left, f.revision())
	}
	lease := object.Ref{Group: "coordination.k8s.io", Kind: "Lease", Namespace: f.namespace, Name: f.stack.StateName()}
	if _, err := f.client.Get(t.Context(), lease); err == nil {
		t.Error("the lock is left")
	}
	if result, err := f.destroy(); err != nil || result.Deleted != 0 {
		t.Errorf("destroying nothing: %v, %+v", err, result)
	}
}

func TestDeletionIsWaitedFor(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("held", "info"))
	f.mustApply()
	held := f.ref("ConfigMap", "held")
	hold := func(finalizers ...any) {
		m := f.live(held)
		m["metadata"].(map[string]any)["finalizers"] = finalizers
		if _, err := f.client.Update(t.Context(), held, m); err != nil {
			t.Fatal(err)
		}
	}
	hold("example.com/hold")
	f.want()
	_, err := f.apply(func(in *apply.Input) { in.Timeout = time.Second })
	if err == nil || !strings.Contains(said(err), "example.com/hold") {
		t.Errorf("not explained: %v", err)
	}
	if got := f.inventory(); got != "failed\nConfigMap NS/held deleting" {
		t.Errorf("inventory:\n%s", got)
	}

	in := f.input()
	time.AfterFunc(300*time.Millisecond, func() { hold() })
	if result, err := f.run(t.Context(), in); err != nil || result.Deleted != 1 {
		t.Errorf("%v, %+v", err, result)
	}
	if got := f.exists(); len(got) != 0 || f.inventory() != "succeeded" {
		t.Errorf("left: %v, %s", got, f.inventory())
	}
}

// What a destroy has left that was cut off when the head of its state was gone, the next one removes: parts,
// and the lock. One that another operation holds is not taken from it.
func TestDestroyRemovesTheRestOfAState(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("settings", "info"))
	f.mustApply()
	r := *f.revision()
	if _, err := f.destroy(); err != nil {
		t.Fatal(err)
	}
	r.Objects, r.Applied = nil, []state.AppliedObject{}
	headless := func() {
		t.Helper()
		if _, err := f.store.Write(t.Context(), state.Snapshot{}, r); err != nil {
			t.Fatal(err)
		}
		f.remove(f.ref("Secret", f.stack.StateName()))
		if left, err := f.store.Left(t.Context()); err != nil || !left {
			t.Fatalf("left %t, %v", left, err)
		}
	}
	destroyed := func() {
		t.Helper()
		if result, err := f.destroy(); err != nil || result.Outcome != state.Succeeded {
			t.Fatalf("%+v, %v", result, err)
		}
		if left, err := f.store.Left(t.Context()); err != nil || left || f.revision() != nil {
			t.Errorf("left %t, %v", left, err)
		}
	}
	headless()
	destroyed()
	destroyed()

	headless()
	lock, err := f.store.Lock(t.Context(), state.LockInfo{Operation: "apply", Who: "bob@ci"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.destroy(); !errors.As(err, new(*state.LockedError)) {
		t.Errorf("under another operation's lock: %v", err)
	}
	if err := lock.Unlock(t.Context()); err != nil {
		t.Fatal(err)
	}
	destroyed()
}

// The namespace of the state, which goes last, counts with what a failed destroy has not begun; one that is
// not the stack's does not.
func TestADestroyThatFailsCountsTheNamespaceOfTheState(t *testing.T) {
	t.Parallel()
	settings := func(f *fixture) object.Manifest { return f.configMap("settings", "info") }
	front := func(f *fixture) object.Manifest { return f.workload("Deployment", "front", pods{replicas: 1}) }
	for name, c := range map[string]struct {
		own  bool
		held func(*fixture) object.Ref
		want int
	}{
		"nothing but the namespace is left": {true, func(f *fixture) object.Ref { return f.ref("ConfigMap", "settings") }, 1},
		"more is left":                      {true, func(f *fixture) object.Ref { return front(f).Ref }, 2},
		"the namespace stays":               {false, func(f *fixture) object.Ref { return front(f).Ref }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var f *fixture
			if c.own {
				f = inOwnNamespace(t, settings, front)
			} else {
				f = newFixture(t)
				f.want(settings(f), front(f))
				f.mustApply()
			}
			f.hold(c.held(f))
			p, result, err := f.destroyConfigured(2 * time.Second)
			if failed := new(apply.Error); !errors.As(err, &failed) || len(failed.Failures) != 1 || failed.Remaining != c.want || result.Remaining != c.want {
				t.Errorf("of %d: %+v, %v", len(p.Changes), result, err)
			}
		})
	}
}
