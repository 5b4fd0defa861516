package apply_test

import (
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// restore deletes an object and makes it again, as what a manager has applied.
func (f *fixture) restore(m object.Manifest, manager string) {
	f.t.Helper()
	f.remove(m.Ref)
	f.awaitGone(m.Ref)
	if _, err := f.client.Apply(f.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: manager}); err != nil {
		f.t.Fatal(err)
	}
}

// isThere reports whether an object is there, and is not being deleted.
func (f *fixture) isThere(ref object.Ref) bool {
	f.t.Helper()
	content, err := f.client.Get(f.t.Context(), ref)
	if err != nil && !apierrors.IsNotFound(err) {
		f.t.Fatal(err)
	}
	return err == nil && object.At(content, "metadata", "deletionTimestamp") == nil
}

// What was restored, or made again, with the stack's label and its fields is the stack's, whatever
// its UID: it is deleted, or released, as it would be updated.
func TestRestoredObjectsAreTheStacks(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(f *fixture, m []object.Manifest) (apply.Result, error){
		"destroyed": func(f *fixture, _ []object.Manifest) (apply.Result, error) { return f.destroy() },
		"removed from the configuration": func(f *fixture, _ []object.Manifest) (apply.Result, error) {
			f.want()
			return f.apply()
		},
		"released by name": func(f *fixture, m []object.Manifest) (apply.Result, error) {
			return f.run(f.t.Context(), f.releaseOnly("ConfigMap/"+f.namespace+"/settings", "Deployment/"+f.namespace+"/front"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			made := []object.Manifest{f.configMap("settings", "info"), f.workload("Deployment", "front", pods{replicas: 1})}
			f.want(made...)
			f.mustApply()
			for _, m := range made {
				f.restore(m, f.stack.FieldManager())
			}
			result, err := end(f, made)
			if err != nil || result.Deleted+result.Released != 2 {
				t.Fatalf("%+v, %v\n%s", result, err, f.log())
			}
			for _, m := range made {
				if there := f.isThere(m.Ref); there != (result.Released > 0) {
					t.Errorf("%s: there is %v", m.Ref, there)
				} else if there {
					f.isReleased(f.metaOf(m.Ref))
				}
			}
		})
	}
}

// An object that bears the stack's label alone is neither deleted nor forgotten, and it is said
// what to do; one of the same name that does not even bear that is another's.
func TestLabelledObjectsOfOthersStay(t *testing.T) {
	t.Parallel()
	for name, plain := range map[string]bool{"with the label": false, "without it": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			settings := f.configMap("settings", "info")
			f.want(settings)
			f.mustApply()
			theirs := f.configMap("settings", "theirs")
			if plain {
				delete(theirs.Content["metadata"].(map[string]any), "labels")
			}
			f.restore(theirs, "velero-server")
			f.want()
			_, pruned := f.apply()
			if !plain && (pruned == nil || !strings.Contains(said(pruned), "is not known to be the stack's")) {
				t.Errorf("pruned: %v", pruned)
			}
			_, err := f.destroy()
			if (err == nil) != plain || (f.revision() == nil) != plain {
				t.Errorf("destroyed: %v; state %+v", err, f.revision())
			}
			if !f.isThere(settings.Ref) || f.live(settings.Ref)["data"].(map[string]any)["level"] != "theirs" {
				t.Error("it was deleted")
			}
			if plain {
				return
			}
			if result, err := f.run(t.Context(), f.releaseOnly("ConfigMap/"+f.namespace+"/settings")); err != nil || result.Released != 1 {
				t.Errorf("released: %+v, %v", result, err)
			}
			if _, labelled := f.metaOf(settings.Ref).Labels[object.LabelApplySet]; labelled {
				t.Error("it still has the label")
			}
			if _, err := f.destroy(); err != nil || f.revision() != nil || !f.isThere(settings.Ref) {
				t.Errorf("in the end: %v, %+v", err, f.revision())
			}
		})
	}
}

// What is restored after the plan was made is not deleted by that, and the state stays with it.
func TestRestoredSinceThePlan(t *testing.T) {
	t.Parallel()
	for name, manager := range map[string]string{"by the stack's manager": "", "by another": "velero-server"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			settings := f.configMap("settings", "info")
			f.want(settings)
			f.mustApply()
			f.want()
			in := f.input()
			if manager == "" {
				manager = f.stack.FieldManager()
			}
			f.restore(settings, manager)
			_, err := apply.Destroy(t.Context(), f.client, f.store, in, f.record())
			if err == nil || !strings.Contains(said(err), "since the plan was made") || f.revision() == nil {
				t.Errorf("%v\n%s", err, f.log())
			}
			if !f.isThere(settings.Ref) {
				t.Error("it was deleted")
			}
		})
	}
}
