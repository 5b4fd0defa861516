package ui

import (
	"slices"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
)

// leftovers prints what was not done, and where.
func (p *printer) leftovers(left []engine.Leftover, many bool) {
	for _, l := range left {
		if l.Because == engine.LeftFailed && l.Changes == 0 {
			continue // what failed is told by itself
		}
		var what string
		if l.Changes > 0 {
			what = p.words.SayN(int64(l.Changes), "%d change", "%d changes")
		}
		switch {
		case many && what != "":
			what = p.words.Say("%s on cluster %s", what, l.Cluster)
		case many:
			what = p.words.Say("on cluster %s", l.Cluster)
		}
		why := p.words.Say("%s.", p.words.Text(fact.New(l.Because, nil)))
		if what != "" {
			why = p.words.Say("%s: %s", what, why)
		}
		p.labelled(0, caution.span(p.words.Say("Not done:")), plain, why)
	}
}

// outcome is what came of an apply, in one word.
func (t applyTotals) outcome(left []engine.Leftover) string {
	because := func(codes ...fact.Code) bool {
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
