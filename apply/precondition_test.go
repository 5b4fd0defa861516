package apply_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What happened between plan and apply stops the object concerned, with a
// report; the next plan is then made on what there is.
func TestWhatChangedSinceThePlan(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		meanwhile func(f *fixture, ref object.Ref)
		says      string
	}{
		"replaced by another": {
			func(f *fixture, ref object.Ref) {
				f.remove(ref)
				f.meddle(ref, map[string]any{"data": map[string]any{"theirs": "x"}})
			},
			"replaced by another of its name",
		},
		"deleted": {
			func(f *fixture, ref object.Ref) { f.remove(ref) },
			"it was deleted",
		},
		"a field adopted": {
			func(f *fixture, ref object.Ref) {
				f.meddle(ref, map[string]any{"data": map[string]any{"level": "theirs"}})
			},
			`"meddler" took ownership of some of its fields`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.want(f.configMap("settings", "info"))
			f.mustApply()
			f.want(f.configMap("settings", "debug"), f.configMap("more", "info"))
			in := f.input()
			test.meanwhile(f, f.ref("ConfigMap", "settings"))
			_, err := f.run(t.Context(), in)
			failed := new(apply.Error)
			if !errors.As(err, &failed) || len(failed.Failures) != 1 || !strings.Contains(said(err), test.says) || !strings.Contains(said(err), "plan again") {
				t.Fatalf("%v\n%s", err, f.log())
			}
			if got := f.inventory(); got != "failed\nConfigMap NS/more ready\nConfigMap NS/settings intended" {
				t.Errorf("inventory:\n%s", got)
			}
		})
	}
}

func TestCreateMeetsAnObject(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("settings", "info"))
	in := f.input()
	f.meddle(f.ref("ConfigMap", "settings"), map[string]any{"data": map[string]any{"theirs": "x"}})
	_, err := f.run(t.Context(), in)
	if err == nil || !strings.Contains(said(err), "created it after the plan was made") {
		t.Errorf("%v", err)
	}
	if got := f.inventory(); got != "failed\nConfigMap NS/settings intended" {
		t.Errorf("inventory:\n%s", got)
	}
}

// Fields are taken from others only while those hold them as they did when that
// was decided, whatever else has become of the object.
func TestForceIsBoundToWhatWasSeen(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	settings := f.ref("ConfigMap", "settings")
	f.want(f.configMap("settings", "info"))
	f.mustApply()
	edit := func(level string) {
		content := f.live(settings)
		content["data"].(map[string]any)["level"] = level
		if _, err := f.client.Update(t.Context(), settings, content); err != nil {
			t.Fatal(err)
		}
	}
	forced := func() apply.Input { return f.inputOf(plan.Options{ForceConflicts: true}) }
	edit("by hand")
	in := forced()
	edit("by hand, again")
	if _, err := f.run(t.Context(), in); err == nil || !strings.Contains(said(err), "it has changed since the plan was made") {
		t.Errorf("%v", err)
	}
	in = forced()
	f.meddle(settings, map[string]any{"data": map[string]any{"theirs": "x"}})
	if _, err := f.run(t.Context(), in); err != nil {
		t.Error(err)
	}
	if got := f.live(settings)["data"].(map[string]any)["level"]; got != "info" {
		t.Errorf("level is %v", got)
	}
}

// An object of a removed name that another client has created since is left alone.
func TestDeletionSparesOthers(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.configMap("settings", "info"))
	f.mustApply()
	f.want()
	in := f.input()
	settings := f.ref("ConfigMap", "settings")
	f.remove(settings)
	f.meddle(settings, map[string]any{"data": map[string]any{"theirs": "x"}})
	if _, err := f.run(t.Context(), in); err != nil {
		t.Error(err)
	}
	if f.live(settings)["data"].(map[string]any)["theirs"] != "x" {
		t.Error("it is not theirs any more")
	}
	if got := f.inventory(); got != "succeeded" {
		t.Errorf("inventory:\n%s", got)
	}
}
