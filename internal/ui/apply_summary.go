package ui

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/plan"
)

// outcome is what came of an apply, in one word.
func (t applyTotals) outcome() string {
	switch {
	case t.failed > 0:
		return "failed"
	case t.open > 0:
		return "stopped"
	default:
		return "applied"
	}
}

// conclude prints what was done to Out, and what failed to Err.
func conclude(s Streams, o Options, scope Scope, b *board) error {
	if b.started.IsZero() {
		return nil
	}
	p := newPrinter(o)
	p.summary(b, scope.Plan.Destroy)
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
func (p *printer) summary(b *board, destroy bool) {
	t, took := b.totals(), duration(b.elapsed())
	p.blank()
	switch t.outcome() {
	case "failed":
		p.labelled(0, bad.span("Failed after "+took+":"), plain, t.sentence())
	case "stopped":
		p.labelled(0, caution.span("Stopped after "+took+":"), plain, t.sentence())
	default:
		lead := "Applied in "
		if destroy {
			lead = "Destroyed in "
		}
		p.labelled(0, good.span(lead+took+":"), plain, t.sentence())
	}
}

func (t applyTotals) sentence() string {
	var done []string
	for _, d := range []struct {
		n    int
		word string
	}{{t.created, doneWord(plan.Create)}, {t.updated, doneWord(plan.Update)}, {t.replaced, doneWord(plan.Replace)}, {t.adopted, doneWord(plan.Adopt)}, {t.deleted, doneWord(plan.Delete)}, {t.failed, "failed"}} {
		if d.n > 0 {
			done = append(done, fmt.Sprintf("%d %s", d.n, d.word))
		}
	}
	if len(done) == 0 {
		done = []string{"nothing to change"}
	}
	return strings.Join(done, ", ") + "." + t.workloads()
}

// workloads says how the rollouts ended.
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
