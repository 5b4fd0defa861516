package progress

import (
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
)

// leftovers prints what was not done, and where.
func (p summary) leftovers(left []engine.Leftover, many bool) {
	for _, l := range left {
		if l.Because == engine.LeftFailed && l.Changes == 0 {
			continue // what failed is told by itself
		}
		var what string
		if l.Changes > 0 {
			what = p.Words.SayN(int64(l.Changes), "%d change", "%d changes")
		}
		switch {
		case many && what != "":
			what = p.Words.Say("%s on cluster %s", what, l.Cluster)
		case many:
			what = p.Words.Say("on cluster %s", l.Cluster)
		}
		why := p.Words.Say("%s.", p.Words.Text(fact.New(l.Because, nil)))
		if what != "" {
			why = p.Words.Say("%s: %s", what, why)
		}
		p.Labelled(0, ui.Caution.Span(p.Words.Say("Not done:")), ui.Plain, why)
	}
}

// expansions prints what keeps claims from being as large as they are to be.
func (p summary) expansions(b *board, scope Scope) {
	for _, x := range b.expanding {
		text := rollouts.Expansion(p.Words, x.Expansion, x.Claim.Namespace, scope.context(x.cluster))
		if scope.many() {
			text = p.Words.Say("%s: %s", x.cluster, text)
		}
		p.Text(0, ui.Plain, text)
	}
}
