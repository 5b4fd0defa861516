package apply_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// killed is a cluster in which nothing is created any more once an object was deleted:
// the process ended in between.
type killed struct {
	*kube.Client
	deleted bool
}

func (c *killed) Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error {
	c.deleted = true
	return c.Client.Delete(ctx, ref, uid, p)
}

func (c *killed) Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	if c.deleted {
		return kube.ApplyResult{}, errors.New("the process is killed")
	}
	return c.Client.Apply(ctx, a)
}

// cut applies what is wanted until an object is deleted that is to be created again.
func (f *fixture) cut() {
	f.t.Helper()
	in := f.input()
	if _, err := apply.Run(f.t.Context(), &killed{Client: f.client}, f.store, in, f.record()); err == nil {
		f.t.Fatalf("nothing has failed: %+v", in.Plan)
	}
}

// kept is a StatefulSet whose replicas others decide on, in some manner.
func (f *fixture) kept(policy string, manner func(m *object.Manifest)) object.Manifest {
	m := f.workload("StatefulSet", "database", pods{replicas: 1})
	m.Content["spec"].(map[string]any)["podManagementPolicy"] = policy
	manner(&m)
	return m
}

// A replacement that is cut off after the object was deleted is completed with what others
// had set: no Pod is lost, nor what belongs to it.
func TestCutOffReplacementIsCompleted(t *testing.T) {
	t.Parallel()
	for name, manner := range map[string]func(f *fixture, m *object.Manifest) []object.Manifest{
		"replicas ignored": func(_ *fixture, m *object.Manifest) []object.Manifest {
			m.Lifecycle.IgnoreFields = []object.Path{object.PathOf("spec", "replicas")}
			return nil
		},
		"replicas not configured": func(_ *fixture, m *object.Manifest) []object.Manifest {
			delete(m.Content["spec"].(map[string]any), "replicas")
			return nil
		},
		"replicas an autoscaler's": func(f *fixture, m *object.Manifest) []object.Manifest {
			delete(m.Content["spec"].(map[string]any), "replicas")
			scaler := f.autoscaler("database", 1)
			scaler.Content["spec"].(map[string]any)["scaleTargetRef"].(map[string]any)["kind"] = "StatefulSet"
			return []object.Manifest{scaler}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			want := func(policy string) object.Manifest {
				var more []object.Manifest
				m := f.kept(policy, func(m *object.Manifest) { more = manner(f, m) })
				f.want(append(more, m)...)
				return m
			}
			before := want("OrderedReady")
			f.mustApply()
			f.scale(controlplane.Shared(t), before.Ref, 3)
			f.awaitUpdated(before.Ref, 3)
			uids := f.podUIDs("database")
			want("Parallel")
			f.cut()

			in := f.input()
			i := 0
			for i < len(in.Plan.Changes) && in.Plan.Changes[i].Object != before.Ref {
				i++
			}
			c := in.Plan.Changes[i]
			if c.Action != plan.Create || c.Gone || c.Impact.ReplicasAfter != 3 {
				t.Errorf("%s, gone: %v, %+v", c.Action, c.Gone, c.Impact)
			}
			if _, err := f.run(t.Context(), in); err != nil {
				t.Fatalf("%v\n%s", err, f.log())
			}
			if diff := cmp.Diff(uids, f.podUIDs("database")); diff != "" || fmt.Sprint(f.replicas(before.Ref)) != "3" {
				t.Errorf("replicas: %v, Pods (-before +after):\n%s", f.replicas(before.Ref), diff)
			}
			f.unchanged()
			for _, e := range f.revision().Objects {
				if e.Replacing != nil {
					t.Errorf("%s is still to be replaced: %+v", e.Ref, e.Replacing)
				}
			}
		})
	}
}

// What a replacement that is cut off leaves running is deleted with what it was of.
func TestCutOffReplacementLeavesNoPods(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(f *fixture){
		"its block is removed": func(f *fixture) {
			f.want(f.configMap("settings", "info"))
			c := f.input().Plan.Changes
			if len(c) != 1 || c[0].Action != plan.Delete || c[0].Impact.ReplicasBefore != 2 {
				f.t.Errorf("%+v", c)
			}
			f.mustApply()
		},
		"the stack is destroyed": func(f *fixture) {
			if _, err := f.destroy(); err != nil {
				f.t.Fatalf("%v\n%s", err, f.log())
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			database := func(policy string) object.Manifest {
				m := f.workload("StatefulSet", "database", pods{replicas: 2})
				m.Content["spec"].(map[string]any)["podManagementPolicy"] = policy
				return m
			}
			f.want(f.configMap("settings", "info"), database("OrderedReady"))
			f.mustApply()
			f.want(f.configMap("settings", "info"), database("Parallel"))
			f.cut()
			if n := len(f.podUIDs("database")); n != 2 {
				t.Fatalf("%d Pods run on", n)
			}
			end(f)
			if left := f.podUIDs("database"); len(left) > 0 {
				t.Errorf("%v run on", left)
			}
		})
	}
}
