package ui

import (
	"fmt"
	"slices"
	"strings"
)

// Leftover is what of a plan was not done on one cluster, and why.
type Leftover struct {
	Cluster string   `json:"cluster"`
	Changes int      `json:"changes"` // so many of the plan's that were not begun; 0 where it is something else
	Because LeftCode `json:"because"`
	Error   string   `json:"error,omitempty"` // where it is an error, in full
}

// LeftCode says why something was not done.
type LeftCode string

// Why something was not done.
const (
	LeftBlocked     LeftCode = "blocked"        // an object is blocked, or the cluster could not be planned
	LeftFailed      LeftCode = "failed"         // what came before it has failed
	LeftOtherFailed LeftCode = "cluster_failed" // another cluster has failed before
	LeftLocked      LeftCode = "locked"         // somebody else holds the lock
	LeftChanged     LeftCode = "state_changed"  // the state is not the one on which the plan was made
	LeftInterrupted LeftCode = "interrupted"    // it was asked to stop
	LeftDeclined    LeftCode = "declined"       // whoever was asked said no
	LeftUnasked     LeftCode = "not_approved"   // nobody could be asked
	LeftError       LeftCode = "error"          // the lock or the state could not be read or written, or the like
	LeftDiffers     LeftCode = "plan_differs"   // what would be done is not what was reviewed
)

// reason says in words why something was not done.
func (l Leftover) reason() string {
	switch l.Because {
	case LeftBlocked:
		return "the plan of the cluster is incomplete, or an object in it is blocked"
	case LeftFailed:
		return "what has failed comes first"
	case LeftOtherFailed:
		return "another cluster failed before"
	case LeftLocked:
		return "another operation holds the lock"
	case LeftChanged:
		return "the state has changed since the plan was made"
	case LeftInterrupted:
		return "interrupted"
	case LeftDeclined:
		return "not approved"
	case LeftUnasked:
		return "nobody could be asked for approval"
	case LeftDiffers:
		return "what would be done now is not what was reviewed"
	}
	return "see the error"
}

// leftovers prints what was not done, and where.
func (p *printer) leftovers(left []Leftover, many bool) {
	for _, l := range left {
		if l.Because == LeftFailed && l.Changes == 0 {
			continue // what failed is told by itself
		}
		var what string
		if l.Changes > 0 {
			what = count(l.Changes, "change")
		}
		if many {
			what = strings.TrimSpace(what + " on cluster " + l.Cluster)
		}
		if what != "" {
			what += ": "
		}
		p.labelled(0, caution.span("Not done:"), plain, fmt.Sprintf("%s%s.", what, l.reason()))
	}
}

// outcome is what came of an apply, in one word.
func (t applyTotals) outcome(left []Leftover) string {
	because := func(codes ...LeftCode) bool {
		return slices.ContainsFunc(left, func(l Leftover) bool { return slices.Contains(codes, l.Because) })
	}
	switch {
	case t.failed > 0, because(LeftFailed, LeftOtherFailed, LeftLocked, LeftChanged, LeftError, LeftDiffers):
		return "failed"
	case t.open > 0, because(LeftInterrupted, LeftDeclined, LeftUnasked):
		return "stopped"
	case len(left) > 0 && t.done() == 0:
		return "failed"
	case len(left) > 0:
		return "partial"
	}
	return "applied"
}

// done counts what was changed.
func (t applyTotals) done() int { return t.created + t.updated + t.replaced + t.adopted + t.deleted }
