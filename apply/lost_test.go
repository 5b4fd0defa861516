package apply_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
)

// destroyConfigured plans to remove a stack whose configuration is known, and does.
func (f *fixture) destroyConfigured(timeout time.Duration, configured ...object.Manifest) (*plan.ClusterPlan, apply.Result, error) {
	f.t.Helper()
	p, err := planner.Compute(f.t.Context(), f.client, f.store, plan.Input{Stack: f.stack, Cluster: "default", Configured: configured, Destroy: true})
	if err != nil {
		f.t.Fatal(err)
	}
	in := apply.Input{Plan: p.Plan, Prior: p.Prior, Stack: f.stack, Who: "alice@laptop", WLVersion: "test", Timeout: timeout}
	in.Knowing(f.kinds)
	result, err := apply.Destroy(f.t.Context(), f.client, f.store, in, f.record())
	return p.Plan, result, err
}

// awaitGone waits until an object is gone.
func (f *fixture) awaitGone(ref object.Ref) {
	f.t.Helper()
	for range 60 {
		if _, err := f.client.Get(f.t.Context(), ref); apierrors.IsNotFound(err) {
			return
		}
		time.Sleep(500 * time.Millisecond)
	}
	f.t.Fatalf("%s is still there", ref)
}

// A destroy finds what the configuration names of a stack whose state is lost, and
// leaves alone what is not the stack's.
func TestDestroyWithoutState(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(f *fixture){
		"with its namespace": func(f *fixture) {
			own := object.Ref{Kind: "Namespace", Name: f.namespace}
			f.remove(own)
			f.awaitGone(own)
		},
		"in a namespace that stays": func(f *fixture) { f.remove(f.ref("Secret", f.stack.StateName())) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := inOwnNamespace(t)
			own := f.manifest(object.Ref{Kind: "Namespace", Name: f.namespace}, nil)
			second := f.manifest(object.Ref{Kind: "Namespace", Name: f.namespace + "-2"}, nil)
			class := f.manifest(object.Ref{Group: "scheduling.k8s.io", Kind: "PriorityClass", Name: f.namespace}, map[string]any{"value": int64(7)})
			t.Cleanup(func() { _ = f.client.Delete(t.Context(), class.Ref, "", kube.Background) })
			f.want(own, second, class)
			f.mustApply()
			lose(f)
			foreign := f.manifest(object.Ref{Group: "scheduling.k8s.io", Kind: "PriorityClass", Name: "system-node-critical"}, nil)
			p, result, err := f.destroyConfigured(0, own, second, class, foreign)
			if err != nil || result.Deleted < 2 || slices.ContainsFunc(p.Changes, func(c plan.Change) bool { return c.Object == foreign.Ref || c.Address == "" }) {
				t.Fatalf("%+v, %v\n%+v\n%s", result, err, p.Changes, f.log())
			}
			for _, m := range []object.Manifest{own, second, class} {
				f.awaitGone(m.Ref)
			}
			if p, _, err := f.destroyConfigured(0, own, second, class); err != nil || len(p.Changes)+len(p.Problems) > 0 {
				t.Errorf("after the end: %v, %+v", err, p)
			}
		})
	}
}

// A destroy that has failed while the state went with its namespace is taken up by the next.
func TestDestroyAfterTheStateHasGone(t *testing.T) {
	t.Parallel()
	f := inOwnNamespace(t)
	own := f.manifest(object.Ref{Kind: "Namespace", Name: f.namespace}, nil)
	held := f.manifest(object.Ref{Group: "scheduling.k8s.io", Kind: "PriorityClass", Name: f.namespace}, map[string]any{"value": int64(7)})
	f.want(own, held)
	f.mustApply()
	release := f.hold(held.Ref)
	f.remove(own.Ref)
	for range 2 {
		_, result, err := f.destroyConfigured(4*time.Second, own, held)
		if stay := new(apply.StayError); !errors.As(err, &stay) || !strings.Contains(said(err), never) {
			t.Errorf("%+v, %v\n%s", result, err, f.log())
		}
		f.awaitGone(own.Ref)
	}
	release()
	if _, _, err := f.destroyConfigured(0, own, held); err != nil {
		t.Errorf("%v\n%s", err, f.log())
	}
	f.awaitGone(held.Ref)
}
