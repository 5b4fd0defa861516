package apply_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// strike has the next patch of an object be answered as a fault says, after some that pass.
func strike(way *faults.Way, ref object.Ref, kind faults.Kind, skip int32) {
	var seen atomic.Int32
	way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
		if of == faults.Write && r.Method == http.MethodPatch && strings.HasSuffix(r.URL.Path, "/"+ref.Name) && seen.Add(1) == skip+1 {
			return &faults.Fault{Kind: kind}
		}
		return nil
	})
}

// immutable is an object that has to be replaced.
func (f *fixture) immutable(level string) object.Manifest {
	m := f.configMap("it", level)
	m.Content["immutable"] = true
	return m
}

// done is what a revision says that was done to an object.
func (f *fixture) done(ref object.Ref) (actions []plan.Action) {
	for _, c := range f.revision().Changes {
		if c.Object == ref {
			actions = append(actions, plan.Action(c.Action))
		}
	}
	return actions
}

// unanswered are writes that are stored and not answered to be.
var unanswered = []faults.Kind{faults.Late504, faults.Late504Said, faults.Late504Empty, faults.Lost, faults.Truncated, faults.Short, faults.LostWithAll}

// What the server has stored counts as what it was, though it answers that it has failed, or not at all.
func TestWhatIsStoredCountsThoughItIsNotAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(f *fixture) // what is there before
		skip    int32            // so many requests pass
		want    func(f *fixture) object.Manifest
		actions []plan.Action
		result  apply.Result
	}{
		"a create": {nil, 0, func(f *fixture) object.Manifest { return f.configMap("it", "info") }, []plan.Action{plan.Create}, apply.Result{Created: 1}},
		"an update": {func(f *fixture) { f.want(f.configMap("it", "debug")); f.mustApply() }, 0,
			func(f *fixture) object.Manifest { return f.configMap("it", "info") }, []plan.Action{plan.Update}, apply.Result{Updated: 1}},
		"an update of a workload": {func(f *fixture) { f.want(f.workload("Deployment", "it", pods{replicas: 1})); f.mustApply() }, 0,
			func(f *fixture) object.Manifest { return f.workload("Deployment", "it", pods{replicas: 2}) }, []plan.Action{plan.Update}, apply.Result{Updated: 1, RolledOut: 1}},
		"an adoption": {func(f *fixture) { f.helmMade("it") }, 1,
			func(f *fixture) object.Manifest { return f.adopting("it") }, []plan.Action{plan.Adopt}, apply.Result{Adopted: 1}},
		"the ownership of an adoption": {func(f *fixture) { f.helmMade("it") }, 0,
			func(f *fixture) object.Manifest { return f.adopting("it") }, []plan.Action{plan.Adopt}, apply.Result{Adopted: 1}},
		"a replacement": {func(f *fixture) { f.want(f.immutable("debug")); f.mustApply() }, 0,
			func(f *fixture) object.Manifest { return f.immutable("info") }, []plan.Action{plan.Replace}, apply.Result{Replaced: 1}},
	} {
		for _, kind := range unanswered {
			t.Run(name+", "+string(kind), func(t *testing.T) {
				t.Parallel()
				f, way := disturbed(t)
				if c.prepare != nil {
					c.prepare(f)
				}
				f.want(c.want(f))
				ref := f.desired[0].Ref
				in := f.input()
				strike(way, ref, kind, c.skip)
				result, err := f.run(t.Context(), in)
				result.Outcome, result.Serial, result.Elapsed = "", 0, 0
				if diff := cmp.Diff(c.result, result); err != nil || diff != "" {
					t.Errorf("%s (-want +got):\n%s\n%s", said(err), diff, f.log())
				}
				if diff := cmp.Diff(c.actions, f.done(ref)); diff != "" || f.revision().Outcome != state.Succeeded {
					t.Errorf("%s (-want +got):\n%s", f.revision().Outcome, diff)
				}
				f.unchanged()
			})
		}
	}
}

// So does what the stack stops managing.
func TestWhatIsReleasedCountsThoughItIsNotAnswered(t *testing.T) {
	for _, kind := range unanswered {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			f, way := disturbed(t)
			f.want(releasing(f.configMap("it", "info")), f.configMap("other", "info"))
			ref := f.desired[0].Ref
			f.mustApply()
			before := f.metaOf(ref)
			f.want(f.configMap("other", "info"))
			in := f.input()
			strike(way, ref, kind, 0)
			result, err := f.run(t.Context(), in)
			if diff := cmp.Diff([]plan.Action{plan.ReleaseObject}, f.done(ref)); err != nil || diff != "" || result.Released != 1 {
				t.Errorf("%+v, %s (-want +got):\n%s\n%s", result, said(err), diff, f.log())
			}
			f.isReleased(before)
		})
	}
}

// A write that was lost before the server had it is none.
func TestWhatIsNotStoredDoesNotCount(t *testing.T) {
	for name, prepare := range map[string]func(f *fixture){
		"a create": func(*fixture) {}, "an update": func(f *fixture) { f.want(f.configMap("it", "debug")); f.mustApply() },
	} {
		for _, kind := range []faults.Kind{faults.Failed500, faults.Failed504, faults.Dropped} {
			t.Run(name+", "+string(kind), func(t *testing.T) {
				t.Parallel()
				f, way := disturbed(t)
				prepare(f)
				f.want(f.configMap("it", "info"))
				in := f.input()
				strike(way, f.desired[0].Ref, kind, 0)
				before := time.Now()
				result, err := f.run(t.Context(), in)
				if err == nil || result.Created+result.Updated > 0 || len(f.done(f.desired[0].Ref)) > 0 {
					t.Errorf("%+v, %s, after %v\n%s", result, said(err), time.Since(before), f.log())
				}
			})
		}
	}
}
