package apply_test

import (
	"context"
	"errors"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

var errCutOff = errors.New("cut off")

// cutOff is a cluster whose connection is lost at an apply: before the server
// has seen it, or before its answer comes.
type cutOff struct {
	apply.Cluster
	after bool
}

func (c cutOff) Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	if c.after {
		if _, err := c.Cluster.Apply(ctx, a); err != nil {
			return kube.ApplyResult{}, err
		}
	}
	return kube.ApplyResult{}, errCutOff
}

// helmMade is an object as Helm applies it, with a key that nobody wants.
func (f *fixture) helmMade(name string) object.Ref {
	f.t.Helper()
	m := f.manifest(f.ref("ConfigMap", name), map[string]any{"data": map[string]any{"level": "info", "old": "x"}})
	delete(m.Content["metadata"].(map[string]any), "labels")
	if _, err := f.client.Apply(f.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: "helm"}); err != nil {
		f.t.Fatal(err)
	}
	return m.Ref
}

func (f *fixture) adopting(name string) object.Manifest {
	m := f.configMap(name, "debug")
	m.Lifecycle.Adopt = true
	return m
}

func (f *fixture) planned() plan.Action {
	f.t.Helper()
	changes := f.input().Plan.Changes
	if len(changes) == 0 {
		return plan.None
	}
	return changes[0].Action
}

// What was another's is the stack's afterwards: a key that is removed from the
// configuration goes, and destroying the stack removes the object.
func TestAdoptedObjectIsTheStacks(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	ref := f.helmMade("settings")
	f.want(f.adopting("settings"))
	if r := f.mustApply(); r.Adopted != 1 || r.Updated != 0 {
		t.Errorf("%+v", r)
	}
	if data := f.live(ref)["data"].(map[string]any); len(data) != 1 || data["level"] != "debug" {
		t.Errorf("%v", data)
	}
	f.unchanged()
	empty := f.manifest(ref, nil)
	f.want(empty)
	f.mustApply()
	if data, has := f.live(ref)["data"]; has {
		t.Errorf("what the configuration no longer sets is still there: %v", data)
	}
	if _, err := f.destroy(); err != nil {
		t.Fatal(err)
	}
	if left := f.exists(); len(left) > 0 {
		t.Errorf("%v", left)
	}
}

// Cut off at any point, the next plan shows what is left to do, and does it.
func TestAdoptionCutOff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		after bool
		next  plan.Action
	}{
		{"between the fields and the apply", false, plan.Update},
		{"before the apply is recorded", true, plan.None},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			ref := f.helmMade("settings")
			f.want(f.adopting("settings"))
			_, err := apply.Run(t.Context(), cutOff{Cluster: f.client, after: c.after}, f.store, f.input(), f.record())
			if !errors.Is(err, errCutOff) {
				t.Fatal(err)
			}
			if e := f.revision().Objects[0]; e.Phase != state.Intended || e.UID != "" {
				t.Errorf("%+v", e)
			}
			if a := f.planned(); a != c.next {
				t.Errorf("%s is planned, not %s", a, c.next)
			}
			f.mustApply()
			if data := f.live(ref)["data"].(map[string]any); len(data) != 1 || data["level"] != "debug" {
				t.Errorf("%v", data)
			}
			f.unchanged()
		})
	}
}

// An object that was changed after the plan was made is left alone.
func TestAdoptionOfAnotherVersion(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	ref := f.helmMade("settings")
	f.want(f.adopting("settings"))
	in := f.input()
	f.meddle(ref, map[string]any{"data": map[string]any{"more": "y"}})
	if _, err := f.run(t.Context(), in); err == nil {
		t.Error("it was adopted although it had changed")
	}
	if a := f.planned(); a != plan.Adopt {
		t.Errorf("%s is planned", a)
	}
}

// A Service that is adopted chooses the Pods of a new workload only when these
// are ready: until then the old ones serve.
func TestServiceIsSwitchedAfterTheRollout(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	service := f.ref("Service", "front")
	theirs := f.manifest(service, map[string]any{"spec": map[string]any{
		"selector": map[string]any{"app": "old"}, "ports": []any{map[string]any{"name": "http", "port": int64(80), "protocol": "TCP"}},
	}})
	delete(theirs.Content["metadata"].(map[string]any), "labels")
	if _, err := f.client.Apply(t.Context(), kube.ApplyRequest{Ref: service, Content: theirs.Content, FieldManager: "Terraform"}); err != nil {
		t.Fatal(err)
	}
	front := f.workload("Deployment", "front", pods{replicas: 1})
	front.DependsOn = []object.Ref{service}
	ours := f.manifest(service, map[string]any{"spec": map[string]any{
		"selector": map[string]any{object.LabelName: "front", object.LabelKind: "deployment"},
		"ports":    []any{map[string]any{"name": "http", "port": int64(80), "protocol": "TCP"}},
	}})
	ours.Lifecycle.Adopt = true
	f.want(front, ours)
	f.mustApply()
	if ready, switched := f.position("rollout Deployment NS/front: ended"), f.position("adopt Service"); ready < 0 || switched < ready {
		t.Errorf("the Service is switched before the Pods are ready:\n%s", f.log())
	}
	f.unchanged()
}
