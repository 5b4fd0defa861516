package engine

import (
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/state"
)

// The last run of a stack is the one that was begun last by its home's clock, not the one of a revision whose maker's
// clock is ahead.
func TestRunOfATrace(t *testing.T) {
	at := func(minutes int) time.Time {
		return time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC).Add(time.Duration(minutes) * time.Minute)
	}
	of := func(id string, begun, made int) *state.Revision {
		r := &state.Revision{Run: &state.RunRef{ID: id}, Started: at(made)}
		if begun > 0 {
			r.Run.Begun = at(begun)
		}
		return r
	}
	outside := func(id string, begun, made int) *state.Revision {
		r := of(id, begun, made)
		r.Run, r.OutsideRun = nil, r.Run
		return r
	}
	for name, c := range map[string]struct {
		revisions []*state.Revision
		want      string
	}{
		"none":                            {nil, ""},
		"none that names a run":           {[]*state.Revision{nil, {Started: at(9)}}, ""},
		"clocks are right":                {[]*state.Revision{of("old", 1, 2), of("new", 5, 6)}, "new"},
		"the older's maker is ahead":      {[]*state.Revision{of("old", 1, 90), of("new", 5, 6)}, "new"},
		"the newer's maker is behind":     {[]*state.Revision{of("new", 5, -90), of("old", 1, 2), nil}, "new"},
		"one was made outside":            {[]*state.Revision{of("old", 1, 90), outside("new", 5, 6)}, "new"},
		"both were made outside":          {[]*state.Revision{outside("new", 5, 6), outside("old", 1, 7)}, "new"},
		"of an older wl":                  {[]*state.Revision{of("old", 0, 2), of("new", 0, 6)}, "new"},
		"one is of an older wl":           {[]*state.Revision{of("new", 5, 6), of("old", 0, 2)}, "new"},
		"of one run, and another without": {[]*state.Revision{{Started: at(99)}, of("new", 5, 6), of("new", 5, 8)}, "new"},
	} {
		part := NewTrace(nil, slices.DeleteFunc(slices.Clone(c.revisions), func(r *state.Revision) bool { return r != nil && r.OutsideRun != nil })...).Run()
		if got := NewTrace(nil, c.revisions...).part(); got != part {
			t.Errorf("%s: they are a part of %v, not %v", name, got, part)
		}
		got := ""
		if ref := NewTrace(nil, c.revisions...).Run(); ref != nil {
			got = ref.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// That nobody knows the home of a run any more says that the stack was removed from it, where a revision that names the
// run knows the stack's clusters.
func TestKnewHome(t *testing.T) {
	of, south := &state.RunRef{ID: "k3x9d2ab", Home: "north"}, []state.KnownCluster{{Name: "south"}}
	other := &state.RunRef{ID: "e5f6g7h8", Home: "north"}
	for name, c := range map[string]struct {
		revisions []*state.Revision
		want      bool
	}{
		"no revision":                {nil, false},
		"a cluster without":          {[]*state.Revision{nil}, false},
		"a part of it":               {[]*state.Revision{nil, {Run: of, Clusters: south}}, true},
		"made outside of it":         {[]*state.Revision{{OutsideRun: of, Clusters: south}}, true},
		"of an older wl":             {[]*state.Revision{{Run: of}}, false},
		"of it, and another's":       {[]*state.Revision{{Run: of}, {Run: other, Clusters: south}}, false},
		"it wrote nothing":           {[]*state.Revision{{Run: other, Clusters: south}}, false},
		"no run":                     {[]*state.Revision{{Clusters: south}}, false},
		"of an older wl, and it":     {[]*state.Revision{{Run: of}, {Run: of, Clusters: south}}, true},
		"another, and it is outside": {[]*state.Revision{{Run: other}, {Run: other, OutsideRun: of, Clusters: south}}, true},
	} {
		if got := NewTrace(nil, c.revisions...).knewHome(of); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
