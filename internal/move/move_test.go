package move_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/move"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// stack is one that is moved from a namespace to another.
type stack struct {
	*testing.T
	client   *kube.Client
	from, to object.Stack
}

func newStack(t *testing.T, client *kube.Client, from, to object.Stack) stack {
	return stack{t, client, from, to}
}

func connect(t *testing.T) (client *kube.Client, before, after string) {
	t.Helper()
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return client, cluster.Namespace(t), cluster.Namespace(t)
}

// desired are the objects of a stack; they are where the stack was made.
func (s stack) desired(as object.Stack, level string) []object.Manifest {
	var all []object.Manifest
	for _, name := range []string{s.from.Name + "-a", s.from.Name + "-b"} {
		labels := map[string]any{}
		for k, v := range as.MemberLabels() {
			labels[k] = v
		}
		ref := object.NewRef(kind.ConfigMap, s.from.Namespace, name)
		all = append(all, object.Manifest{Ref: ref, APIVersion: "v1", Address: "config_map." + name, Content: map[string]any{
			"apiVersion": "v1", "kind": "ConfigMap", "data": map[string]any{"level": level},
			"metadata": map[string]any{"name": name, "namespace": ref.Namespace, "labels": labels},
		}})
	}
	return all
}

func (s stack) plan(as object.Stack, desired []object.Manifest) *planner.Result {
	s.Helper()
	p, err := planner.Compute(s.Context(), s.client, state.Open(s.client, as), plan.Input{Stack: as, Cluster: "default", Desired: desired})
	if err != nil {
		s.Fatal(err)
	}
	return p
}

func (s stack) apply(as object.Stack, level string) {
	s.Helper()
	p := s.plan(as, s.desired(as, level))
	in := apply.Input{Plan: p.Plan, Desired: p.Desired, Prior: p.Prior, Stack: as, Who: "alice@laptop", WLVersion: "test"}
	if _, err := apply.Run(s.Context(), s.client, state.Open(s.client, as), in, func(apply.Event) {}); err != nil {
		s.Fatal(err)
	}
}

func (s stack) snapshot(as object.Stack) state.Snapshot {
	s.Helper()
	snapshot, err := state.Open(s.client, as).Read(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	return snapshot
}

func (s stack) metas() []object.Meta {
	s.Helper()
	var all []object.Meta
	for _, m := range s.desired(s.from, "") {
		live, err := s.client.Get(s.Context(), m.Ref)
		if err != nil {
			s.Fatal(err)
		}
		meta, err := object.MetaOf(live)
		if err != nil {
			s.Fatal(err)
		}
		all = append(all, meta)
	}
	return all
}

// cluster is what a move needs, of which a part may fail.
type cluster interface {
	move.Cluster
	state.Cluster
}

func (s stack) move(c cluster) error {
	_, err := move.Run(s.Context(), c, state.Open(c, s.from), state.Open(c, s.to), move.Input{From: s.from, To: s.to, Who: "bob@ci", WLVersion: "test"})
	return err
}

// moved checks that all is the other stack's, that nothing is left of the former one, and
// that a plan finds nothing to change.
func (s stack) moved(before state.Snapshot, uids []object.Meta) {
	s.Helper()
	if left := s.snapshot(s.from); left.Revision != nil {
		s.Errorf("the former state is still there: %+v", left.Revision)
	}
	after := s.snapshot(s.to)
	if after.Revision == nil {
		s.Fatal("there is no state at the new place")
	}
	r := after.Revision
	if r.Lineage != before.Revision.Lineage || !cmp.Equal(after.Key, before.Key) || len(r.Objects) != 2 || r.Outcome != state.Succeeded || r.MovingTo != nil || *r.MovedFrom != s.from || r.Operation != "move" {
		s.Errorf("%+v", r)
	}
	for i, now := range s.metas() {
		if now.UID != uids[i].UID || now.Labels[object.LabelApplySet] != s.to.ApplySetID() || now.Labels[object.LabelPartOf] != s.to.Name {
			s.Errorf("%+v", now)
		}
		if len(now.Managers) != 1 || now.Managers[0].Manager != s.to.FieldManager() || now.Managers[0].Operation != "Apply" || !strings.Contains(string(now.Managers[0].FieldsV1), object.LabelApplySet) {
			s.Errorf("%+v", now.Managers)
		}
	}
	p := s.plan(s.to, s.desired(s.to, "warn")).Plan
	if len(p.Changes)+len(p.Problems)+len(p.Missing) != 0 || p.Unchanged != 2 {
		s.Errorf("the next plan is %+v", p)
	}
}

// A stack gets another name and another namespace for its state at once. What it is
// after that has its history, and continues like any other.
func TestMove(t *testing.T) {
	client, before, after := connect(t)
	s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, object.Stack{Name: "store", Namespace: after})
	s.apply(s.from, "info")
	s.apply(s.from, "warn")
	snapshot, uids := s.snapshot(s.from), s.metas()
	if err := s.move(client); err != nil {
		t.Fatal(err)
	}
	s.moved(snapshot, uids)
	if err := s.move(client); err != nil { // again, it finds that all is done
		t.Error(err)
	}
	secrets, err := client.ListMeta(t.Context(), kube.Selection{Kind: kind.Secret, Namespace: before, LabelSelector: object.LabelState})
	if err != nil || len(secrets) != 0 {
		t.Errorf("left of the former state: %+v, %v", secrets, err)
	}
	store := state.Open(client, s.to)
	history, err := store.History(t.Context())
	if err != nil || len(history) != 3 || history[0].Operation != "move" || !history[0].Good || !history[1].Good {
		t.Errorf("the history was not moved: %+v, %v", history, err)
	}
	for serial := int64(1); serial <= 3; serial++ {
		r, err := store.Revision(t.Context(), serial)
		if err != nil || len(r.Applied) != 2 || object.At(r.Applied[0].Content, "metadata", "labels", object.LabelApplySet) != s.to.ApplySetID() {
			t.Errorf("revision %d: %+v, %v", serial, r, err)
		}
	}
	s.apply(s.to, "debug")
	if serial := s.snapshot(s.to).Revision.Serial; serial != 4 {
		t.Errorf("revision %d", serial)
	}
}

// A move makes no good revision of one that was none.
func TestAFailedRevisionIsNoGoodOneAfterAMove(t *testing.T) {
	client, before, after := connect(t)
	s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, object.Stack{Name: "shop", Namespace: after})
	s.apply(s.from, "info")
	store, snapshot := state.Open(client, s.from), s.snapshot(s.from)
	failed := *snapshot.Revision
	failed.Outcome, failed.Objects[0].Phase = state.Failed, state.Stalled
	if _, err := store.Write(t.Context(), snapshot, failed); err != nil {
		t.Fatal(err)
	}
	if err := s.move(client); err != nil {
		t.Fatal(err)
	}
	history, err := state.Open(client, s.to).History(t.Context())
	if err != nil || history[0].Operation != "move" || slices.ContainsFunc(history, func(r state.Summary) bool { return r.Good }) {
		t.Errorf("%+v, %v", history, err)
	}
}

// What cannot be moved, and where to, is said.
func TestWhatCannotBeMoved(t *testing.T) {
	client, before, after := connect(t)
	s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, object.Stack{Name: "shop", Namespace: after})
	code := func(err error) fact.Code { return fact.Of(err).Code }
	if err := s.move(client); code(err) != move.NoState {
		t.Errorf("%v", err)
	}
	s.apply(s.from, "info")
	nowhere := s
	nowhere.to.Namespace = before + "-nowhere"
	if err := nowhere.move(client); code(err) != move.NamespaceMissing {
		t.Errorf("%v", err)
	}
	taken := newStack(t, client, object.Stack{Name: "other", Namespace: before}, object.Stack{})
	taken.apply(taken.from, "info")
	taken.from, taken.to = s.from, taken.from
	if err := taken.move(client); code(err) != move.PlaceTaken {
		t.Errorf("%v", err)
	}
}

// cutting fails every request after so many: before it is sent, or with its answer lost.
type cutting struct {
	*kube.Client
	left   *atomic.Int64
	answer bool // it is sent, and its answer is lost
}

var errCut = errors.New("cut off")

func sent[T any](c cutting, send func() (T, error)) (answer T, err error) {
	left := c.left.Add(-1)
	if left < 0 && (left < -1 || !c.answer) {
		return answer, errCut
	}
	if answer, err = send(); left < 0 {
		err = errCut
	}
	return answer, err
}

func (c cutting) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	return sent(c, func() (map[string]any, error) { return c.Client.Get(ctx, ref) })
}

func (c cutting) EditMetadata(ctx context.Context, live object.Meta, e kube.MetadataEdit) (object.Meta, error) {
	return sent(c, func() (object.Meta, error) { return c.Client.EditMetadata(ctx, live, e) })
}

func (c cutting) ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error) {
	return sent(c, func() ([]object.Meta, error) { return c.Client.ListMeta(ctx, s) })
}

func (c cutting) Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return sent(c, func() (map[string]any, error) { return c.Client.Create(ctx, ref, content) })
}

func (c cutting) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	return sent(c, func() (map[string]any, error) { return c.Client.Update(ctx, ref, content) })
}

func (c cutting) Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error {
	_, err := sent(c, func() (struct{}, error) { return struct{}{}, c.Client.Delete(ctx, ref, uid, p) })
	return err
}

func (c cutting) DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error {
	_, err := sent(c, func() (struct{}, error) { return struct{}{}, c.Client.DeleteVersion(ctx, ref, uid, resourceVersion) })
	return err
}

// saysSo checks that a plan of a stack says nothing but how the move is finished.
func (s stack) saysSo(as object.Stack, desired []object.Manifest) {
	s.Helper()
	p := s.plan(as, desired).Plan
	if len(p.Problems) != 1 || p.Problems[0].Code != plan.ProblemMoving || p.Former != nil {
		s.Fatalf("the plan of %v is %+v", as, p)
	}
	said := p.Problems[0].Args
	if said["stack"] != s.from.Name || said["namespace"] != s.from.Namespace || said["to_stack"] != s.to.Name || said["to_namespace"] != s.to.Namespace {
		s.Errorf("%v", said)
	}
	if as != s.from {
		return
	}
	// What is moved already is nothing to release, and nothing that has been lost.
	for _, c := range p.Changes {
		if c.Blocked != nil && c.Blocked.Code != plan.ProblemMoved {
			s.Errorf("%s: %v", c.Object, c.Blocked)
		}
	}
	if len(p.Warnings) > 0 {
		s.Errorf("%v", p.Warnings)
	}
}

// Whatever of a stack is new, and whatever its configuration makes, a plan of it by what it is to
// be says that it is being moved, and none does of another stack.
func TestAnUnfinishedMoveIsSeenFromItsGoal(t *testing.T) {
	for name, goal := range map[string]func(before, after string) object.Stack{
		"another name":      func(before, _ string) object.Stack { return object.Stack{Name: "store", Namespace: before} },
		"another namespace": func(_, after string) object.Stack { return object.Stack{Name: "shop", Namespace: after} },
		"both":              func(_, after string) object.Stack { return object.Stack{Name: "store", Namespace: after} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, before, after := connect(t)
			from := object.Stack{Name: "shop", Namespace: before}
			s := newStack(t, client, from, goal(before, after))
			s.apply(s.from, "info")
			for n := int64(0); s.snapshot(s.from).Revision.MovingTo == nil; n++ {
				left := new(atomic.Int64)
				left.Store(n)
				if err := s.move(cutting{client, left, false}); !errors.Is(err, errCut) {
					t.Fatal(err)
				}
				for _, id := range []object.Stack{s.from, s.to} {
					if _, err := state.Open(client, id).ForceUnlock(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
			}
			s.saysSo(s.to, s.desired(s.to, "warn"))
			s.saysSo(s.to, nil)
			elsewhere := s.desired(s.to, "info")
			for i := range elsewhere {
				elsewhere[i].Ref.Namespace = after
				elsewhere[i].Content["metadata"].(map[string]any)["namespace"] = after
			}
			s.saysSo(s.to, elsewhere)
			other := object.Stack{Name: "another", Namespace: after}
			if p := s.plan(other, nil).Plan; len(p.Problems) != 0 {
				t.Errorf("%+v", p)
			}
			if err := s.move(client); err != nil {
				t.Error(err)
			}
			if p := s.plan(s.to, s.desired(s.to, "info")).Plan; len(p.Problems)+len(p.Changes) != 0 {
				t.Errorf("%+v", p)
			}
		})
	}
}

// Cut off at any request, the same move continues. Meanwhile a plan of either stack
// begins nothing, and no state and no object is lost.
func TestCutAnywhere(t *testing.T) {
	for _, answer := range []bool{false, true} {
		t.Run(fmt.Sprintf("answer lost %v", answer), func(t *testing.T) {
			t.Parallel()
			client, before, after := connect(t)
			for n := int64(0); ; n++ {
				s := newStack(t, client, object.Stack{Name: fmt.Sprintf("shop-%d", n), Namespace: before}, object.Stack{Name: fmt.Sprintf("store-%d", n), Namespace: after})
				s.apply(s.from, "warn")
				snapshot, uids := s.snapshot(s.from), s.metas()
				left := new(atomic.Int64)
				left.Store(n)
				err := s.move(cutting{client, left, answer})
				whole := left.Load() >= 0
				for _, id := range []object.Stack{s.from, s.to} {
					if _, err := state.Open(client, id).ForceUnlock(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				if begun := s.snapshot(s.from).Revision; begun != nil && begun.MovingTo != nil {
					s.saysSo(s.from, s.desired(s.from, "warn"))
					s.saysSo(s.from, nil)
					if s.snapshot(s.to).Revision == nil {
						s.saysSo(s.to, s.desired(s.to, "warn"))
					}
				}
				if err == nil != whole && !errors.Is(err, errCut) && err != nil {
					t.Errorf("cut off at %d: %v", n, err)
				}
				if err := s.move(client); err != nil {
					t.Fatalf("cut off at %d, it does not continue: %v", n, err)
				}
				s.moved(snapshot, uids)
				if whole {
					t.Logf("%d requests", n)
					return
				}
				if t.Failed() {
					t.Fatalf("cut off at %d", n)
				}
			}
		})
	}
}

// interrupting ends a context with a request of a kind.
type interrupting struct {
	*kube.Client
	stop func()
	edit bool // the first edit of an object, and not the first read
}

func (c interrupting) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	if !c.edit {
		c.stop()
	}
	return c.Client.Get(ctx, ref)
}

func (c interrupting) EditMetadata(ctx context.Context, live object.Meta, e kube.MetadataEdit) (object.Meta, error) {
	c.stop()
	return c.Client.EditMetadata(ctx, live, e)
}

// A move that is interrupted says that it continues: among its objects, and where it continues and has
// read nothing yet.
func TestAMoveThatIsInterrupted(t *testing.T) {
	client, before, after := connect(t)
	s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, object.Stack{Name: "shop", Namespace: after})
	s.apply(s.from, "warn")
	snapshot, uids := s.snapshot(s.from), s.metas()
	for _, edit := range []bool{true, false} {
		ctx, stop := context.WithCancel(t.Context())
		c := interrupting{client, stop, edit}
		_, err := move.Run(ctx, c, state.Open(c, s.from), state.Open(c, s.to), move.Input{From: s.from, To: s.to, Who: "bob@ci", WLVersion: "test"})
		if why := fact.Of(err); why.Code != move.Unfinished || why.Args["error"] != nil || errors.Is(err, context.Canceled) {
			t.Errorf("in an edit %t: %v", edit, err)
		}
		stop()
	}
	if err := s.move(client); err != nil {
		t.Fatal(err)
	}
	s.moved(snapshot, uids)
}
