package analysis

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// What was taken is known by number, in whatever order it came and however often it is noted.
func TestTaken(t *testing.T) {
	sample := func(number int, v Verdict) Sample {
		return Sample{Cluster: "a", Number: number, Asked: begun.Add(time.Duration(number) * time.Second), Verdict: v}
	}
	for name, c := range map[string]struct {
		add      []Sample
		want     Tally
		shown    int
		missing  []int
		takenAll bool
	}{
		"in order":                        {[]Sample{sample(1, Success), sample(2, Failure), sample(3, Success)}, Tally{Cluster: "a", Successes: 2, Failures: 1, To: 3}, 3, nil, true},
		"with a gap":                      {[]Sample{sample(1, Success), sample(3, Success)}, Tally{Cluster: "a", Successes: 2, To: 1, Beyond: []byte{0b100}}, 2, []int{2}, false},
		"a gap that is closed":            {[]Sample{sample(3, Success), sample(1, Success), sample(2, Success)}, Tally{Cluster: "a", Successes: 3, To: 3}, 3, nil, true},
		"far ahead":                       {[]Sample{sample(17, Success)}, Tally{Cluster: "a", Successes: 1, Beyond: []byte{0, 0, 1}}, 1, []int{1, 2, 3}, false},
		"a failure twice":                 {[]Sample{sample(1, Failure), sample(1, Failure)}, Tally{Cluster: "a", Failures: 1, To: 1}, 1, []int{2, 3}, false},
		"a query in vain, then once more": {[]Sample{sample(1, Error), sample(1, Error)}, Tally{Cluster: "a", Errors: 1, InVain: begun.Add(time.Second)}, 1, []int{1, 2, 3}, false},
		"an answer after one in vain":     {[]Sample{sample(1, Error), sample(1, Success)}, Tally{Cluster: "a", Successes: 1, Errors: 1, To: 1, InVain: begun.Add(time.Second)}, 2, []int{2, 3}, false},
		"no number of a sample":           {[]Sample{sample(0, Failure), sample(-9, Failure), sample(MostSamples+1, Failure)}, Tally{Cluster: "a"}, 0, []int{1, 2, 3}, false},
	} {
		var taken Taken
		taken.Add(c.add...)
		raw, err := json.Marshal(taken)
		if read := (Taken{}); err != nil || json.Unmarshal(raw, &read) != nil || !reflect.DeepEqual(read.of("a"), c.want) || len(read.Samples) != c.shown || !read.IsSound() {
			t.Errorf("%s: %+v", name, read)
		}
		var missing []int
		for _, d := range (Rule{Interval: time.Second, Count: 3, FailureLimit: 9, ErrorLimit: 9}).outstanding(begun, "a", taken) {
			missing = append(missing, d.Number)
		}
		if !reflect.DeepEqual(missing, c.missing) {
			t.Errorf("%s: %v are outstanding, want %v", name, missing, c.missing)
		}
		if again := (Taken{Samples: taken.Samples}).Tallied(); !reflect.DeepEqual(again.of("a"), c.want) {
			t.Errorf("%s: of the samples alone %+v", name, again)
		}
	}
}

// However many samples there are, few are shown, and those that a person looks for stay.
func TestTakenIsBounded(t *testing.T) {
	var taken Taken
	for n := 1; n <= 1000; n++ {
		s := Sample{Cluster: "a", Number: n, Verdict: Success}
		if n%10 == 0 {
			s.Verdict = Failure
		}
		taken.Add(s)
	}
	of := taken.of("a")
	if of.Successes != 900 || of.Failures != 100 || of.To != 1000 || of.Beyond != nil || len(taken.Samples) != mostShown || taken.Samples[0].Number != 10 || taken.Samples[len(taken.Samples)-1].Number != 1000 {
		t.Errorf("%+v, shown %d from %d", of, len(taken.Samples), taken.Samples[0].Number)
	}
	if taken.Pass(); len(taken.Samples) != mostPassed || taken.Samples[0].Verdict != Failure || taken.of("a").To != 1000 {
		t.Errorf("of one that has passed: %d, the first %+v", len(taken.Samples), taken.Samples[0])
	}
	long := Sample{Cluster: "b", Number: 1, Verdict: Error, Problem: fact.New(NoAnswer, fact.Args{"said": string(make([]byte, 99999))})}
	if taken.Add(long); len(taken.Samples[len(taken.Samples)-1].Problem.Text("said")) > 2*longestProblem {
		t.Error("all of a problem is kept")
	}
	for _, of := range []Tally{{To: -1}, {To: MostSamples + 1}, {Beyond: make([]byte, MostSamples)}, {Failures: -1}} {
		if (Taken{Tallies: []Tally{of}}).IsSound() {
			t.Errorf("%+v is sound", of)
		}
	}
}
