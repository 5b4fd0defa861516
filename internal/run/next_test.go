package run

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

var start = time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)

// at is so many minutes after the start.
func at(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }

// fleet is a run of two waves: a canary that soaks, is analysed and approved of, and two
// clusters of which one may fail.
func fleet() Edit {
	return Edit{&Run{
		FormatVersion: FormatVersion, ID: "r1", Key: []byte("key"), User: "alice", State: UnderWay, OnFailure: "halt", Digest: "d",
		Waves: []Wave{
			{
				Name: "canary", MaxConcurrent: 1, Soak: 30 * time.Minute, Checks: []string{"smoke"},
				Analyses: []Analysis{{Name: "errors", Interval: 10 * time.Minute, Count: 3, ErrorLimit: 1}},
				Approval: &Approval{Quorum: 1}, Clusters: []Cluster{{Name: "eu-1", State: Pending}},
			},
			{Name: "rest", MaxConcurrent: 2, MaxFailures: 1, Clusters: []Cluster{{Name: "eu-2", State: Pending}, {Name: "us-1", State: Pending}}},
		},
	}}
}

// sample is one of the canary's analysis.
func sample(number int, v analysis.Verdict) analysis.Sample {
	return analysis.Sample{Cluster: "eu-1", Number: number, Verdict: v}
}

// told is what is due, as text.
func told(d Due) string {
	switch d := d.(type) {
	case Apply:
		return fmt.Sprintf("apply %s %v", d.Wave.Name, d.Clusters)
	case Check:
		return fmt.Sprintf("check %s %s %v", d.Wave.Name, d.Check, d.Clusters)
	case Query:
		var asked []string
		for _, a := range d.At {
			asked = append(asked, fmt.Sprintf("%s@%d", a.Cluster, int(a.At.Sub(start)/time.Minute)))
		}
		return fmt.Sprintf("query %s %s %v", d.Wave.Name, d.Analysis.Name, asked)
	case Judge:
		return "judge " + d.Wave.Name
	case Pass:
		return "pass " + d.Wave.Name
	case Fail:
		return "fail " + d.Wave.Name + " " + string(d.Why.Code)
	case Wait:
		until := "people"
		if !d.Until.IsZero() {
			until = fmt.Sprint(int(d.Until.Sub(start) / time.Minute))
		}
		return fmt.Sprintf("wait %s %s until %s", d.Wave.Name, strings.TrimPrefix(string(d.For.Code), "run_waits_for_"), until)
	}
	return "finish"
}

// A run goes through the gates of its waves in their order.
func TestGatesComeInOrder(t *testing.T) {
	r := fleet()
	step := func(minutes int, want string) {
		t.Helper()
		if got := told(r.Next(Facts{Now: at(minutes)})); got != want {
			t.Errorf("after %d minutes: %s, want %s", minutes, got, want)
		}
	}
	if got := told(r.Next(Facts{Now: at(0), Closed: true, Opens: at(5)})); got != "wait canary window until 5" {
		t.Error(got)
	}
	step(0, "apply canary [eu-1]")
	r.Begin("eu-1", at(0))
	step(1, "apply canary [eu-1]") // again, where it was cut off
	r.Conclude("eu-1", Applied, 4, Restarts{"pod": 7}, fact.Fact{}, at(1))
	step(1, "check canary smoke [eu-1]")
	r.Succeed("eu-1", "smoke", at(2))
	step(2, "wait canary soak until 12") // the first sample
	step(25, "query canary errors [eu-1@12 eu-1@22]")
	r.Sampled("canary", "errors", sample(1, analysis.Success), sample(2, analysis.Success))
	step(25, "wait canary soak until 32")
	step(32, "query canary errors [eu-1@32]")
	r.Sampled("canary", "errors", sample(3, analysis.Success))
	step(32, "judge canary")
	r.Judge("canary", at(32))
	step(33, "wait canary approval until people")
	r.Approve("canary", "bob", nil, at(33))
	step(34, "pass canary")
	r.Pass("canary", at(34))
	step(34, "apply rest [eu-2 us-1]")
	r.Pause = &Note{User: "bob"}
	step(34, "wait rest resume until people")
	r.Pause = nil
	r.Conclude("eu-2", Failed, 3, nil, fact.New(Damaged, nil), at(35))
	step(35, "apply rest [us-1]")
	r.Conclude("us-1", Applied, 3, nil, fact.Fact{}, at(36))
	step(36, "pass rest")
	r.Pass("rest", at(36))
	step(36, "finish")
}

// What fails, and what people are to decide, by what is known.
func TestGatesHold(t *testing.T) {
	healthy := func(r Edit) {
		r.Conclude("eu-1", Applied, 4, nil, fact.Fact{}, at(0))
		r.Succeed("eu-1", "smoke", at(0))
	}
	sampled := func(verdicts ...analysis.Verdict) func(r Edit) {
		return func(r Edit) {
			healthy(r)
			for i, v := range verdicts {
				r.Sampled("canary", "errors", sample(i+1, v))
			}
		}
	}
	judged := func(r Edit) {
		sampled(analysis.Success, analysis.Success, analysis.Success)(r)
		r.Judge("canary", at(30))
	}
	for name, c := range map[string]struct {
		change func(Edit)
		want   string
	}{
		"a cluster failed":               {func(r Edit) { r.Conclude("eu-1", Failed, 4, nil, fact.Fact{}, at(1)) }, "fail canary wave_clusters_failed"},
		"a cluster failed, and continue": {func(r Edit) { r.OnFailure = "continue"; r.Conclude("eu-1", Failed, 4, nil, fact.Fact{}, at(1)) }, "wait canary approval until people"},
		"it was rolled back":             {func(r Edit) { r.Conclude("eu-1", Failed, 4, nil, fact.Fact{}, at(1)); r.BackFrom("eu-1", at(2)) }, "fail canary wave_clusters_failed"},
		// Whatever became of its clusters, people say whether the next wave begins: only a wave without any asks nobody.
		"it was skipped":              {func(r Edit) { r.Conclude("eu-1", Skipped, 0, nil, fact.Fact{}, at(1)) }, "wait canary approval until people"},
		"it failed, as it may":        {func(r Edit) { r.Waves[0].MaxFailures = 1; r.Conclude("eu-1", Failed, 4, nil, fact.Fact{}, at(1)) }, "wait canary approval until people"},
		"it is not declared any more": {func(r Edit) { healthy(r); r.Remove("eu-1", fact.New(Damaged, nil), at(1)) }, "wait canary approval until people"},
		"it was skipped, and approved of": {func(r Edit) {
			r.Conclude("eu-1", Skipped, 0, nil, fact.Fact{}, at(1))
			r.Approve("canary", "bob", nil, at(2))
		}, "pass canary"},
		"skipped, and nobody is to approve": {func(r Edit) { r.Waves[0].Approval = nil; r.Conclude("eu-1", Skipped, 0, nil, fact.Fact{}, at(1)) }, "pass canary"},
		"without clusters":                  {func(r Edit) { r.Waves[0].Clusters = nil }, "pass canary"},
		"the check failed":                  {func(r Edit) { healthy(r); r.Fail("eu-1", fact.Fact{}, at(1)) }, "fail canary wave_clusters_failed"},
		"a sample failed":                   {sampled(analysis.Success, analysis.Failure), "fail canary wave_analysis_failed"},
		"a sample is inconclusive": {func(r Edit) {
			sampled(analysis.Success, analysis.Inconclusive, analysis.Success)(r)
			r.Judge("canary", at(30))
		}, "wait canary decision until people"},
		"a query failed, and is made again": {func(r Edit) {
			sampled(analysis.Success, analysis.Error, analysis.Success)(r)
			r.Judge("canary", at(30))
		}, "query canary errors [eu-1@20]"},
		"too many queries failed": {func(r Edit) { sampled(analysis.Error, analysis.Error, analysis.Success)(r); r.Judge("canary", at(30)) }, "wait canary decision until people"},
		"of these, one was let pass": {func(r Edit) {
			sampled(analysis.Error, analysis.Error)(r)
			r.Waves[0].Analyses[0].Released = &Note{}
			r.Judge("canary", at(30))
		}, "wait canary approval until people"},
		"an approval of another digest": {func(r Edit) { judged(r); r.Approve("canary", "bob", nil, at(31)); r.Digest = "other" }, "wait canary approval until people"},
		"the initiator's own": {func(r Edit) {
			judged(r)
			r.Waves[0].Approval.NotInitiator = true
			r.Approve("canary", "alice", nil, at(31))
		}, "wait canary approval until people"},
		"one person twice":   {func(r Edit) { judged(r); r.Waves[0].Approval.Quorum = 2; twice(r, "bob", "bob") }, "wait canary approval until people"},
		"two people":         {func(r Edit) { judged(r); r.Waves[0].Approval.Quorum = 2; twice(r, "bob", "carol") }, "pass canary"},
		"a user of no group": {func(r Edit) { judged(r); r.Waves[0].Approval.Groups = []string{"sre"}; twice(r, "bob") }, "wait canary approval until people"},
		"a user of the group": {func(r Edit) {
			judged(r)
			r.Waves[0].Approval.Groups = []string{"dev", "sre"}
			r.Approve("canary", "bob", []string{"sre"}, at(31))
		}, "pass canary"},
		"the window is ignored": {func(r Edit) { r.WindowIgnored = &Note{} }, "apply canary [eu-1]"},
	} {
		r := fleet()
		c.change(r)
		if got := told(r.Next(Facts{Now: at(31), Closed: r.WindowIgnored != nil})); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func twice(r Edit, users ...string) {
	for _, user := range users {
		r.Approve("canary", user, nil, at(31))
	}
}

// Who approves again is noted once, also where others have approved meanwhile; the approval of another configuration
// does not keep anybody from approving of this one.
func TestApprovedOnce(t *testing.T) {
	r := fleet()
	r.Waves[0].Approval = &Approval{Quorum: 3}
	twice(r, "bob", "carol", "bob", "bob")
	if by, quorum := r.Approved(&r.Waves[0]); !slices.Equal(by, []string{"bob", "carol"}) || quorum != 3 || len(r.Waves[0].Approvals) != 2 {
		t.Errorf("%v of %d, noted %v", by, quorum, r.Waves[0].Approvals)
	}
	r.Digest = "other"
	twice(r, "bob")
	if by, _ := r.Approved(&r.Waves[0]); !slices.Equal(by, []string{"bob"}) {
		t.Errorf("of another configuration: %v", by)
	}
}

// Whatever is answered, a run comes to an end, and never back: what a wave has passed is
// passed, and no cluster of a later wave is touched before.
func FuzzRunsEnd(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7})
	f.Add([]byte("rollbacks and failures of every kind"))
	f.Fuzz(func(t *testing.T, luck []byte) {
		r, now := fleet(), start
		draw := func(n int) int {
			if len(luck) == 0 {
				return 0
			}
			c := int(luck[0])
			luck = luck[1:]
			return c % n
		}
		for range 200 {
			due := r.Next(Facts{Now: now})
			raw, err := r.Encode()
			if err != nil {
				t.Fatal(err)
			}
			if r.Run, err = Decode(raw); err != nil {
				t.Fatal(err)
			}
			switch d := due.(type) {
			case Apply:
				if i := d.Wave.Name == "rest"; i && r.Waves[0].Passed.IsZero() {
					t.Fatal("the second wave begins before the first has passed")
				}
				state := []ClusterState{Applied, Failed, Skipped}[draw(3)]
				r.Begin(d.Clusters[0], now)
				r.Conclude(d.Clusters[0], state, 1, nil, fact.Fact{}, now)
			case Check:
				if draw(2) == 0 {
					r.Succeed(d.Clusters[0], d.Check, now)
				} else {
					r.Fail(d.Clusters[0], fact.Fact{}, now)
				}
			case Query:
				for _, a := range d.At {
					r.Sampled(d.Wave.Name, d.Analysis.Name, analysis.Sample{Cluster: a.Cluster, Number: a.Number, At: a.At, Asked: now, Verdict: []analysis.Verdict{analysis.Success, analysis.Failure, analysis.Inconclusive, analysis.Error}[draw(4)]})
				}
			case Judge:
				r.Judge(d.Wave.Name, now)
			case Pass:
				r.Pass(d.Wave.Name, now)
			case Fail:
				r.End(Halted, d.Why, now)
				return
			case Wait:
				switch {
				case !d.Until.IsZero() && !d.Until.After(now):
					t.Fatalf("it waits for what is past: %s", told(d))
				case !d.Until.IsZero():
					now = d.Until
				case d.For.Code == WaitsForApproval:
					r.Approve(d.Wave.Name, "bob", nil, now)
				default:
					r.Waves[0].Analyses[0].Released = &Note{}
				}
			default:
				return
			}
		}
		t.Fatal("it does not end")
	})
}

func FuzzDecode(f *testing.F) {
	raw, err := fleet().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"format_version":2,"packed":"H4sIAAAAAAAA/w=="}`))
	f.Add([]byte(`{"format_version":1,"id":"x","key":"aw==","state":"under_way","waves":[{"name":"a"}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := Decode(raw)
		if err != nil || r == nil {
			return
		}
		for i := range r.Waves {
			r.StateOf(&r.Waves[i], Facts{Now: start})
		}
		r.Next(Facts{Now: start})
		again, err := r.Encode()
		if err != nil {
			t.Skip() // a number that is none
		}
		if _, err := Decode(again); err != nil {
			t.Errorf("what was read cannot be read again: %v", err)
		}
	})
}

// What was before a run is kept openly, and bounded.
func TestFollow(t *testing.T) {
	var last *Run
	for i := range 10 {
		next := fleet()
		next.ID, next.Started = fmt.Sprint("run-", i), at(i)
		next.Follow(last)
		if i%2 == 0 {
			next.End(Aborted, fact.Fact{}, at(i))
		}
		last = next.Run
	}
	if last.Supersedes != "" || len(last.Past) != 5 {
		t.Fatalf("%+v", last.Past)
	}
	for i, past := range last.Past {
		want, by := Aborted, ""
		if i%2 == 1 {
			want, by = Superseded, fmt.Sprint("run-", 9-i)
		}
		if past.ID != fmt.Sprint("run-", 8-i) || past.State != want || past.SupersededBy != by || past.Wave != "canary" || past.Ended.IsZero() {
			t.Errorf("%d: %+v", i, past)
		}
	}
	again := fleet()
	again.ID = last.ID
	if again.Follow(last); again.Supersedes != "" || len(again.Past) != 5 || again.Past[0].ID == last.ID {
		t.Errorf("rebuilt: %+v", again.Past)
	}
}
