package runs

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/approval"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/internal/waves"
)

var begun = time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)

// report is a run whose canary has passed, and whose second wave has come to something.
func report(change func(run.Edit), after time.Duration) *waves.Report {
	r := run.Edit{Run: &run.Run{
		FormatVersion: run.FormatVersion, ID: "k3x9d2ab", Key: []byte("never shown"), Stack: object.Stack{Name: "shop", Namespace: "shop"}, Home: "eu-1",
		Digest: "d", Commit: "3f2a9c1", Who: "ci@runner\x1b", User: "ci", Started: begun, State: run.UnderWay, OnFailure: "halt",
		Waves: []run.Wave{
			{
				Name: "canary", Soak: 30 * time.Minute, Approval: &run.Approval{Quorum: 1, Groups: []string{"sre"}},
				Analyses: []run.Analysis{{Name: "errors", Interval: time.Minute, Count: 1}},
				Clusters: []run.Cluster{{Name: "eu-1", Context: "wl-eu-1", State: run.Pending}},
			},
			{Name: "rest", MaxConcurrent: 2, Clusters: []run.Cluster{{Name: "eu-2", State: run.Pending}, {Name: "us-1", State: run.Pending}}},
		},
	}}
	r.Conclude("eu-1", run.Applied, 7, nil, fact.Fact{}, begun.Add(time.Minute))
	r.Sampled("canary", "errors", analysis.Sample{Cluster: "eu-1", Number: 1, At: begun.Add(2 * time.Minute), Asked: begun.Add(2 * time.Minute), Value: "0.001", Verdict: analysis.Success})
	change(r)
	facts := run.Facts{Now: begun.Add(after)}
	rep := &waves.Report{Stack: "shop", Run: r.Run, Facts: facts}
	if wait, ok := r.Next(facts).(run.Wait); ok && !r.HasEnded() {
		rep.Waits = &wait
	}
	return rep
}

// before is a run that was under way, after one that was aborted.
func before() *run.Run {
	first := report(func(r run.Edit) {
		r.Run.ID, r.Run.Commit = "a1b2c3d4", ""
		r.End(run.Aborted, fact.New(waves.AbortedBy, fact.Args{"user": "bob"}), begun.Add(-time.Hour))
	}, 0).Run
	first.Started = begun.Add(-2 * time.Hour)
	return report(func(r run.Edit) { r.Run.ID, r.Run.Started = "e5f6g7h8", begun.Add(-time.Hour); r.Follow(first) }, 0).Run
}

func passed(r run.Edit) {
	r.Judge("canary", begun.Add(31*time.Minute))
	r.Run.Waves[0].Approvals = []approval.Approval{{Subject: approval.Subject{Run: r.ID, Wave: "canary", Digest: "d"}, User: "bob", Groups: []string{"sre"}, At: begun.Add(32 * time.Minute)}}
	r.Pass("canary", begun.Add(32*time.Minute))
}

func TestRuns(t *testing.T) {
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	reports := map[string]*waves.Report{
		"none":    {Stack: "shop"},
		"soaking": report(func(run.Edit) {}, minutes(10)),
		"approved by some": report(func(r run.Edit) { // again and again, and before the soak has ended
			r.Run.Waves[0].Approval.Quorum = 2
			one := approval.Approval{Subject: approval.Subject{Run: r.ID, Wave: "canary", Digest: "d"}, User: "bob", Groups: []string{"sre"}, At: begun.Add(3 * time.Minute)}
			r.Run.Waves[0].Approvals = []approval.Approval{one, one, one}
		}, minutes(31)),
		"approval": report(func(r run.Edit) { r.Judge("canary", begun.Add(minutes(31))) }, minutes(40)),
		"paused":   report(func(r run.Edit) { r.Run.Pause = &run.Note{User: "bob", At: begun, Reason: "incident\n4711"} }, minutes(10)),
		"halted": report(func(r run.Edit) {
			passed(r)
			r.Conclude("eu-2", run.Failed, 8, nil, fact.New(waves.Restarted, fact.Args{"restarts": 3}), begun.Add(minutes(33)))
			r.End(run.Halted, fact.New(run.WaveClustersFailed, fact.Args{"wave": "rest", "clusters": []string{"eu-2"}}), begun.Add(minutes(34)))
		}, minutes(50)),
		"done": report(func(r run.Edit) {
			passed(r)
			r.Conclude("eu-2", run.Applied, 8, nil, fact.Fact{}, begun.Add(minutes(33)))
			r.Conclude("us-1", run.Skipped, 0, nil, fact.New(run.NotDeclared, fact.Args{"cluster": "us-1", "objects": 2, "stack": "shop", "namespace": "front", "context": "us"}), begun.Add(minutes(33)))
			r.Pass("rest", begun.Add(minutes(34)))
			r.Run.WindowIgnored = &run.Note{User: "bob", Reason: "fixes an outage"}
			r.Follow(before())
			r.Run.Outside = []run.Outside{{Operation: "restart", Note: run.Note{User: "eve", Reason: "stuck"}}}
			r.End(run.Done, fact.Fact{}, begun.Add(minutes(34)))
		}, minutes(50)),
	}
	for name, r := range reports {
		for form, options := range map[string]ui.Options{"": {}, ".color": {Color: true}, ".zh": {Language: words.Chinese}, ".json": {Format: ui.JSON}, ".markdown": {Format: markdown.Format}, ".zh.markdown": {Format: markdown.Format, Language: words.Chinese}} {
			for verb, write := range map[string]func(io.Writer, *waves.Report, ui.Options) error{"status": Write, "ended": Ended} {
				if verb == "status" && options.Format == markdown.Format {
					continue // which only the end of an apply has
				}
				t.Run(name+"."+verb+form, func(t *testing.T) {
					var b bytes.Buffer
					if err := write(&b, r, options); err != nil {
						t.Fatal(err)
					}
					uitest.NoControls(t, b.String(), options.Color)
					uitest.Golden(t, name+"."+verb+form, b.Bytes())
				})
			}
		}
	}
}

// However many clusters fail, how a run stands fits into what the result of an apply leaves
// of a comment.
func TestMarkdownFits(t *testing.T) {
	r := report(func(r run.Edit) {
		passed(r)
		for i := range 300 {
			name := fmt.Sprint("cluster-with-a-name-", i)
			r.Run.Waves[1].Clusters = append(r.Run.Waves[1].Clusters, run.Cluster{Name: name, State: run.Pending})
			r.Conclude(name, run.Failed, 0, nil, fact.New("said", fact.Args{"said": strings.Repeat("why ", 2500)}), begun)
		}
	}, time.Hour)
	var b bytes.Buffer
	if err := Ended(&b, r, ui.Options{Format: markdown.Format}); err != nil {
		t.Fatal(err)
	}
	if b.Len() > markdown.Limit/3 || strings.Count(b.String(), "more cluster") != 2 {
		t.Errorf("%d bytes:\n%s", b.Len(), b.String()[b.Len()-2000:])
	}
}

// However the last run has ended, it is said in words, not by its code.
func TestNoRunUnderWay(t *testing.T) {
	for _, state := range []run.State{run.Done, run.Halted, run.RolledBack, run.Aborted, run.Superseded} {
		for _, l := range []words.Language{words.English, words.Chinese} {
			said := words.In(l).Text(fact.New(waves.NotUnderWay, fact.Args{"run": "r-1", "state": string(state)}))
			if strings.Contains(said, "_") || l == words.Chinese && strings.Contains(said, string(state)) || !strings.Contains(said, endWord(words.In(l), state)) {
				t.Errorf("%s: %s", state, said)
			}
		}
	}
}
