package plan

import (
	"time"

	"github.com/workloadlang/wl/state"
)

// Revision is a revision of a stack's state, as far as it is told of.
type Revision struct {
	Number     int64          `json:"revision"`
	Operation  string         `json:"operation"` // as the state has it
	RollbackTo int64          `json:"rollback_to,omitempty"`
	Outcome    state.Outcome  `json:"outcome"`
	Good       bool           `json:"good"` // it can be rolled back to
	Started    time.Time      `json:"started"`
	Ended      time.Time      `json:"ended,omitzero"`
	Who        string         `json:"who"`
	Commit     string         `json:"commit,omitempty"`
	Run        string         `json:"run,omitempty"`         // the ID of the run over several clusters of which it is a part
	OutsideRun string         `json:"outside_run,omitempty"` // of the one that was under way, outside of which it was made
	WLVersion  string         `json:"wl_version"`
	Objects    int            `json:"objects"`
	Changed    map[string]int `json:"changed,omitempty"` // how many objects, by action
	First      []state.Change `json:"first,omitempty"`   // the first of them
}

// RevisionOf is what a state says of a revision.
func RevisionOf(s state.Summary) Revision {
	return Revision{
		Number: s.Serial, Operation: s.Operation, RollbackTo: s.RollbackTo, Outcome: s.Outcome, Good: s.Good, Started: s.Started, Ended: s.Ended,
		Who: s.Who, Commit: s.Commit, Run: s.Run, OutsideRun: s.OutsideRun, WLVersion: s.WLVersion, Objects: s.Objects, Changed: s.Changed, First: s.First,
	}
}

// Past is of which revisions a plan's changes are that were made already: those of To
// or, where From is set, all between the two.
type Past struct {
	From int64 `json:"from,omitempty"`
	To   int64 `json:"to"`
}
