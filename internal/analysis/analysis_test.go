package analysis

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/fact"
)

// condition is one by a function; nil is none.
type condition func(float64) (bool, error)

func (c condition) Given() bool                        { return c != nil }
func (c condition) Holds(result float64) (bool, error) { return c(result) }

func below(limit float64) condition {
	return func(v float64) (bool, error) { return v < limit, nil }
}

func above(limit float64) condition {
	return func(v float64) (bool, error) { return v > limit, nil }
}

func broken(float64) (bool, error) { return false, errors.New("division by zero") }

var begun = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func TestSample(t *testing.T) {
	both := Rule{Success: below(1), Failure: above(5)}
	for name, c := range map[string]struct {
		rule    Rule
		value   float64
		verdict Verdict
		text    string
		problem fact.Code
	}{
		"a success":                     {both, 0.25, Success, "0.25", ""},
		"a failure":                     {both, 6, Failure, "6", ""},
		"neither":                       {both, 3, Inconclusive, "3", ""},
		"infinitely much":               {both, math.Inf(1), Failure, "+Inf", ""},
		"no number":                     {both, math.NaN(), Error, "", NotANumber},
		"no success":                    {Rule{Success: below(1), Failure: condition(nil)}, 3, Failure, "3", ""},
		"a success without a failure":   {Rule{Success: below(1), Failure: condition(nil)}, 0, Success, "0", ""},
		"both":                          {Rule{Success: below(10), Failure: above(5)}, 6, Failure, "6", ""},
		"a condition that goes wrong":   {Rule{Success: condition(broken), Failure: above(5)}, 1, Error, "", ConditionWrong},
		"a failure that goes wrong":     {Rule{Success: below(1), Failure: condition(broken)}, 0, Error, "", ConditionWrong},
		"what only failure would catch": {Rule{Success: condition(broken), Failure: above(5)}, 6, Failure, "6", ""},
	} {
		s := c.rule.Sample(Due{"a", 2, begun}, begun.Add(time.Hour), c.value)
		if s.Verdict != c.verdict || s.Value != c.text || s.Problem.Code != c.problem || s.Cluster != "a" || s.Number != 2 || !s.At.Equal(begun) || !s.Asked.Equal(begun.Add(time.Hour)) {
			t.Errorf("%s: %+v", name, s)
		}
		written, err := json.Marshal(s)
		var read Sample
		if err != nil || json.Unmarshal(written, &read) != nil || !reflect.DeepEqual(read, s) {
			t.Errorf("%s: as JSON %s, and back %+v: %v", name, written, read, err)
		}
	}
	s := both.Unanswered(Due{"a", 1, begun}, begun, fact.NewError(nil, NoValue, nil))
	if s.Verdict != Error || s.Problem.Code != NoValue {
		t.Errorf("%+v", s)
	}
}

// samples makes them of letters, each the next number of cluster a: s, f, i, and e, which
// is asked for again.
func samples(text string) (taken Taken) {
	verdicts := map[rune]Verdict{'s': Success, 'f': Failure, 'i': Inconclusive, 'e': Error}
	number := 1
	for _, letter := range text {
		at := begun.Add(time.Duration(number) * 5 * time.Minute)
		asked := at
		if last := len(taken.Samples) - 1; last >= 0 && taken.Samples[last].Number == number {
			asked = taken.Samples[last].Asked.Add(time.Second) // another query
		}
		taken.Add(Sample{Cluster: "a", Number: number, At: at, Asked: asked, Verdict: verdicts[letter]})
		if letter != 'e' {
			number++
		}
	}
	return taken
}

func TestOf(t *testing.T) {
	r := Rule{Interval: 5 * time.Minute, Count: 3, FailureLimit: 1, ErrorLimit: 2, Success: below(1), Failure: above(5)}
	for text, want := range map[string]State{
		"": Pending, "s": Pending, "ss": Pending, "sss": Succeeded,
		"f": Pending, "sfs": Succeeded, "sff": Failed, "ff": Failed,
		"i": Undecided, "si": Undecided, "sif": Undecided, "iff": Failed,
		"e": Pending, "ee": Pending, "eee": Errored, "esess": Succeeded, "eses": Pending, "sseee": Errored, "eeeff": Failed, "eeei": Errored,
	} {
		if got := r.Of("a", samples(text)); got.State != want {
			t.Errorf("%q: %+v", text, got)
		}
		if got := r.Of("b", samples(text)); got.State != Pending || got.Successes+got.Failures+got.Inconclusive+got.Errors > 0 {
			t.Errorf("%q of another: %+v", text, got)
		}
		if got := r.State([]string{"a"}, samples(text)); got != want {
			t.Errorf("%q: %s", text, got)
		}
		if got, both := r.State([]string{"a", "b"}, samples(text)), want; got != map[bool]State{true: Pending, false: both}[want == Succeeded] {
			t.Errorf("%q with another: %s", text, got)
		}
	}
	if got := r.State(nil, Taken{}); got != Succeeded {
		t.Errorf("of no cluster: %s", got)
	}
}

func TestDue(t *testing.T) {
	r := Rule{Interval: 5 * time.Minute, Count: 3, ErrorLimit: 2, Success: below(1), Failure: condition(nil)}
	for _, c := range []struct {
		after time.Duration
		taken string
		due   string
		next  time.Duration // after the beginning; 0: none
	}{
		{0, "", "", 5 * time.Minute},
		{5*time.Minute - 1, "", "", 5 * time.Minute},
		{5 * time.Minute, "", "b1 a1", 5 * time.Minute},
		{5 * time.Minute, "s", "b1", 5 * time.Minute},
		{time.Hour, "", "b1 a1 b2 a2 b3 a3", 5 * time.Minute},
		{time.Hour, "ss", "b1 b2 a3 b3", 5 * time.Minute},
		{time.Hour, "sss", "b1 b2 b3", 5 * time.Minute},
		{time.Hour, "f", "b1 b2 b3", 5 * time.Minute},
		{time.Hour, "se", "b1 a2 b2 b3 a3", 5 * time.Minute},
		{10*time.Minute + 30*time.Second, "se", "b1 b2", 5 * time.Minute}, // a2 not yet again
		{11 * time.Minute, "se", "b1 b2 a2", 5 * time.Minute},
	} {
		var due []string
		for _, d := range r.Due(begun, begun.Add(c.after), []string{"b", "a"}, samples(c.taken)) {
			due = append(due, fmt.Sprintf("%s%d", d.Cluster, d.Number))
			if !d.At.Equal(begun.Add(time.Duration(d.Number) * r.Interval)) {
				t.Errorf("%+v", d)
			}
		}
		want := c.due
		slices.Sort(due)
		wanted := splitSorted(want)
		if !slices.Equal(due, wanted) {
			t.Errorf("after %s with %q: %v, wanted %v", c.after, c.taken, due, wanted)
		}
		if next := r.Next(begun, []string{"b", "a"}, samples(c.taken)); !next.Equal(begun.Add(c.next)) {
			t.Errorf("after %s with %q: next %s", c.after, c.taken, next)
		}
	}
	if next := r.Next(begun, []string{"a"}, samples("se")); !next.Equal(begun.Add(11 * time.Minute)) {
		t.Errorf("after an error: next %s", next)
	}
	if next := r.Next(begun, []string{"a"}, samples("sss")); !next.IsZero() {
		t.Errorf("next of a decided one: %s", next)
	}
	if end := r.End(begun); !end.Equal(begun.Add(15 * time.Minute)) {
		t.Errorf("end %s", end)
	}
}

func splitSorted(text string) []string {
	var all []string
	for len(text) > 1 {
		all, text = append(all, text[:2]), text[2:]
		if text != "" {
			text = text[1:]
		}
	}
	slices.Sort(all)
	return all
}

// However rarely it is looked at, and whatever the queries answer, an analysis ends, and
// as a success only with all of its samples.
func TestAnalysisEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rule{
			Interval: time.Duration(rapid.IntRange(1, 600).Draw(t, "interval")) * time.Second, Count: rapid.IntRange(1, 6).Draw(t, "count"),
			FailureLimit: rapid.IntRange(0, 2).Draw(t, "failures"), ErrorLimit: rapid.IntRange(0, 3).Draw(t, "errors"), Success: below(1), Failure: above(5),
		}
		clusters := []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(t, "clusters")]
		values := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0, 0, 3, 9, math.NaN()}), 1, 12).Draw(t, "values")
		var taken Taken
		now, asked := begun, 0
		for range 200 {
			now = now.Add(time.Duration(rapid.IntRange(1, 3600).Draw(t, "pause")) * time.Second)
			for _, d := range r.Due(begun, now, clusters, taken) {
				taken.Add(r.Sample(d, now, values[asked%len(values)]))
				asked++
			}
			if r.State(clusters, taken) != Pending {
				break
			}
			if next := r.Next(begun, clusters, taken); next.IsZero() || !next.After(now) && len(r.Due(begun, now, clusters, taken)) == 0 {
				t.Fatalf("pending, and the next sample is due at %s", next)
			}
		}
		state := r.State(clusters, taken)
		if state == Pending && now.After(r.End(begun).Add(24*time.Hour)) {
			t.Fatalf("still pending after %d samples", len(taken.Samples))
		}
		for _, c := range clusters {
			of := r.Of(c, taken)
			if of.State == Succeeded && (of.Successes+of.Failures != r.Count || of.Failures > r.FailureLimit || of.Errors > r.ErrorLimit || of.Inconclusive > 0) {
				t.Fatalf("succeeded with %+v", of)
			}
			if of.Errors > r.ErrorLimit+r.Count || of.Failures > r.FailureLimit+r.Count {
				t.Fatalf("asked on: %+v", of)
			}
		}
	})
}
