// Package run is a rollout over several clusters as a journal. wl has no controller: a
// run is what has been done and seen so far, and Next is what is due:
//
//	switch due := r.Next(facts).(type) {
//	case run.Apply: // apply to due.Clusters, and note what came of it
//	case run.Wait: // end, and say what is waited for
//	}
//
// Nothing is read, written or waited for here, and no clock is asked. Whoever carries a
// run on keeps it in the home cluster, by compare-and-swap.
package run

import (
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/approval"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// Run is a run of a stack over its clusters. It is frozen at its start: what each cluster
// is to get, and by which strategy.
type Run struct {
	FormatVersion int          `json:"format_version"`
	ID            string       `json:"id"`
	Key           []byte       `json:"key"` // random, and never shown: the digests are made with it
	Stack         object.Stack `json:"stack"`
	Home          string       `json:"home"`
	Strategy      string       `json:"strategy"` // keyed digest of the rollout block, without its waves and its home
	Digest        string       `json:"digest"`   // of what all clusters are to get, and of the strategy
	Commit        string       `json:"commit,omitempty"`
	Who           string       `json:"who"`  // user@host
	User          string       `json:"user"` // that the home cluster knows
	WLVersion     string       `json:"wl_version"`
	Started       time.Time    `json:"started"` // by the home cluster's clock, as all times
	Ended         time.Time    `json:"ended,omitzero"`
	State         State        `json:"state"`
	Why           fact.Fact    `json:"why,omitzero"` // why it was halted or aborted
	OnFailure     string       `json:"on_failure"`
	Waves         []Wave       `json:"waves"`
	Windows       []Window     `json:"windows,omitempty"`
	Pause         *Note        `json:"pause,omitempty"`
	// WindowIgnored is who continues in spite of the windows, and why.
	WindowIgnored *Note `json:"window_ignored,omitempty"`
	// Supersedes is the run that was under way when this one began.
	Supersedes string `json:"supersedes,omitempty"`
	// Outside is what was done to its clusters outside of it, while it was under way.
	Outside []Outside `json:"outside,omitempty"`
	// Past are the runs before this one, the last first: a few.
	Past []Past `json:"past,omitempty"`
	// Writes are the last writes of the run, by which whoever has got no answer to one recognizes it.
	Writes Signatures `json:"writes,omitempty"`
}

// Past is what is kept of a run when another one begins.
type Past struct {
	ID      string    `json:"id"`
	State   State     `json:"state"` // how it ended
	Commit  string    `json:"commit,omitempty"`
	Who     string    `json:"who"`
	User    string    `json:"user"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended,omitzero"`
	Why     fact.Fact `json:"why,omitzero"`
	// SupersededBy is the run that has ended it.
	SupersededBy string `json:"superseded_by,omitempty"`
	// Wave is the one that it had come to; empty where it had passed all.
	Wave string `json:"wave,omitempty"`
}

// State is how a run stands.
type State string

// A run is under way until it has ended in one of the other ways.
const (
	UnderWay   State = "under_way"
	Done       State = "done"
	Halted     State = "halted"
	RolledBack State = "rolled_back" // halted, and its clusters were rolled back
	Aborted    State = "aborted"
	Superseded State = "superseded" // another one was begun in its place; only of a Past
)

// Ended reports whether nothing more comes of the run.
func (r *Run) HasEnded() bool { return r.State != UnderWay }

// Wave is a part of the run's clusters, and what must hold before the next begins.
type Wave struct {
	Name            string        `json:"name"`
	Strategy        string        `json:"strategy"` // keyed digest of the wave block, without its clusters
	MaxConcurrent   int           `json:"max_concurrent"`
	MaxFailures     int           `json:"max_failures,omitempty"`
	SkipUnreachable bool          `json:"skip_unreachable,omitempty"`
	Soak            time.Duration `json:"soak,omitempty"`
	Checks          []string      `json:"checks,omitempty"` // names
	Analyses        []Analysis    `json:"analyses,omitempty"`
	Approval        *Approval     `json:"approval,omitempty"`
	Clusters        []Cluster     `json:"clusters"`

	Healthy   time.Time           `json:"healthy,omitzero"`    // when the last cluster was: the soak's beginning
	Judged    time.Time           `json:"judged,omitzero"`     // when the clusters were healthy still, at the soak's end
	Passed    time.Time           `json:"passed,omitzero"`     // when the next wave could begin
	Failure   fact.Fact           `json:"failure,omitzero"`    // why the wave has failed, which nothing takes back: its clusters may be on their way back
	Approvals []approval.Approval `json:"approvals,omitempty"` // in the order in which they were given
	Announced fact.Code           `json:"announced,omitempty"` // of the gate at which it was posted last that the run waits
}

// Cluster is one cluster of a wave.
type Cluster struct {
	Name    string       `json:"name"`
	Context string       `json:"context,omitempty"`
	UID     string       `json:"uid,omitempty"` // of the namespace kube-system
	Digest  string       `json:"digest"`        // keyed, of what it is to get
	State   ClusterState `json:"state"`
	Since   time.Time    `json:"since,omitzero"`
	Reason  fact.Fact    `json:"reason,omitzero"` // why it failed, or was skipped
	// Begun reports that Before is known: the last good revision before the run; 0 where
	// there was none.
	Begun  bool  `json:"begun,omitempty"`
	Before int64 `json:"before,omitempty"`
	// Found is the newest revision, good or not, when the run came to the cluster last; 0 where there was none.
	Found int64 `json:"found,omitempty"`
	// Revision is the one that the run has written; 0 where there was nothing to write.
	Revision int64 `json:"revision,omitempty"`
	// Restarts are those of all containers but sidecars when the cluster was healthy: an earlier wl knows nothing else, and
	// keeps nothing else where it notes something. Sum is with sidecars, and Restarted those of the Pods that had the
	// most of them, by how their UIDs begin; forgotten when its wave has passed. Sidecars reports that theirs are
	// among these.
	Restarts  int64    `json:"restarts,omitempty"`
	Sum       int64    `json:"restarts_with_sidecars,omitempty"`
	Restarted Restarts `json:"restarted,omitempty"`
	Sidecars  bool     `json:"sidecars,omitempty"`
	Checked   []string `json:"checked,omitempty"` // the checks that have succeeded
}

// ClusterState is how far the run has come on one cluster.
type ClusterState string

// The states of a cluster. One that was applied is healthy: everything is rolled out.
const (
	Pending     ClusterState = "pending"
	Applying    ClusterState = "applying"
	Applied     ClusterState = "healthy"
	Failed      ClusterState = "failed"
	Skipped     ClusterState = "skipped" // it could not be reached, and is left behind; or its reason is NotDeclared
	ClusterBack ClusterState = "rolled_back"
)

// NotDeclared is why a cluster is left out that was not declared any more when the run continued.
const NotDeclared fact.Code = "cluster_not_declared"

// Note is who has done something, when and why.
type Note struct {
	User   string    `json:"user"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"`
}

// Outside is an operation outside of a run.
type Outside struct {
	Operation string   `json:"operation"`
	Clusters  []string `json:"clusters,omitempty"`
	Note
}

// Window is when clusters may be begun, or may not.
type Window struct {
	Deny     bool          `json:"deny,omitempty"`
	Schedule string        `json:"schedule"`
	Duration time.Duration `json:"duration"`
	TimeZone string        `json:"time_zone,omitempty"`
}

// Analysis is what Prometheus is asked on each cluster of a wave, and what it answered.
type Analysis struct {
	Name         string        `json:"name"`
	Interval     time.Duration `json:"interval"`
	Count        int           `json:"count"`
	FailureLimit int           `json:"failure_limit,omitempty"`
	ErrorLimit   int           `json:"error_limit,omitempty"`
	analysis.Taken
	Released  *Note `json:"released,omitempty"`  // who has let an inconclusive one pass
	Announced bool  `json:"announced,omitempty"` // whether it was posted that people are to decide about it
}

// Rule is when the samples are taken, and how many may be what.
func (a *Analysis) Rule() analysis.Rule {
	return analysis.Rule{Interval: a.Interval, Count: a.Count, FailureLimit: a.FailureLimit, ErrorLimit: a.ErrorLimit}
}

// Approval is who may let the run continue after a wave.
type Approval struct {
	Groups       []string `json:"groups,omitempty"`
	Quorum       int      `json:"quorum"`
	NotInitiator bool     `json:"not_initiator,omitempty"`
}

// rule is whose approval is needed.
func (a *Approval) rule() approval.Rule {
	return approval.Rule{Groups: a.Groups, Quorum: a.Quorum, NotInitiator: a.NotInitiator}
}

// cluster finds a cluster of the run by its name; nil where it has none.
func (r *Run) cluster(name string) (*Wave, *Cluster) {
	for i := range r.Waves {
		for j := range r.Waves[i].Clusters {
			if c := &r.Waves[i].Clusters[j]; c.Name == name {
				return &r.Waves[i], c
			}
		}
	}
	return nil, nil
}

// Identities are the UIDs of the run's clusters, by name, as far as they are known.
func (r *Run) Identities() map[string]string {
	known := map[string]string{}
	for _, w := range r.Waves {
		for _, c := range w.Clusters {
			if c.UID != "" {
				known[c.Name] = c.UID
			}
		}
	}
	return known
}

// Knows reports whether a run is this one, or one before it.
func (r *Run) Knows(id string) bool {
	return r.ID == id || slices.ContainsFunc(r.Past, func(p Past) bool { return p.ID == id })
}

// Wrote reports whether a run has applied something to a cluster, and has not rolled it back.
func Wrote(r *Run, cluster string) bool {
	return slices.ContainsFunc(r.Waves, func(w Wave) bool {
		return slices.ContainsFunc(w.Clusters, func(c Cluster) bool { return c.Name == cluster && c.State == Applied && c.Revision != 0 })
	})
}

// Wave finds a wave by its name; nil where the run has none.
func (r *Run) Wave(name string) *Wave {
	for i := range r.Waves {
		if r.Waves[i].Name == name {
			return &r.Waves[i]
		}
	}
	return nil
}

// Current is the wave that the run has come to; nil where all have passed.
func (r *Run) Current() *Wave {
	for i := range r.Waves {
		if r.Waves[i].Passed.IsZero() {
			return &r.Waves[i]
		}
	}
	return nil
}

// Names are the wave's clusters that are in one of some states, in their order; all where none is given.
func (w *Wave) Names(in ...ClusterState) []string {
	var names []string
	for _, c := range w.Clusters {
		if len(in) == 0 || slices.Contains(in, c.State) {
			names = append(names, c.Name)
		}
	}
	return names
}
