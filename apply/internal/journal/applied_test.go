package journal

import (
	"context"
	"errors"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

func ref(name string) object.Ref { return object.NewRef(kind.ConfigMap, "shop", name) }

func manifest(name, value string) object.Manifest {
	return object.Manifest{Ref: ref(name), APIVersion: "v1", Content: map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": name, "namespace": "shop"}, "data": map[string]any{"a": value},
	}}
}

// values are those of the objects that a revision keeps.
func values(r state.Revision) map[string]any {
	all := map[string]any{}
	for _, o := range r.Applied {
		all[o.Ref.Name] = object.At(o.Content, "data", "a")
	}
	return all
}

// What was not written is kept as it was before, and so is what the plan is not about;
// what is to be deleted is gone, unless it was not.
func TestObjectsAreKeptAsTheyWereApplied(t *testing.T) {
	o := operation()
	o.Desired = []object.Manifest{manifest("changed", "new"), manifest("created", "new"), manifest("same", "same")}
	o.Plan = &plan.ClusterPlan{Kept: []object.Ref{ref("kept")}, Changes: []plan.Change{
		{Object: ref("changed"), Action: plan.Update}, {Object: ref("created"), Action: plan.Create}, {Object: ref("gone"), Action: plan.Delete},
	}}
	o.Prior.Revision.Objects = nil
	for _, name := range []string{"changed", "gone", "kept", "same"} {
		o.Prior.Revision.Objects = append(o.Prior.Revision.Objects, state.Entry{Ref: ref(name), UID: "u", Phase: state.Ready})
	}
	asked := 0
	o.Former = func(context.Context) ([]state.AppliedObject, error) {
		asked++
		return []state.AppliedObject{kept("changed"), kept("gone"), kept("kept")}, nil
	}
	j, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var w written
	if err := j.End(t.Context(), &w, state.Failed); err != nil { // before anything was done
		t.Fatal(err)
	}
	if got := values(w[0]); len(got) != 4 || got["changed"] != "old" || got["gone"] != "old" || got["kept"] != "old" || got["same"] != "same" {
		t.Errorf("nothing was done: %v", got)
	}
	for _, name := range []string{"changed", "created"} {
		j.Settled(ref(name), state.Ready)
	}
	j.Gone(ref("gone"))
	if err := j.End(t.Context(), &w, state.Succeeded); err != nil {
		t.Fatal(err)
	}
	if got := values(w[1]); len(got) != 4 || got["changed"] != "new" || got["created"] != "new" || got["kept"] != "old" {
		t.Errorf("all was done: %v", got)
	}
	if r := w[1]; !r.IsGood() || w[0].IsGood() || asked != 1 {
		t.Errorf("good: %v, %v; asked %d times", r.IsGood(), w[0].IsGood(), asked)
	}
}

func kept(name string) state.AppliedObject {
	m := manifest(name, "old")
	return state.AppliedObject{Ref: m.Ref, Content: m.Content}
}

// An apply that changes nothing concludes the revision before it.
func TestWhatChangesNothingIsNoRevision(t *testing.T) {
	o := operation()
	o.Desired, o.Plan = []object.Manifest{manifest("same", "same")}, &plan.ClusterPlan{}
	prior := o.Prior.Revision
	prior.Who, prior.Operation, prior.Outcome = "bob@ci", "rollback", state.Failed
	prior.Objects = []state.Entry{{Ref: ref("same"), UID: "u", Phase: state.Stalled}}
	prior.Changes = []state.Change{{Action: "update", Object: ref("same")}}
	j, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var w written
	if err := j.Save(t.Context(), &w); err != nil || len(w) != 0 {
		t.Fatalf("written before anything is known: %v, %v", w, err)
	}
	j.Settled(ref("same"), state.Ready)
	if err := j.End(t.Context(), &w, state.Succeeded); err != nil {
		t.Fatal(err)
	}
	if r := w[0]; r.Serial != 7 || r.Who != "bob@ci" || r.Operation != "rollback" || r.Outcome != state.Succeeded || len(r.Changes) != 1 || !r.IsGood() {
		t.Errorf("%+v", r)
	}
}

// A part of the stack that is in place says nothing of the rest of a revision that has
// failed, nor of which commit that was; its objects stay as they are kept.
func TestAPartDoesNotConcludeTheWhole(t *testing.T) {
	for before, want := range map[state.Outcome]state.Outcome{state.Failed: state.Failed, state.Running: state.Interrupted, state.Succeeded: state.Succeeded} {
		for _, rest := range []state.Phase{state.Stalled, state.Ready} {
			o := operation()
			o.Commit, o.Outputs = "new", []state.Output{{Name: "a"}}
			o.Desired, o.Plan = []object.Manifest{manifest("same", "same")}, &plan.ClusterPlan{Targets: []string{"config_map.same"}}
			prior := o.Prior.Revision
			prior.Operation, prior.Outcome, prior.Commit = "apply", before, "old"
			prior.Objects = []state.Entry{{Ref: ref("same"), UID: "u", Phase: state.Ready}, {Ref: ref("rest"), UID: "r", Phase: rest}}
			w := written{}
			o.Former = func(context.Context) ([]state.AppliedObject, error) {
				if len(w) > 0 && w[len(w)-1].Applied != nil {
					t.Error("what was there is asked for after it was replaced")
				}
				return []state.AppliedObject{kept("same"), kept("rest")}, nil
			}
			j, err := New(o)
			if err == nil {
				err = j.Save(t.Context(), &w)
			}
			if err == nil {
				err = j.End(t.Context(), &w, state.Succeeded)
			}
			if err != nil {
				t.Fatal(err)
			}
			r := w[len(w)-1]
			if rest == state.Ready {
				want = state.Succeeded
			}
			if r.Outcome != want || r.Commit != "old" || values(r)["rest"] != "old" || r.IsGood() != (rest == state.Ready) {
				t.Errorf("%s, then %s: %+v", before, rest, r)
			}
		}
	}
}

// What succeeds where an operation has failed is of the commit that it was applied of.
func TestWhoeverConcludesAFailureNamesTheCommit(t *testing.T) {
	for before, want := range map[state.Outcome]string{state.Failed: "new", state.Succeeded: "old"} {
		o := operation()
		o.Commit, o.Plan, o.Desired = "new", &plan.ClusterPlan{}, []object.Manifest{manifest("same", "same")}
		o.Prior.Revision.Outcome, o.Prior.Revision.Commit = before, "old"
		o.Prior.Revision.Objects = []state.Entry{{Ref: ref("same"), UID: "u", Phase: state.Ready}}
		j, err := New(o)
		var w written
		if err == nil {
			err = j.End(t.Context(), &w, state.Succeeded)
		}
		if err != nil || w[0].Commit != want {
			t.Errorf("%s: %v, %v", before, w, err)
		}
	}
}

// Where the objects from before cannot be read for now, nothing is begun that would lose
// them; at the end, those of the beginning stay. Where they are lost for good, it continues.
func TestObjectsFromBeforeAreNotLost(t *testing.T) {
	o := operation()
	o.Plan = &plan.ClusterPlan{Targets: []string{"config_map.changed"}, Changes: []plan.Change{{Object: ref("changed"), Action: plan.Update}}}
	o.Desired = []object.Manifest{manifest("changed", "new")}
	o.Prior.Revision.Objects = []state.Entry{{Ref: ref("changed"), UID: "u", Phase: state.Ready}, {Ref: ref("rest"), UID: "u", Phase: state.Ready}}
	unreachable := errors.New("connection refused")
	for name, c := range map[string]struct {
		err    error
		begins bool
	}{"unreachable": {unreachable, false}, "lost": {fact.NewError(unreachable, state.Damaged, nil), true}} {
		o.Former = func(context.Context) ([]state.AppliedObject, error) { return nil, c.err }
		j, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		var w written
		if err := j.Save(t.Context(), &w); (err == nil) != c.begins {
			t.Errorf("%s: %v", name, err)
		}
		if err := j.End(t.Context(), &w, state.Failed); err != nil || (w[len(w)-1].Applied != nil) != c.begins {
			t.Errorf("%s, at the end: %+v, %v", name, w, err)
		}
	}
}

// What is not waited for any more is ready, so that the revision can become a good one.
func TestWhatIsNotWaitedForIsReady(t *testing.T) {
	for noWait, want := range map[bool]state.Phase{true: state.Ready, false: state.Stalled} {
		o := operation()
		o.Plan, o.Desired = &plan.ClusterPlan{}, []object.Manifest{manifest("same", "same")}
		o.Desired[0].Lifecycle.NoWait = noWait
		o.Prior.Revision.Objects = []state.Entry{{Ref: ref("same"), UID: "u", Phase: state.Stalled}}
		j, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		if e := j.entries[ref("same")]; e.Phase != want {
			t.Errorf("no wait %v: %+v", noWait, e)
		}
	}
}

// The state remembers what was there before the stack, until that creates it itself.
func TestAdoptedIsRemembered(t *testing.T) {
	for action, want := range map[plan.Action]bool{plan.Adopt: true, plan.Create: false, plan.Update: true} {
		o := operation()
		o.Desired = []object.Manifest{manifest("web", "new")}
		o.Plan = &plan.ClusterPlan{Changes: []plan.Change{{Object: ref("web"), Action: action}}}
		if action != plan.Adopt {
			o.Prior.Revision.Objects = []state.Entry{{Ref: ref("web"), UID: "u", Phase: state.Ready, Adopted: true}}
		}
		j, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		if e := j.entries[ref("web")]; e.Adopted != want {
			t.Errorf("%s: %+v", action, e)
		}
	}
}
