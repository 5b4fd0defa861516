package move_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/move"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// goals are what a stack may be moved to.
func goals(before, after string) map[string]object.Stack {
	return map[string]object.Stack{
		"another name":      {Name: "store", Namespace: before},
		"another namespace": {Name: "shop", Namespace: after},
		"both":              {Name: "store", Namespace: after},
	}
}

// begun is a stack of which a move was cut off when enough of its objects are the other's, in a
// state as a wl before the label leaves it.
func (s stack) begun(enough int) {
	s.Helper()
	s.apply(s.from, "info")
	moved := func() (n int) {
		for _, m := range s.metas() {
			if m.Labels[object.LabelApplySet] == s.to.ApplySetID() {
				n++
			}
		}
		return n
	}
	for n := int64(0); moved() < enough; n++ {
		left := new(atomic.Int64)
		left.Store(n)
		if err := s.move(cutting{s.client, left, false}); !errors.Is(err, errCut) {
			s.Fatal(err)
		}
		for _, id := range []object.Stack{s.from, s.to} {
			if _, err := state.Open(s.client, id).ForceUnlock(s.Context()); err != nil {
				s.Fatal(err)
			}
		}
	}
	if s.snapshot(s.to).Revision != nil {
		s.Fatal("it was cut off too late")
	}
	s.unlabel()
}

// unlabel removes what an older wl does not write.
func (s stack) unlabel() {
	s.Helper()
	head, err := s.client.Get(s.Context(), object.NewRef(kind.Secret, s.from.Namespace, s.from.StateName()))
	if err != nil {
		s.Fatal(err)
	}
	delete(head["metadata"].(map[string]any)["labels"].(map[string]any), object.LabelMovingTo)
	if _, err := s.client.Update(s.Context(), object.NewRef(kind.Secret, s.from.Namespace, s.from.StateName()), head); err != nil {
		s.Fatal(err)
	}
}

// A move that an older wl has begun is seen from its goal as soon as an object bears its label: no
// second state is begun.
func TestAMoveOfAnOlderVersionIsSeenFromItsGoal(t *testing.T) {
	for name := range goals("", "") {
		for _, enough := range []int{1, 2} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				client, before, after := connect(t)
				s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, goals(before, after)[name])
				s.begun(enough)
				s.saysSo(s.to, s.desired(s.to, "warn"))
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
}

// counting counts the Secrets that are asked for.
type counting struct {
	*kube.Client
	secrets atomic.Int64
}

func (c *counting) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	c.secrets.Add(1)
	return c.Client.Get(ctx, ref)
}

// A new stack of which there is nothing yet reads the state of no other.
func TestANewStackReadsNoOtherState(t *testing.T) {
	client, before, after := connect(t)
	s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, object.Stack{Name: "store", Namespace: after})
	s.apply(s.from, "info")
	c := &counting{Client: client}
	if found, err := state.Open(c, s.to).MovingHere(t.Context(), false); err != nil || len(found) != 0 || c.secrets.Load() != 0 {
		t.Errorf("%v, %v, %d", found, err, c.secrets.Load())
	}
	if found, err := state.Open(c, s.to).MovingHere(t.Context(), true); err != nil || len(found) != 0 || c.secrets.Load() == 0 {
		t.Errorf("%v, %v, %d", found, err, c.secrets.Load())
	}
}

// A state that was begun for what is being moved is told from another stack's: without it, the move continues.
func TestAStateBegunDuringAMove(t *testing.T) {
	for name := range goals("", "") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, before, after := connect(t)
			s := newStack(t, client, object.Stack{Name: "shop", Namespace: before}, goals(before, after)[name])
			s.begun(2)
			head := object.NewRef(kind.Secret, s.to.Namespace, s.to.StateName())
			objects := slices.Clone(s.snapshot(s.from).Revision.Objects)
			foreign := state.Entry{Ref: object.NewRef(kind.ConfigMap, after, "foreign"), APIVersion: "v1", Phase: state.Ready}
			for code, objects := range map[fact.Code][]state.Entry{move.PlaceTaken: {foreign}, move.PlaceBegun: {foreign, objects[1]}} {
				if _, err := state.Open(client, s.to).Write(t.Context(), state.Snapshot{}, state.Revision{Serial: 1, Outcome: state.Succeeded, Objects: objects}); err != nil {
					t.Fatal(err)
				}
				err := s.move(client)
				if said := fact.Of(err); said.Code != code || code == move.PlaceBegun && said.Args["secret"] != head.Name {
					t.Errorf("%v, want %s", err, code)
				}
				if err := client.Delete(t.Context(), head, "", kube.Background); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.move(client); err != nil {
				t.Fatal(err)
			}
			if left, is := s.snapshot(s.from), s.snapshot(s.to); left.Revision != nil || len(is.Revision.Objects) != 2 {
				t.Errorf("%+v, %+v", left.Revision, is.Revision)
			}
		})
	}
}
