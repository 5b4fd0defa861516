package runs

import (
	"bytes"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/internal/waves"
)

// example is a verb of wl rollout, and the run that it has left.
type example struct {
	command string
	report  *waves.Report
	format  ui.Format
}

// examples are those of docs/rollouts.md, in their order: what each verb does to the run is
// done as the verb does it.
func examples() []example {
	minute := func(n int) time.Time { return begun.Add(time.Duration(n) * time.Minute) }
	at := func(n int, change func(run.Edit)) *waves.Report {
		r := report(func(r run.Edit) {
			r.Run.Who = "ci@runner"
			change(r)
		}, time.Duration(n)*time.Minute)
		return r
	}
	undecided := func(r run.Edit) {
		r.Run.Waves[0].Analyses[0].Taken = analysis.Taken{}
		r.Sampled("canary", "errors", analysis.Sample{Cluster: "eu-1", Number: 1, At: minute(2), Value: "0.03", Verdict: analysis.Inconclusive})
		r.Judge("canary", minute(31))
	}
	pause := func(r run.Edit) {
		r.Run.Pause = &run.Note{User: "bob", At: minute(10), Reason: "incident 4711"}
	}
	return []example{
		{"wl rollout status", at(10, func(run.Edit) {}), ui.Text},
		{"wl rollout pause --reason 'incident 4711'", at(11, pause), ui.Text},
		{"wl rollout resume", at(15, func(run.Edit) {}), ui.Text},
		{"wl rollout status", at(32, undecided), ui.Text},
		{"wl rollout retry", at(33, func(r run.Edit) {
			undecided(r)
			w := &r.Run.Waves[0]
			w.Analyses[0].Taken, w.Healthy, w.Judged = analysis.Taken{}, minute(33), time.Time{}
		}), ui.Text},
		{"wl rollout approve --analysis errors --reason 'known spike'", at(33, func(r run.Edit) {
			undecided(r)
			r.Run.Waves[0].Analyses[0].Released = &run.Note{User: "bob", At: minute(33), Reason: "known spike"}
		}), ui.Text},
		{"wl rollout approve", at(41, func(r run.Edit) {
			r.Judge("canary", minute(31))
			r.Approve("canary", "bob", []string{"sre"}, minute(41))
		}), ui.Text},
		{"wl rollout abort --reason 'wrong image'", at(42, func(r run.Edit) {
			r.Judge("canary", minute(31))
			r.End(run.Aborted, fact.New(waves.AbortedBy, fact.Args{"user": "bob", "reason": "wrong image"}), minute(42))
		}), ui.Text},
		{"wl rollout recover", at(50, func(r run.Edit) {
			r.Run.Home = "eu-2"
			r.Run.Waves[0].Analyses[0].Taken = analysis.Taken{}
			r.Conclude("eu-1", run.Applied, 7, nil, fact.Fact{}, minute(50))
		}), ui.Text},
		{"wl rollout status --format json", at(40, func(r run.Edit) {
			r.Judge("canary", minute(31))
			r.Follow(before())
			r.Run.Past = r.Run.Past[:1]
			r.Run.Past[0].Who = "ci@runner"
		}), ui.JSON},
	}
}

// The examples of the documentation are what the verbs print.
func TestExamplesAreDocumented(t *testing.T) {
	for _, e := range examples() {
		var b bytes.Buffer
		if err := Write(&b, e.report, ui.Options{Format: e.format}); err != nil {
			t.Fatal(err)
		}
		uitest.Documented(t, "rollouts.md", "$ "+e.command+"\n"+b.String())
	}
}
