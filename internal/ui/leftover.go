package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/plural"
)

// leftReason says in words why something was not done.
func leftReason(code engine.LeftCode) string {
	switch code {
	case engine.LeftBlocked:
		return "the plan of the cluster is incomplete, or an object in it is blocked"
	case engine.LeftFailed:
		return "an earlier step failed"
	case engine.LeftOtherFailed:
		return "another cluster failed"
	case engine.LeftLocked:
		return "another operation holds the lock"
	case engine.LeftChanged:
		return "the state has changed since the plan was made"
	case engine.LeftInterrupted:
		return "interrupted"
	case engine.LeftDeclined:
		return "not approved"
	case engine.LeftUnasked:
		return "approval could not be asked for"
	case engine.LeftDiffers:
		return "the plan has changed since it was reviewed"
	}
	return "see the error"
}

// leftovers prints what was not done, and where.
func (p *printer) leftovers(left []engine.Leftover, many bool) {
	for _, l := range left {
		if l.Because == engine.LeftFailed && l.Changes == 0 {
			continue // what failed is told by itself
		}
		var what string
		if l.Changes > 0 {
			what = plural.Count(l.Changes, "change")
		}
		if many {
			what = strings.TrimSpace(what + " on cluster " + l.Cluster)
		}
		if what != "" {
			what += ": "
		}
		p.labelled(0, caution.span("Not done:"), plain, fmt.Sprintf("%s%s.", what, leftReason(l.Because)))
	}
}

// outcome is what came of an apply, in one word.
func (t applyTotals) outcome(left []engine.Leftover) string {
	because := func(codes ...engine.LeftCode) bool {
		return slices.ContainsFunc(left, func(l engine.Leftover) bool { return slices.Contains(codes, l.Because) })
	}
	switch {
	case t.failed > 0, because(engine.LeftFailed, engine.LeftOtherFailed, engine.LeftLocked, engine.LeftChanged, engine.LeftError, engine.LeftDiffers):
		return "failed"
	case t.open > 0, because(engine.LeftInterrupted, engine.LeftDeclined, engine.LeftUnasked):
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
