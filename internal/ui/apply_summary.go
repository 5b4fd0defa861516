package ui

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/plan"
)

// conclude prints what was done, and what was not, to Out, and what failed to Err.
func conclude(s Streams, o Options, scope Scope, b *board, left []engine.Leftover) error {
	if b.started.IsZero() && len(left) == 0 {
		return nil
	}
	p := newPrinter(o)
	p.summary(b, scope.Plan.Destroy, left)
	p.expansions(b, scope)
	p.leftovers(left, scope.many())
	failures := b.failures()
	if len(failures) > 0 {
		p.blank()
	}
	if err := p.writeTo(s.Out); err != nil || len(failures) == 0 {
		return err
	}
	findings := make([]finding, len(failures))
	for i, n := range failures {
		findings[i] = failureFinding(n, scope)
	}
	errOptions := s.ErrOptions(o.Format)
	errOptions.Color = errOptions.Color && o.Color
	return writeFindings(s.Err, findings, scope.Files, errOptions)
}

// summary prints the last word on an apply.
func (p *printer) summary(b *board, destroy bool, left []engine.Leftover) {
	t, took := b.totals(), duration(b.elapsed())
	p.blank()
	switch outcome := t.outcome(left); {
	case b.started.IsZero():
		p.line(0, caution.span("Nothing was changed."))
		return
	case outcome == "failed":
		p.labelled(0, bad.span("Failed after "+took+":"), plain, t.sentence("nothing was changed"))
	case outcome == "stopped":
		p.labelled(0, caution.span("Stopped after "+took+":"), plain, t.sentence("nothing was changed"))
	case outcome == "partial":
		p.labelled(0, caution.span(appliedWord(destroy)+" in part, in "+took+":"), plain, t.sentence("nothing was changed"))
	default:
		p.labelled(0, good.span(appliedWord(destroy)+" in "+took+":"), plain, t.sentence("nothing to change"))
	}
}

func appliedWord(destroy bool) string {
	if destroy {
		return "Destroyed"
	}
	return "Applied"
}

// sentence returns what was done, or that nothing was.
func (t applyTotals) sentence(nothing string) string {
	var done []string
	for _, d := range []struct {
		n    int
		word string
	}{{t.created, doneWord(plan.Create)}, {t.updated, doneWord(plan.Update)}, {t.replaced, doneWord(plan.Replace)}, {t.adopted, doneWord(plan.Adopt)}, {t.deleted, doneWord(plan.Delete)}, {t.failed, "failed"}} {
		if d.n > 0 {
			done = append(done, fmt.Sprintf("%d %s", d.n, d.word))
		}
	}
	if len(done) == 0 && t.deleting == 0 {
		done = []string{nothing}
	}
	text := t.deletions() + t.workloads() + t.expansions()
	if len(done) > 0 {
		text = strings.Join(done, ", ") + "." + text
	}
	return strings.TrimSpace(text)
}

// deletions returns how many deletions have not finished.
func (t applyTotals) deletions() string {
	switch {
	case t.deleting == 0:
		return ""
	case t.deleting == 1:
		return " 1 object is being deleted and is not gone yet."
	default:
		return fmt.Sprintf(" %d objects are being deleted and are not gone yet.", t.deleting)
	}
}

// expansions returns how many claims are not as large yet as they are to be.
func (t applyTotals) expansions() string {
	if t.expanding == 0 {
		return ""
	}
	return " " + plural.Agree(t.expanding, "claim", "is not expanded yet", "are not expanded yet") + "."
}

// workloads returns how the rollouts ended.
func (t applyTotals) workloads() string {
	unsettled := t.rollouts - t.settled
	switch {
	case t.rollouts == 0:
		return ""
	case unsettled > 0 && t.rollouts == 1:
		return " The workload is not rolled out."
	case unsettled > 0:
		return fmt.Sprintf(" %d of %d workloads are not rolled out.", unsettled, t.rollouts)
	case t.running == t.rollouts && t.rollouts == 1:
		return " The workload is running."
	case t.running == t.rollouts:
		return " All workloads are running."
	case t.rollouts == 1:
		return " The workload is rolled out."
	default:
		return " All workloads are rolled out."
	}
}
