package run

import (
	"fmt"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

// pair is a run of two waves: of two clusters whose analysis fails on the second, and of one more.
func pair(allowed int) Edit {
	r := Edit{&Run{
		FormatVersion: FormatVersion, ID: "r1", Key: []byte("key"), State: UnderWay, OnFailure: "rollback",
		Waves: []Wave{
			{Name: "one", MaxFailures: allowed, Analyses: []Analysis{{Name: "errors", Interval: 1, Count: 1}}, Clusters: []Cluster{{Name: "a", State: Pending}, {Name: "b", State: Pending}}},
			{Name: "two", Clusters: []Cluster{{Name: "c", State: Pending}}},
		},
	}}
	for i, name := range []string{"a", "b"} {
		r.Conclude(name, Applied, 2, nil, fact.Fact{}, at(i))
		r.Sampled("one", "errors", analysis.Sample{Cluster: name, Number: 1, Verdict: []analysis.Verdict{analysis.Success, analysis.Failure}[i]})
	}
	return r
}

// A wave that has failed stays so while its clusters go back, whoever continues the run, and wherever the one before was
// stopped: nothing passes, and nothing further begins.
func TestFailureStays(t *testing.T) {
	for allowed := range 3 {
		for back := range 3 {
			for _, paused := range []bool{false, true} {
				r := pair(allowed)
				failed, ok := r.Next(Facts{Now: at(9)}).(Fail)
				if !ok || !r.Break("one", failed.Why) || r.Break("one", failed.Why) {
					t.Fatal("it has not failed once")
				}
				for i, c := range r.Written("one")[:back] {
					r.BackFrom(c.Name, at(10+i))
				}
				want := "fail one wave_analysis_failed"
				if paused {
					r.Pause, want = &Note{User: "bob"}, "wait one resume until people"
				}
				name := fmt.Sprintf("%d may fail, %d are back, paused %t", allowed, back, paused)
				raw, err := r.Encode()
				if err != nil {
					t.Fatal(err)
				}
				if r.Run, err = Decode(raw); err != nil {
					t.Fatal(err)
				}
				if got := told(r.Next(Facts{Now: at(20)})); got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
				if left := len(r.Written("one")); left != 2-back || r.IsBack("one") != (left == 0) || r.IsBack("") != (left == 0) {
					t.Errorf("%s: %d are left, and it is back: %t", name, left, r.IsBack("one"))
				}
				for _, ends := range []State{UnderWay, Halted, RolledBack, Aborted} {
					r.State = UnderWay
					if r.End(ends, failed.Why, at(30)); r.StateOf(&r.Waves[0], Facts{Now: at(30)}) != WaveFailed {
						t.Errorf("%s, %s: the wave is %s", name, ends, r.StateOf(&r.Waves[0], Facts{Now: at(30)}))
					}
				}
			}
		}
	}
}

// Back is what everything that was written has come to: of the wave, or of all; and not where nothing was.
func TestIsBack(t *testing.T) {
	for name, c := range map[string]struct {
		change    func(Edit)
		wave, all bool
	}{
		"nothing is back": {func(Edit) {}, false, false},
		"one of two":      {func(r Edit) { r.BackFrom("a", at(9)) }, false, false},
		"both":            {func(r Edit) { r.BackFrom("a", at(9)); r.BackFrom("b", at(9)) }, true, true},
		"both, and another wave has one": {func(r Edit) {
			r.BackFrom("a", at(9))
			r.BackFrom("b", at(9))
			r.Conclude("c", Applied, 3, nil, fact.Fact{}, at(9))
		}, true, false},
		"one, and the other had nothing to write": {func(r Edit) { r.BackFrom("a", at(9)); _, b := r.cluster("b"); b.Revision = 0 }, true, true},
		"nothing was written":                     {func(r Edit) { r.Waves[0].Clusters[0].Revision, r.Waves[0].Clusters[1].Revision = 0, 0 }, false, false},
	} {
		r := pair(0)
		c.change(r)
		if wave, all := r.IsBack("one"), r.IsBack(""); wave != c.wave || all != c.all {
			t.Errorf("%s: %t and %t", name, wave, all)
		}
	}
}

// What has been begun on other clusters is finished before the wave's failure has consequences, and nothing further is
// begun; with "continue" there are none.
func TestFailureWaitsForWhatHasBegun(t *testing.T) {
	for name, c := range map[string]struct {
		policy  string
		allowed int
		states  [3]ClusterState
		want    string
	}{
		"one in flight":               {"rollback", 0, [3]ClusterState{Failed, Applying, Pending}, "apply one [b]"},
		"halt, one in flight":         {"halt", 0, [3]ClusterState{Applying, Failed, Pending}, "apply one [a]"},
		"two in flight":               {"rollback_all", 0, [3]ClusterState{Applying, Applying, Failed}, "apply one [a b]"},
		"one may fail":                {"halt", 1, [3]ClusterState{Failed, Applying, Pending}, "apply one [b c]"},
		"one may fail, and two have":  {"halt", 1, [3]ClusterState{Failed, Failed, Applying}, "apply one [c]"},
		"continue":                    {"continue", 0, [3]ClusterState{Failed, Applying, Pending}, "apply one [b c]"},
		"none in flight":              {"halt", 0, [3]ClusterState{Failed, Applied, Pending}, "fail one wave_clusters_failed"},
		"one was skipped in its time": {"rollback", 0, [3]ClusterState{Failed, Skipped, Applied}, "fail one wave_clusters_failed"},
	} {
		r := pair(c.allowed)
		r.OnFailure, r.Waves[0].Analyses = c.policy, nil
		r.Waves[0].Clusters = []Cluster{{Name: "a", State: c.states[0]}, {Name: "b", State: c.states[1]}, {Name: "c", State: c.states[2]}}
		for _, closed := range []bool{false, true} {
			if closed && strings.Contains(c.want, " c]") && c.states[2] == Pending {
				continue // the window holds it
			}
			if got := told(r.Next(Facts{Now: at(9), Closed: closed})); got != c.want {
				t.Errorf("%s, window closed %t: %s, want %s", name, closed, got, c.want)
			}
		}
	}
}

// Where wl ended before it was noted what was written to a cluster, that is asked for before anything is taken for back.
func TestUnnotedIsAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		begun   bool
		state   ClusterState
		learns  []int64 // what the cluster says; nothing where it is not asked
		written string  // the clusters to roll back, then
		back    bool    // when b, and what is left of a, is back
	}{
		"in flight, and written":       {true, Applying, []int64{5}, "[b a]", true},
		"in flight, nothing written":   {true, Applying, []int64{0}, "[b]", true},
		"in flight, and not asked":     {true, Applying, nil, "[b a]", false},
		"lost in the middle":           {true, Skipped, []int64{5}, "[b a]", true},
		"failed, and not asked":        {true, Failed, nil, "[b a]", false},
		"failed, and nothing written":  {true, Failed, []int64{0}, "[b]", true},
		"failed before it was begun":   {false, Failed, nil, "[b]", true},
		"healthy, nothing to write":    {true, Applied, nil, "[b]", true},
		"not begun":                    {false, Pending, nil, "[b]", true},
		"skipped before it was begun":  {false, Skipped, nil, "[b]", true},
		"begun, and no cluster of it":  {true, Failed, []int64{0, 0}, "[b]", true},
		"told twice, the last is true": {true, Applying, []int64{5, 6}, "[b a]", true},
	} {
		r := pair(0)
		r.Waves[0].Clusters[0] = Cluster{Name: "a", State: c.state, Begun: c.begun}
		r.Learn("no such cluster", 7)
		for _, serial := range c.learns {
			r.Learn("a", serial)
		}
		var written []string
		for _, w := range r.Written("one") {
			if written = append(written, w.Name); w.Name == "b" || len(c.learns) > 0 {
				r.BackFrom(w.Name, at(9))
			}
		}
		if got := fmt.Sprint(written); got != c.written || r.IsBack("one") != c.back {
			t.Errorf("%s: to be rolled back are %s, and it is back: %t", name, got, r.IsBack("one"))
		}
	}
}

// A window that has closed holds what has not been begun; what has been is finished, also by another apply.
func TestClosedWindow(t *testing.T) {
	closed := Facts{Now: at(9), Closed: true, Opens: at(60)}
	fresh := func(states ...ClusterState) Edit {
		r := pair(0)
		for i, s := range states {
			r.Waves[0].Clusters[i].State = s
		}
		return r
	}
	for name, c := range map[string]struct {
		run  Edit
		want string
	}{
		"nothing is begun":              {fresh(Pending, Pending), "wait one window until 60"},
		"one is begun, the other not":   {fresh(Pending, Applying), "apply one [b]"},
		"both are":                      {fresh(Applying, Applying), "apply one [a b]"},
		"one is healthy, one is begun":  {fresh(Applied, Applying), "apply one [b]"},
		"one is healthy, the other not": {fresh(Applied, Pending), "wait one window until 60"},
		"one has failed, one is begun":  {fresh(Failed, Applying), "apply one [b]"},
		"one has failed, the other not": {fresh(Failed, Pending), "fail one wave_clusters_failed"},
	} {
		if got := told(c.run.Next(closed)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := told(c.run.Next(Facts{Now: at(9)})); strings.Contains(got, "window") {
			t.Errorf("%s, and the window is open: %s", name, got)
		}
	}
	waits, _ := fresh(Applied, Pending).Next(closed).(Wait)
	if n, _ := waits.For.Args["clusters"].(int64); n != 1 {
		t.Errorf("%v", waits.For)
	}
}

// A gate is told of once; another one, and the same after more was applied, again.
func TestAGateIsAnnouncedOnce(t *testing.T) {
	r := fleet()
	first, at := r.Waves[0].Name, start
	steps := []struct {
		say  string
		news bool
	}{
		{"window", true}, {"window", false}, {"paused", true}, {"window", true}, {"window", false},
	}
	for i, s := range steps {
		if news := r.Announce(first, fact.New(fact.Code(s.say), nil)); news != s.news {
			t.Errorf("step %d, %s: news %v", i, s.say, news)
		}
	}
	if !r.Begin(r.Waves[0].Clusters[0].Name, at) || !r.Announce(first, fact.New("window", nil)) {
		t.Error("what it waits for after a cluster was begun is no news")
	}
	if r.Announce("no such wave", fact.New("window", nil)) {
		t.Error("a wave that there is not is told of")
	}
}

// What people are to decide is told once for each attempt of each analysis, whatever the run waits for in between.
func TestDecisionsAreAnnouncedOnce(t *testing.T) {
	decide := func(analysis string) fact.Fact {
		return fact.New(WaitsForDecision, fact.Args{"wave": "canary", "analysis": analysis})
	}
	paused, soak := fact.New(WaitsForResume, nil), fact.New(WaitsForSoak, nil)
	tell := func(what fact.Fact) func(Edit) bool {
		return func(r Edit) bool { return r.Announce("canary", what) }
	}
	does := func(do func(Edit)) func(Edit) bool {
		return func(r Edit) bool { do(r); return false }
	}
	errors, latency := tell(decide("errors")), tell(decide("latency"))
	for name, c := range map[string]struct {
		steps []func(Edit) bool
		news  string
	}{
		"another analysis":              {[]func(Edit) bool{errors, latency, errors, latency}, "1100"},
		"one after a pause":             {[]func(Edit) bool{errors, tell(paused), does(Resume), errors, latency}, "11001"},
		"a second attempt":              {[]func(Edit) bool{errors, does(func(r Edit) { r.Waves[0].Analyses[0].Retry() }), errors, errors}, "1010"},
		"a second attempt, with a soak": {[]func(Edit) bool{errors, latency, does(func(r Edit) { r.Waves[0].Analyses[1].Retry() }), tell(soak), errors, latency}, "110101"},
		"after more was applied":        {[]func(Edit) bool{errors, does(func(r Edit) { r.Begin("eu-1", start) }), errors}, "101"},
		"another pause":                 {[]func(Edit) bool{tell(paused), tell(paused), does(Resume), tell(paused)}, "1001"},
		"an analysis that is not there": {[]func(Edit) bool{tell(decide("gone")), tell(decide("gone"))}, "10"},
	} {
		r, got := fleet(), ""
		r.Waves[0].Analyses = append(r.Waves[0].Analyses, Analysis{Name: "latency"})
		for _, step := range c.steps {
			raw, err := r.Encode() // another apply continues
			if err != nil {
				t.Fatal(err)
			}
			next, err := Decode(raw)
			if err != nil {
				t.Fatal(err)
			}
			r = Edit{next}
			if step(r) {
				got += "1"
			} else {
				got += "0"
			}
		}
		if got != c.news {
			t.Errorf("%s: news %s, want %s", name, got, c.news)
		}
	}
}
