package apply_test

import (
	"context"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

func releasing(m object.Manifest) object.Manifest {
	m.Lifecycle.Release = true
	return m
}

// metaOf is the metadata of a live object.
func (f *fixture) metaOf(ref object.Ref) object.Meta {
	f.t.Helper()
	meta, err := object.MetaOf(f.live(ref))
	if err != nil {
		f.t.Fatal(err)
	}
	return meta
}

// isReleased checks that nothing of an object is the stack's, and that it is the very
// object as it was.
func (f *fixture) isReleased(before object.Meta) {
	f.t.Helper()
	now := f.metaOf(before.Ref)
	if now.UID != before.UID || now.Deleting || now.Generation != before.Generation {
		f.t.Errorf("%s is another one: %+v", before.Ref, now)
	}
	for label := range map[string]bool{object.LabelApplySet: true, object.LabelManagedBy: true} {
		if value, there := now.Labels[label]; there {
			f.t.Errorf("%s still has the label %s=%s", before.Ref, label, value)
		}
	}
	if now.Labels[object.LabelPartOf] != before.Labels[object.LabelPartOf] {
		f.t.Errorf("%s has lost a label: %v", before.Ref, now.Labels)
	}
	for _, e := range now.Managers {
		if e.Manager == f.stack.FieldManager() || strings.Contains(string(e.FieldsV1), object.LabelApplySet) {
			f.t.Errorf("%s: %s owns %s", before.Ref, e.Manager, e.FieldsV1)
		}
	}
}

// What is released stays as it is: its values, its Pods, and what others own of it.
// Nothing of it is the stack's any more, so that whoever comes next can have it.
func TestRelease(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	alone, shared, front := releasing(f.configMap("alone", "info")), releasing(f.configMap("shared", "info")), releasing(f.workload("Deployment", "front", pods{replicas: 2}))
	f.want(alone, shared, front, f.configMap("other", "info"))
	f.mustApply()
	f.meddle(shared.Ref, map[string]any{"data": map[string]any{"theirs": "x"}})
	before := []object.Meta{f.metaOf(alone.Ref), f.metaOf(shared.Ref), f.metaOf(front.Ref)}
	images := len(f.podImages("front"))

	f.want(f.configMap("other", "info"))
	result := f.mustApply()
	if result.Released != 3 || result.Deleted+result.Updated+result.Remaining != 0 {
		t.Errorf("%+v", result)
	}
	if f.position("release ConfigMap NS/alone: done") < 0 {
		t.Errorf("no such event in\n%s", f.log())
	}
	for _, m := range before {
		f.isReleased(m)
	}
	if data := f.live(shared.Ref)["data"].(map[string]any); data["theirs"] != "x" || data["level"] != "info" {
		t.Errorf("%v", data)
	}
	if _, there := f.metaOf(shared.Ref).Manager("meddler"); !there {
		t.Error("the other manager has lost its fields")
	}
	if n := len(f.podImages("front")); n != images {
		t.Errorf("%d Pods, and there were %d", n, images)
	}
	if inventory := f.inventory(); inventory != "succeeded\nConfigMap NS/other ready" {
		t.Errorf("inventory:\n%s", inventory)
	}
	f.unchanged()

	// It can be adopted again, and is nobody's until then.
	f.want(f.configMap("other", "info"), f.configMap("alone", "debug"))
	if in := f.input(); len(in.Plan.Changes) != 1 || in.Plan.Changes[0].Action != plan.Blocked {
		t.Errorf("%+v", in.Plan.Changes)
	}
	if _, err := f.run(t.Context(), f.inputOf(plan.Options{Adopt: true})); err != nil {
		t.Error(err)
	}
	if f.live(alone.Ref)["data"].(map[string]any)["level"] != "debug" {
		t.Errorf("%v", f.live(alone.Ref))
	}
}

// What another client has deleted, or replaced, since the plan was made is none of the
// stack's; what was only changed is released as it is now.
func TestReleaseOfWhatHasChanged(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	gone, replaced, changed := releasing(f.configMap("gone", "info")), releasing(f.configMap("replaced", "info")), releasing(f.configMap("changed", "info"))
	f.want(gone, replaced, changed)
	f.mustApply()
	f.want()
	in := f.input()
	f.remove(gone.Ref)
	f.remove(replaced.Ref)
	f.meddle(replaced.Ref, map[string]any{"data": map[string]any{"level": "theirs"}})
	f.meddle(changed.Ref, map[string]any{"data": map[string]any{"level": "warn"}})
	theirs := f.metaOf(replaced.Ref)
	result, err := f.run(t.Context(), in)
	if err != nil || result.Released != 3 {
		t.Fatalf("%+v, %v", result, err)
	}
	if now := f.metaOf(replaced.Ref); now.ResourceVersion != theirs.ResourceVersion {
		t.Errorf("the other object was changed: %+v", now)
	}
	f.isReleased(f.metaOf(changed.Ref))
	if level := f.live(changed.Ref)["data"].(map[string]any)["level"]; level != "warn" {
		t.Errorf("level is %v", level)
	}
	if inventory := f.inventory(); inventory != "succeeded" {
		t.Errorf("inventory:\n%s", inventory)
	}
}

// By its address, an object is released whatever was applied; and the removal of a stack
// releases what is to stay, and deletes the rest with the state.
func TestReleaseByAddressAndDestroy(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	named, kept, other := f.configMap("named", "info"), releasing(f.configMap("kept", "info")), f.configMap("other", "info")
	f.want(named, kept, other)
	f.mustApply()
	before := f.metaOf(named.Ref)
	if result, err := f.run(t.Context(), f.releaseOnly("ConfigMap/"+f.namespace+"/named")); err != nil || result.Released != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	f.isReleased(before)
	if inventory := f.inventory(); inventory != "succeeded\nConfigMap NS/kept ready\nConfigMap NS/other ready" {
		t.Errorf("inventory:\n%s", inventory)
	}
	before = f.metaOf(kept.Ref)
	result, err := f.destroy()
	if err != nil || result.Released != 1 || result.Deleted != 1 || result.Outcome != state.Succeeded {
		t.Fatalf("%+v, %v", result, err)
	}
	f.isReleased(before)
	if snapshot, err := f.store.Read(context.Background()); err != nil || snapshot.Revision != nil {
		t.Errorf("the state is still there: %v", err)
	}
}

// releaseOnly is what to do to release some objects of the state.
func (f *fixture) releaseOnly(names ...string) apply.Input {
	f.t.Helper()
	p, err := planner.Compute(f.t.Context(), f.client, f.store, plan.Input{Stack: f.stack, Cluster: "default", Options: plan.Options{ReleaseOnly: names}})
	if err != nil {
		f.t.Fatal(err)
	}
	return apply.Input{Plan: p.Plan, Desired: p.Desired, Prior: p.Prior, Stack: f.stack, Who: "alice@laptop", WLVersion: "test"}
}

// A conflict about one field is taken, by the command or by the block, and nothing else
// of the other manager's.
func TestForceOneField(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	settings := f.configMap("settings", "info")
	f.want(settings)
	f.mustApply()
	f.meddle(settings.Ref, map[string]any{"data": map[string]any{"level": "theirs", "more": "theirs"}})
	force := plan.Options{Force: []plan.Force{{Address: settings.Address, Path: "data.level"}}}
	if in := f.inputOf(plan.Options{Force: []plan.Force{{Address: settings.Address, Path: "data.more"}}}); in.Plan.Changes[0].Action != plan.Blocked {
		t.Errorf("another field was forced, and nothing is blocked: %+v", in.Plan.Changes)
	}
	if _, err := f.run(t.Context(), f.inputOf(force)); err != nil {
		t.Fatal(err)
	}
	data := f.live(settings.Ref)["data"].(map[string]any)
	if data["level"] != "info" || data["more"] != "theirs" {
		t.Errorf("%v", data)
	}
	f.meddle(settings.Ref, map[string]any{"data": map[string]any{"level": "again", "more": "theirs"}})
	forced := settings
	forced.Lifecycle.ForceFields = []object.Path{object.PathOf("data", "level")}
	f.want(forced)
	f.mustApply()
	if level := f.live(settings.Ref)["data"].(map[string]any)["level"]; level != "info" {
		t.Errorf("level is %v", level)
	}
	f.unchanged()
}
