package roster

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/state"
)

func at(hour int) time.Time { return time.Date(2026, 11, 23, hour, 0, 0, 0, time.UTC) }

func cluster(name, uid string, hour int) state.KnownCluster {
	return state.KnownCluster{Name: name, Context: "wl-" + name, UID: uid, Seen: at(hour)}
}

// What was seen last counts, in whichever revision that is, and whatever their order.
func TestTheLastSeenCounts(t *testing.T) {
	older := &state.Revision{Clusters: []state.KnownCluster{cluster("eu", "u1", 1), cluster("us", "u2", 3)}}
	newer := &state.Revision{Clusters: []state.KnownCluster{cluster("eu", "u3", 2), cluster("us", "u2", 1)}}
	want := Roster{"eu": cluster("eu", "u3", 2), "us": cluster("us", "u2", 3)}
	for _, got := range []Roster{Of(older, newer), Of(newer, nil, older)} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestElsewhere(t *testing.T) {
	known := Of(&state.Revision{Clusters: []state.KnownCluster{cluster("eu", "u1", 1), cluster("us", "", 1)}})
	for _, c := range []struct {
		name, uid string
		want      bool
	}{
		{"eu", "u1", false}, {"eu", "u2", true},
		{"eu", "", false},   // its identity may not be read
		{"us", "u2", false}, // it was not known before
		{"asia", "u2", false},
	} {
		if was, got := known.Elsewhere(c.name, c.uid); got != c.want || got && was.UID != "u1" {
			t.Errorf("%s is %s: %v, %v", c.name, c.uid, was, got)
		}
	}
}

// One that has another name now is not removed; what could not be seen now stays as it was.
func TestRemovedAndNext(t *testing.T) {
	known := Of(&state.Revision{Clusters: []state.KnownCluster{cluster("eu", "u1", 1), cluster("us", "u2", 1), cluster("asia", "u3", 1)}})
	declared := []state.KnownCluster{{Name: "us", Context: "wl-us"}, cluster("europe", "u1", 5)}
	removed := known.Removed(declared)
	if diff := cmp.Diff([]state.KnownCluster{cluster("asia", "u3", 1)}, removed); diff != "" {
		t.Error(diff)
	}
	want := []state.KnownCluster{cluster("asia", "u3", 1), cluster("europe", "u1", 5), cluster("us", "u2", 1)}
	if diff := cmp.Diff(want, known.Next(declared, slices.Concat(removed, removed))); diff != "" {
		t.Error(diff)
	}
}

// A cluster that could not be seen, or is refused, stays the one that it was, also where its context is another one now:
// the next plan is to find out.
func TestWhatIsNotSeenIsNotForgotten(t *testing.T) {
	known := Of(&state.Revision{Clusters: []state.KnownCluster{cluster("eu", "u1", 1), cluster("us", "u2", 1), {Name: "asia", Context: "wl-asia"}}})
	moved := func(name, uid string) state.KnownCluster {
		return state.KnownCluster{Name: name, Context: "another", UID: uid, Seen: at(5)}
	}
	for name, c := range map[string]struct {
		declared state.KnownCluster
		accepted []string
		want     state.KnownCluster
	}{
		"another cluster":                {cluster("eu", "u9", 5), nil, cluster("eu", "u1", 1)},
		"of another context":             {moved("eu", "u9"), nil, cluster("eu", "u1", 1)},
		"another one is accepted":        {cluster("eu", "u9", 5), []string{"us"}, cluster("eu", "u1", 1)},
		"it is accepted":                 {cluster("eu", "u9", 5), []string{"us", "eu"}, cluster("eu", "u9", 5)},
		"the cluster of another":         {cluster("eu", "u2", 5), nil, cluster("eu", "u1", 1)},
		"the same, by another context":   {moved("eu", "u1"), nil, moved("eu", "u1")},
		"not seen":                       {state.KnownCluster{Name: "us", Context: "wl-us"}, nil, cluster("us", "u2", 1)},
		"not seen, of another context":   {state.KnownCluster{Name: "us", Context: "another"}, nil, cluster("us", "u2", 1)},
		"accepted and not seen":          {state.KnownCluster{Name: "us", Context: "another"}, []string{"us"}, cluster("us", "u2", 1)},
		"never seen, of another context": {state.KnownCluster{Name: "asia", Context: "another"}, nil, state.KnownCluster{Name: "asia", Context: "another"}},
		"seen first":                     {cluster("asia", "u3", 5), nil, cluster("asia", "u3", 5)},
	} {
		next := known.Next(known.Settled([]state.KnownCluster{c.declared}, c.accepted), nil)
		if diff := cmp.Diff([]state.KnownCluster{c.want}, next); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A cluster that is one of those that are declared is not removed; whether it is one that was not seen, is to be asked.
func TestRemoved(t *testing.T) {
	unseen := func(name, context string) state.KnownCluster { return state.KnownCluster{Name: name, Context: context} }
	for name, c := range map[string]struct {
		known, declared []state.KnownCluster
		removed         string
	}{
		"nothing is removed":                   {[]state.KnownCluster{cluster("eu", "u1", 1)}, []state.KnownCluster{unseen("eu", "wl-eu")}, ""},
		"one is":                               {[]state.KnownCluster{cluster("eu", "u1", 1)}, []state.KnownCluster{cluster("us", "u2", 5)}, "eu"},
		"another name":                         {[]state.KnownCluster{cluster("eu", "u1", 1)}, []state.KnownCluster{cluster("de", "u1", 5)}, ""},
		"another name, not seen":               {[]state.KnownCluster{cluster("eu", "u1", 1)}, []state.KnownCluster{unseen("de", "wl-eu")}, "eu"},
		"another name, seen by another state":  {[]state.KnownCluster{cluster("eu", "u1", 1), cluster("de", "u1", 2)}, []state.KnownCluster{unseen("de", "wl-de")}, ""},
		"the way leads to another one":         {[]state.KnownCluster{cluster("eu", "u1", 1)}, []state.KnownCluster{{Name: "de", Context: "wl-eu", UID: "u2"}}, "eu"},
		"none was seen of either":              {[]state.KnownCluster{unseen("eu", "wl-eu")}, []state.KnownCluster{unseen("de", "wl-eu")}, ""},
		"it was not seen, and another name is": {[]state.KnownCluster{unseen("eu", "wl-eu")}, []state.KnownCluster{{Name: "de", Context: "wl-eu", UID: "u2"}}, ""},
		"it was not seen":                      {[]state.KnownCluster{unseen("eu", "wl-eu")}, []state.KnownCluster{cluster("de", "u2", 5)}, "eu"},
		"another file of the context":          {[]state.KnownCluster{cluster("eu", "u1", 1)}, []state.KnownCluster{{Name: "de", Context: "wl-eu", Kubeconfig: "x"}}, "eu"},
	} {
		removed := Of(&state.Revision{Clusters: c.known}).Removed(c.declared)
		var names string
		for _, c := range removed {
			names += c.Name
		}
		if names != c.removed {
			t.Errorf("%s: removed %v", name, removed)
		}
	}
}

// Two names are one cluster by the UID, or by the way where one does not tell; a UID that differs speaks against the way.
func TestShared(t *testing.T) {
	unseen := func(name, context string) state.KnownCluster { return state.KnownCluster{Name: name, Context: context} }
	by := func(c state.KnownCluster, context string) state.KnownCluster { c.Context = context; return c }
	for name, c := range map[string]struct {
		declared []state.KnownCluster
		want     map[string][]string
	}{
		"two clusters":             {[]state.KnownCluster{cluster("eu", "u1", 1), cluster("us", "u2", 1)}, map[string][]string{}},
		"one, by two contexts":     {[]state.KnownCluster{cluster("eu", "u1", 1), cluster("us", "u1", 1)}, map[string][]string{"eu": {"us"}, "us": {"eu"}}},
		"one, of three":            {[]state.KnownCluster{cluster("eu", "u1", 1), cluster("asia", "u2", 1), cluster("us", "u1", 1)}, map[string][]string{"eu": {"us"}, "us": {"eu"}}},
		"all three":                {[]state.KnownCluster{cluster("us", "u1", 1), cluster("eu", "u1", 1), cluster("asia", "u1", 1)}, map[string][]string{"eu": {"asia", "us"}, "us": {"asia", "eu"}, "asia": {"eu", "us"}}},
		"none tells, one context":  {[]state.KnownCluster{unseen("eu", "x"), unseen("us", "x")}, map[string][]string{"eu": {"us"}, "us": {"eu"}}},
		"one tells, one context":   {[]state.KnownCluster{by(cluster("eu", "u1", 1), "x"), unseen("us", "x")}, map[string][]string{"eu": {"us"}, "us": {"eu"}}},
		"none tells, two contexts": {[]state.KnownCluster{unseen("eu", "x"), unseen("us", "y")}, map[string][]string{}},
		"another file":             {[]state.KnownCluster{unseen("eu", "x"), {Name: "us", Context: "x", Kubeconfig: "f"}}, map[string][]string{}},
		"the context was switched": {[]state.KnownCluster{by(cluster("eu", "u1", 1), "x"), by(cluster("us", "u2", 1), "x")}, map[string][]string{}},
	} {
		if diff := cmp.Diff(c.want, Shared(c.declared)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
