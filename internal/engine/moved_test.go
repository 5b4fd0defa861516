package engine_test

import (
	"errors"
	"os"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// A move of the state that was cut off when only parts or a lock were left to be removed continues, and is a
// move; once nothing is left, there is none to do.
func TestTheRestOfAMovedState(t *testing.T) {
	o := stack(t, slowly)
	rollsOut(t, planned(t, o.on(t, "1"), engine.PlanOptions{}))
	s, dir := o.on(t, "1"), t.TempDir()
	client, err := s.Client("here")
	if err != nil {
		t.Fatal(err)
	}
	move := func(toFile, already bool) {
		t.Helper()
		moved, err := s.States().MoveState(t.Context(), toFile, dir, nil, nil)
		if err != nil || len(moved) != 1 || moved[0].Already != already || moved[0].Objects != 1 {
			t.Errorf("moved %+v, %v", moved, err)
		}
		all, err := client.ListMeta(t.Context(), kube.Selection{Kind: kind.Secret, Namespace: s.Stack.ID.Namespace, LabelSelector: object.LabelState})
		if err != nil || toFile != (len(all) == 0) {
			t.Errorf("in the cluster: %+v, %v", all, err)
		}
	}
	move(true, false)
	headless(t, client, s.Stack.ID)
	move(true, false)
	move(true, true)
	file := state.OpenFile(client, s.Stack.ID, dir+"/"+state.FileName(s.Stack.ID, "here"))
	move(false, false)
	abandoned(t, file)
	move(false, false)
	move(false, true)
}

// A move of the state that is refused has not begun: of that, nothing is to be noted elsewhere.
func TestARefusedMoveOfTheState(t *testing.T) {
	o := stack(t, slowly)
	rollsOut(t, planned(t, o.on(t, "1"), engine.PlanOptions{}))
	s, dir := o.on(t, "1"), t.TempDir()
	client, err := s.Client("here")
	if err != nil {
		t.Fatal(err)
	}
	file := state.OpenFile(client, s.Stack.ID, dir+"/"+state.FileName(s.Stack.ID, "here"))
	begun := 0
	move := func() error {
		_, err := s.States().MoveState(t.Context(), true, dir, func() error { begun++; return nil }, nil)
		return err
	}
	for name, locked := range map[string]*state.Store{"here": state.Open(client, s.Stack.ID), "there": file} {
		lock, err := locked.Lock(t.Context(), state.LockInfo{Operation: "apply", Who: "bob@ci"})
		if err != nil {
			t.Fatal(err)
		}
		if err := move(); !errors.As(err, new(*state.LockedError)) || begun != 0 {
			t.Errorf("locked %s: begun %d times, %v", name, begun, err)
		}
		if err := lock.Unlock(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := move(); err != nil || begun != 1 {
		t.Errorf("begun %d times, %v", begun, err)
	}
	if err := move(); err != nil || begun != 1 {
		t.Errorf("there is nothing left to move: begun %d times, %v", begun, err)
	}
}

// headless leaves the parts of a state whose head is gone.
func headless(t *testing.T, client *kube.Client, id object.Stack) {
	t.Helper()
	r := state.Revision{Serial: 1, Outcome: state.Succeeded, Applied: []state.AppliedObject{}}
	_, err := state.Open(client, id).Write(t.Context(), state.Snapshot{}, r)
	if err == nil {
		err = client.Delete(t.Context(), object.NewRef(kind.Secret, id.Namespace, id.StateName()), "", kube.Background)
	}
	if left, leftErr := state.Open(client, id).Left(t.Context()); err != nil || leftErr != nil || !left {
		t.Fatalf("left %t, %v, %v", left, err, leftErr)
	}
}

// abandoned leaves a lock of which the process has ended.
func abandoned(t *testing.T, s *state.Store) {
	t.Helper()
	if err := os.WriteFile(s.File()+".lock", []byte(`{"who":"bob@ci","process":1}`), 0o600); err != nil {
		t.Fatal(err)
	}
}
