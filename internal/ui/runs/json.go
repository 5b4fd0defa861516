package runs

import (
	"io"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/waves"
)

// reportRecord is the JSON form of how a run stands.
type reportRecord struct {
	FormatVersion string       `json:"format_version"`
	Stack         string       `json:"stack"`
	Run           *runRecord   `json:"run"` // null where there was none
	Waves         []waveRecord `json:"waves"`
}

type runRecord struct {
	ID            string        `json:"id"`
	State         run.State     `json:"state"`
	Home          string        `json:"home"`
	Who           string        `json:"who"`
	User          string        `json:"user"`
	Commit        string        `json:"commit,omitempty"`
	Started       time.Time     `json:"started"`
	Ended         time.Time     `json:"ended,omitzero"`
	Paused        *run.Note     `json:"paused,omitempty"`
	WindowIgnored *run.Note     `json:"window_ignored,omitempty"`
	Supersedes    string        `json:"supersedes,omitempty"`
	Outside       []run.Outside `json:"outside,omitempty"`
	Why           fact.Fact     `json:"why,omitzero"`
	Waits         *waitRecord   `json:"waits,omitempty"`
	Past          []run.Past    `json:"past,omitempty"`
}

type waitRecord struct {
	Wave  string    `json:"wave"`
	For   fact.Fact `json:"for"`
	Until time.Time `json:"until,omitzero"`
}

type waveRecord struct {
	Name      string           `json:"name"`
	State     run.WaveState    `json:"state"`
	Healthy   time.Time        `json:"healthy,omitzero"`
	Passed    time.Time        `json:"passed,omitzero"`
	Approvals []approvalRecord `json:"approvals,omitempty"`
	Analyses  []analysisRecord `json:"analyses,omitempty"`
	Clusters  []clusterRecord  `json:"clusters"`
}

type approvalRecord struct {
	User string    `json:"user"`
	At   time.Time `json:"at"`
}

type analysisRecord struct {
	Name     string            `json:"name"`
	Tallies  []tallyRecord     `json:"tallies"`
	Samples  []analysis.Sample `json:"samples"`
	Released *run.Note         `json:"released,omitempty"`
}

// tallyRecord is how many samples of a cluster, and queries in vain, there were.
type tallyRecord struct {
	Cluster      string `json:"cluster"`
	Successes    int    `json:"successes"`
	Failures     int    `json:"failures"`
	Inconclusive int    `json:"inconclusive"`
	Errors       int    `json:"errors"`
}

type clusterRecord struct {
	Name     string           `json:"name"`
	Context  string           `json:"context,omitempty"`
	State    run.ClusterState `json:"state"`
	Since    time.Time        `json:"since,omitzero"`
	Revision int64            `json:"revision,omitempty"`
	Checked  []string         `json:"checked,omitempty"`
	Reason   fact.Fact        `json:"reason,omitzero"`
}

func writeJSON(w io.Writer, r *waves.Report, o ui.Options) error {
	return ui.WriteFacts(w, recordsOf(r), "  ", o)
}

func recordsOf(r *waves.Report) reportRecord {
	record := reportRecord{FormatVersion: "1", Stack: r.Stack, Waves: []waveRecord{}}
	if r.Run != nil {
		record.Run = recordOf(r.Run, r.Waits)
		for i := range r.Run.Waves {
			record.Waves = append(record.Waves, waveOf(r, &r.Run.Waves[i]))
		}
	}
	return record
}

func recordOf(r *run.Run, waits *run.Wait) *runRecord {
	record := &runRecord{
		ID: r.ID, State: r.State, Home: r.Home, Who: r.Who, User: r.User, Commit: r.Commit, Started: r.Started, Ended: r.Ended,
		Paused: r.Pause, WindowIgnored: r.WindowIgnored, Supersedes: r.Supersedes, Outside: r.Outside, Why: r.Why, Past: r.Past,
	}
	if waits != nil {
		record.Waits = &waitRecord{waits.Wave.Name, waits.For, waits.Until}
	}
	return record
}

func waveOf(r *waves.Report, w *run.Wave) waveRecord {
	record := waveRecord{Name: w.Name, State: r.State(w), Healthy: w.Healthy, Passed: w.Passed, Clusters: []clusterRecord{}}
	for _, a := range w.Approvals {
		record.Approvals = append(record.Approvals, approvalRecord{a.User, a.At})
	}
	for _, a := range w.Analyses {
		tallies := []tallyRecord{}
		for _, t := range a.Tallies {
			tallies = append(tallies, tallyRecord{t.Cluster, t.Successes, t.Failures, t.Inconclusive, t.Errors})
		}
		record.Analyses = append(record.Analyses, analysisRecord{a.Name, tallies, append([]analysis.Sample{}, a.Samples...), a.Released})
	}
	for _, c := range w.Clusters {
		record.Clusters = append(record.Clusters, clusterRecord{c.Name, c.Context, c.State, c.Since, c.Revision, c.Checked, c.Reason})
	}
	return record
}

// endedRecord is how a run stands when an apply ends, as the last of its events.
type endedRecord struct {
	Type string    `json:"type"`
	Time time.Time `json:"time"`
	reportRecord
}

func endedJSON(w io.Writer, r *waves.Report, o ui.Options) error {
	return ui.WriteFacts(w, endedRecord{"run", r.Facts.Now, recordsOf(r)}, "", o)
}
