package apply_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// mute is a cluster that does what it is asked to do to an object, and of which nothing is known from then on.
type mute struct {
	*kube.Client
	ref  object.Ref
	dead bool
}

var errKilled = errors.New("the process is killed")

func (c *mute) Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	if c.dead || a.Ref != c.ref {
		return c.Client.Apply(ctx, a)
	}
	c.dead = true
	_, _ = c.Client.Apply(ctx, a)
	return kube.ApplyResult{}, errKilled
}

// What was done by an apply that did not come to note it is in the revision by which it is found done.
func TestWhatWasNotNotedIsFoundDone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, want func(f *fixture) []object.Manifest
		of           string
		actions      []plan.Action
	}{
		"a create": {nil, func(f *fixture) []object.Manifest { return []object.Manifest{f.configMap("it", "info")} }, "it", []plan.Action{plan.Create}},
		"an update": {func(f *fixture) []object.Manifest { return []object.Manifest{f.configMap("it", "debug")} },
			func(f *fixture) []object.Manifest { return []object.Manifest{f.configMap("it", "info")} }, "it", []plan.Action{plan.Update}},
		"an adoption": {func(f *fixture) []object.Manifest { f.helmMade("it"); return nil },
			func(f *fixture) []object.Manifest { return []object.Manifest{f.adopting("it")} }, "it", []plan.Action{plan.Adopt}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			if c.before != nil {
				if f.want(c.before(f)...); len(f.desired) > 0 {
					f.mustApply()
				}
			}
			f.want(c.want(f)...)
			ref := f.ref("ConfigMap", c.of)
			if _, err := apply.Run(t.Context(), &mute{Client: f.client, ref: ref}, f.store, f.input(), f.record()); err == nil {
				t.Fatalf("nothing has failed\n%s", f.log())
			}
			if done := f.done(ref); len(done) > 0 {
				t.Fatalf("it is noted: %v", done)
			}
			for range 2 { // the second one finds nothing more
				f.mustApply()
				if diff := cmp.Diff(c.actions, f.done(ref)); diff != "" || f.revision().Outcome != state.Succeeded {
					t.Errorf("%s (-want +got):\n%s", f.revision().Outcome, diff)
				}
			}
			f.unchanged()
		})
	}
}

// What was refused, and is not wanted any more, was never done.
func TestWhatIsTakenBackWasNotDone(t *testing.T) {
	t.Parallel()
	for name, manner := range map[string]func(*object.Manifest){
		"an update": func(*object.Manifest) {},
		"of an object of which others decide on a field": func(m *object.Manifest) {
			m.Lifecycle.IgnoreFields = []object.Path{object.PathOf("spec", "replicas")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			of := func(image string) object.Manifest {
				m := f.workload("Deployment", "it", pods{replicas: 1, image: image})
				manner(&m)
				return m
			}
			former, refused := of("front:1"), of("front:2")
			f.want(former, f.configMap("other", "debug"))
			f.mustApply()
			f.want(refused, f.configMap("other", "info"))
			if _, err := apply.Run(t.Context(), refusing{f.client, refused.Ref}, f.store, f.input(), f.record()); err == nil {
				t.Fatal("nothing was refused")
			}
			f.want(former, f.configMap("other", "info"))
			f.mustApply()
			if done := f.done(former.Ref); len(done) > 0 {
				t.Errorf("%v", done)
			}
		})
	}
}

// So it is with a deletion that was refused, whatever has become of the object by other hands.
func TestWhatWasNotDeletedIsNotSaidToBe(t *testing.T) {
	t.Parallel()
	for name, byHand := range map[string]func(f *fixture, ref object.Ref){
		"it is there without the label": func(f *fixture, ref object.Ref) {
			f.patch("kubectl-label", ref, `{"metadata":{"labels":{"`+object.LabelApplySet+`":null}}}`)
		},
		"it is there as another stack's": func(f *fixture, ref object.Ref) {
			f.patch("kubectl-label", ref, `{"metadata":{"labels":{"`+object.LabelApplySet+`":"applyset-other"}}}`)
		},
		"a person has deleted it": func(f *fixture, ref object.Ref) { f.remove(ref) },
	} {
		for _, level := range []string{"debug", "info"} { // the apply after it concludes the revision, or makes one
			t.Run(name+", "+level, func(t *testing.T) {
				t.Parallel()
				f := newFixture(t)
				former := f.configMap("it", "info")
				f.want(former, f.configMap("other", "debug"))
				f.mustApply()
				f.want(f.configMap("other", "debug"))
				if _, err := apply.Run(t.Context(), refusing{f.client, former.Ref}, f.store, f.input(), f.record()); err == nil {
					t.Fatal("nothing was refused")
				}
				byHand(f, former.Ref)
				f.want(f.configMap("other", level))
				f.mustApply()
				if done := f.done(former.Ref); len(done) > 0 || f.revision().Outcome != state.Succeeded {
					t.Errorf("%s, %v", f.revision().Outcome, done)
				}
			})
		}
	}
}

// refusing is a cluster that refuses an object.
type refusing struct {
	*kube.Client
	ref object.Ref
}

func (c refusing) Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	if a.Ref == c.ref {
		return kube.ApplyResult{}, errors.New("refused")
	}
	return c.Client.Apply(ctx, a)
}

func (c refusing) Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error {
	if ref == c.ref {
		return errors.New("refused")
	}
	return c.Client.Delete(ctx, ref, uid, p)
}

// The namespace that is created before there is a state is of the first revision, whoever creates it.
func TestNamespaceOfTheStateIsOfTheFirstRevision(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	for name, c := range map[string]struct {
		before func(f *fixture, in apply.Input) error
		more   bool // objects than the namespace
		counts int
	}{
		"by the apply":                    {func(*fixture, apply.Input) error { return nil }, true, 2},
		"for a run":                       {createsFirst, true, 2},
		"for a run, and there is no more": {createsFirst, false, 1},
		"by an apply that was cut off": {func(f *fixture, in apply.Input) error {
			ctx, cancel := context.WithCancel(f.t.Context())
			f.on = func(e apply.Event) {
				if _, done := e.(apply.ObjectDone); done {
					cancel()
				}
			}
			if _, err := f.run(ctx, in); err == nil {
				return errors.New("it was not cut off")
			}
			f.on = nil
			return nil
		}, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := fixtureIn(t, cluster, cluster.Namespace(t)+"-own", nil)
			own := f.manifest(object.NewRef(kind.Namespace, "", f.namespace), nil)
			if f.want(own); c.more {
				f.want(own, f.configMap("settings", "info"))
			}
			if err := c.before(f, f.input()); err != nil {
				t.Fatal(err)
			}
			result := f.mustApply()
			if done := f.done(own.Ref); len(done) != 1 || done[0] != plan.Create || f.revision().Changes[0].Object != own.Ref || result.Created != c.counts || result.Recorded != 0 {
				t.Errorf("%v, %+v\n%s", done, result, f.log())
			}
			f.mustApply()
			if done := f.done(own.Ref); len(done) != 1 {
				t.Errorf("then, %v", done)
			}
		})
	}
}

func createsFirst(f *fixture, in apply.Input) error {
	_, err := apply.CreateStateNamespace(f.t.Context(), f.client, in, f.record())
	time.Sleep(time.Second)
	return err
}

// Where the state was lost, what is found was not created now.
func TestWhatIsFoundAgainWasNotCreated(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	f := fixtureIn(t, cluster, cluster.Namespace(t)+"-own", nil)
	own := f.manifest(object.NewRef(kind.Namespace, "", f.namespace), nil)
	f.want(own, f.configMap("settings", "info"))
	f.mustApply()
	f.remove(f.ref("Secret", f.stack.StateName()))
	result := f.mustApply()
	if done := f.revision().Changes; len(done) != 0 || result.Created != 0 || result.Recorded != 2 {
		t.Errorf("%v, %+v\n%s", done, result, f.log())
	}
}
