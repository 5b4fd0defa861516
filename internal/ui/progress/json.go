package progress

import (
	"io"
	"sync"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// eventStream writes an apply's events as JSON, one object a line
// (docs/apply-events.md).
type eventStream struct {
	out     io.Writer
	options ui.Options
	scope   Scope

	mu    sync.Mutex
	board *board
	quiet silence
	pulse *pulse
	begun bool
	err   error // the first of writing
}

func newEventStream(out io.Writer, o ui.Options, scope Scope, now func() time.Time) *eventStream {
	s := &eventStream{out: out, options: o, scope: scope, board: newBoard(now, words.In(o.Language))}
	s.pulse = newPulse(pulseInterval, s.beat)
	return s
}

// beat names what is waited for where nothing was said for long.
func (s *eventStream) beat() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.quiet.broken(s.board) {
		s.write(eventRecord{Type: "waiting", Elapsed: seconds(s.board.elapsed()), Objects: s.board.stillRecords()})
	}
}

// eventRecord is the JSON form of an event. Which fields there are depends on
// its type.
type eventRecord struct {
	Type       string             `json:"type"`
	Version    string             `json:"format_version,omitempty"`
	Time       time.Time          `json:"time"`
	Run        string             `json:"run,omitempty"`
	Wave       string             `json:"wave,omitempty"`
	Cluster    string             `json:"cluster,omitempty"`
	Rollback   bool               `json:"rollback,omitempty"` // it happens on the way back
	Object     *object.Ref        `json:"object,omitempty"`
	Action     plan.Action        `json:"action,omitempty"`
	Elapsed    *float64           `json:"elapsed_seconds,omitempty"`
	Status     *rollout.Status    `json:"status,omitempty"`
	Error      fact.Fact          `json:"error,omitzero"`
	Address    string             `json:"address,omitempty"` // of what failed: its block,
	Origin     *object.Range      `json:"origin,omitempty"`  // the line that says most about it,
	Snippet    *ui.Source         `json:"snippet,omitempty"` // and the source there
	Code       fact.Code          `json:"code,omitempty"`    // of a notice, with its arguments
	Args       fact.Args          `json:"args,omitempty"`
	Waits      []apply.Wait       `json:"waits,omitempty"`
	Expands    *rollout.Expansion `json:"expanding,omitempty"`
	Pods       []string           `json:"pods,omitempty"`
	Objects    []stillRecord      `json:"objects,omitempty"`     // what is waited for
	NotStarted []object.Ref       `json:"not_started,omitempty"` // of what failed: the objects that waited for it
	Because    string             `json:"because,omitempty"`
	Summary    *summaryRecord     `json:"summary,omitempty"`
}

// summaryRecord is the JSON form of what came of an apply.
type summaryRecord struct {
	Outcome string `json:"outcome"` // applied, rolled_back, partial, failed, stopped
	countRecord
	// Rollback counts what was done on the way back of a run; nil where nothing was.
	Rollback *countRecord `json:"rollback,omitempty"`
	// NotDone is what of the plan was not done, where, and why.
	NotDone []engine.Leftover `json:"not_done,omitempty"`
}

// countRecord is the JSON form of how much was done.
type countRecord struct {
	Created    int `json:"created"`
	Updated    int `json:"updated"`
	Replaced   int `json:"replaced,omitempty"`
	Adopted    int `json:"adopted,omitempty"`
	Deleted    int `json:"deleted"`
	Released   int `json:"released,omitempty"`
	Failed     int `json:"failed"`
	Rollouts   int `json:"rollouts"`
	RolledOut  int `json:"rolled_out"`
	Unfinished int `json:"unfinished"`
	Deleting   int `json:"deleting,omitempty"`
	Expanding  int `json:"expanding,omitempty"`
}

func countsOf(t applyTotals) countRecord {
	return countRecord{
		Created: t.created, Updated: t.updated, Replaced: t.replaced + t.rerun, Adopted: t.adopted, Deleted: t.deleted, Released: t.released, Failed: t.failed,
		Rollouts: t.rollouts, RolledOut: t.settled, Unfinished: t.open, Deleting: t.deleting, Expanding: t.expanding,
	}
}

func (s *eventStream) Event(cluster string, event apply.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	n, _ := s.board.record(cluster, event)
	r := recordOf(event)
	r.Cluster, r.Rollback = cluster, s.board.goBack[cluster]
	if n != nil && n.stage == failed {
		s.locate(&r, n)
	}
	s.write(r)
}

// locate adds where in the configuration a failure comes from.
func (s *eventStream) locate(r *eventRecord, n *entry) {
	r.Address, _ = s.scope.source(n.entryKey)
	r.NotStarted = s.board.notStarted(n, s.scope)
	if r.Origin = failureFinding(s.board.words, n, nil, s.scope).Range; r.Origin != nil {
		r.Snippet = ui.SnippetOf(*r.Origin, *r.Origin, s.scope.Files[r.Origin.File])
	}
}

func (s *eventStream) Fail(why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.board.failure = why
}

func (s *eventStream) Close(left ...engine.Leftover) error {
	s.pulse.end()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.board.started.IsZero() || len(left) > 0 || s.scope.Failed != nil {
		s.begin()
		t := s.board.totals()
		sum := summaryRecord{Outcome: s.outcome(t.outcome(left)), countRecord: countsOf(t), NotDone: left}
		if back := (backward{s.board}).totals(""); back != nil {
			counts := countsOf(*back)
			sum.Rollback = &counts
		}
		s.write(eventRecord{Type: "summary", Elapsed: seconds(s.board.elapsed()), Summary: &sum})
	}
	return s.err
}

// outcome is what came of it in one word, which never sounds as if an apply that is rolled back had not failed.
func (s *eventStream) outcome(word string) string {
	if word == "applied" && s.scope.Failed != nil {
		return "rolled_back"
	}
	return word
}

// begin writes which version of the format the stream has, before everything else.
func (s *eventStream) begin() {
	if !s.begun {
		s.begun = true
		s.write(eventRecord{Type: "version", Version: "2"})
	}
}

func (s *eventStream) write(r eventRecord) {
	s.quiet.since = s.board.now()
	r.Time, r.Run, r.Wave = s.quiet.since.UTC().Truncate(time.Millisecond), s.scope.Run, s.scope.Waves[r.Cluster]
	if err := ui.WriteFacts(s.out, r, "", s.options); err != nil && s.err == nil {
		s.err = err
	}
}

func recordOf(event apply.Event) eventRecord {
	switch e := event.(type) {
	case apply.ObjectStarted:
		return eventRecord{Type: "object_started", Object: &e.Object, Action: e.Action}
	case apply.ObjectDone:
		return eventRecord{Type: "object_done", Object: &e.Object, Action: e.Action, Elapsed: seconds(e.Elapsed)}
	case apply.ObjectFailed:
		return eventRecord{Type: "object_failed", Object: &e.Object, Action: e.Action, Error: apply.Reason(e.Object, e.Err)}
	case apply.DeletionProgress:
		return eventRecord{Type: "deletion_progress", Object: &e.Object, Waits: e.Waits, Elapsed: seconds(e.Elapsed)}
	case apply.ServerSilent:
		return eventRecord{Type: "server_silent", Error: fact.Of(e.Err), Elapsed: seconds(e.Elapsed)}
	case apply.ServerBack:
		return eventRecord{Type: "server_back", Elapsed: seconds(e.Elapsed)}
	case apply.PodsReplaced:
		return eventRecord{Type: "pods_replaced", Object: &e.Object, Pods: e.Pods, Because: string(e.Because)}
	case apply.RolloutStarted:
		return eventRecord{Type: "rollout_started", Object: &e.Object}
	case apply.RolloutProgress:
		return eventRecord{Type: "rollout_progress", Object: &e.Object, Status: &e.Status, Elapsed: seconds(e.Elapsed)}
	case apply.RolloutEnded:
		return eventRecord{Type: "rollout_ended", Object: &e.Object, Status: &e.Status, Elapsed: seconds(e.Elapsed), Error: apply.Reason(e.Object, e.Err)}
	case apply.ClusterEnded:
		return eventRecord{Type: "cluster_ended", Error: fact.Of(e.Err)}
	case apply.ClaimExpanding:
		return eventRecord{Type: "claim_expanding", Object: &e.Claim, Expands: &e.Expansion}
	case apply.Notice:
		return eventRecord{Type: "notice", Code: e.Code, Args: e.Args}
	}
	return eventRecord{Type: "unknown"}
}

// seconds is a duration as JSON has it, to the millisecond.
func seconds(d time.Duration) *float64 {
	s := d.Truncate(time.Millisecond).Seconds()
	return &s
}
