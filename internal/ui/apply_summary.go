package ui

import (
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/words"
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
		findings[i] = failureFinding(b.words, n, scope)
	}
	errOptions := s.ErrOptions(o.Format)
	errOptions.Color = errOptions.Color && o.Color
	errOptions.Files = scope.Files
	return writeFindings(s.Err, findings, errOptions)
}

// summary prints the last word on an apply.
func (p *printer) summary(b *board, destroy bool, left []engine.Leftover) {
	t, took := b.totals(), duration(b.elapsed())
	p.blank()
	label, how, nothing := "", caution, p.words.Say("nothing was changed")
	switch outcome := t.outcome(left); {
	case b.started.IsZero():
		p.line(0, caution.span(p.words.Say("Nothing was changed.")))
		return
	case outcome == "failed":
		label, how = p.words.Say("Failed after %s:", took), bad
	case outcome == "stopped":
		label = p.words.Say("Stopped after %s:", took)
	case outcome == "partial" && destroy:
		label = p.words.Say("Destroyed in part, in %s:", took)
	case outcome == "partial":
		label = p.words.Say("Applied in part, in %s:", took)
	case destroy:
		label, how, nothing = p.words.Say("Destroyed in %s:", took), good, p.words.Say("nothing to change")
	default:
		label, how, nothing = p.words.Say("Applied in %s:", took), good, p.words.Say("nothing to change")
	}
	p.labelled(0, how.span(label), plain, t.sentence(p.words, nothing))
}

// sentence returns what was done, or that nothing was.
func (t applyTotals) sentence(w *words.Words, nothing string) string {
	var done []string
	for _, d := range []struct {
		n    int
		word string
	}{
		{t.created, doneWord(w, plan.Create)}, {t.updated, doneWord(w, plan.Update)}, {t.replaced, doneWord(w, plan.Replace)},
		{t.adopted, doneWord(w, plan.Adopt)}, {t.deleted, doneWord(w, plan.Delete)}, {t.failed, w.Say("failed")},
	} {
		if d.n > 0 {
			done = append(done, w.Say("%[1]d %[2]s", d.n, d.word))
		}
	}
	if len(done) == 0 && t.deleting == 0 {
		done = []string{nothing}
	}
	var sentences []string
	if len(done) > 0 {
		sentences = append(sentences, w.Say("%s.", strings.Join(done, w.Say(", "))))
	}
	for _, more := range []string{t.deletions(w), t.workloads(w), t.expansions(w)} {
		if more != "" {
			sentences = append(sentences, more)
		}
	}
	return strings.Join(sentences, w.Say(" "))
}

// deletions returns how many deletions have not finished.
func (t applyTotals) deletions(w *words.Words) string {
	if t.deleting == 0 {
		return ""
	}
	return w.SayN(int64(t.deleting), "%d object is being deleted and is not gone yet.", "%d objects are being deleted and are not gone yet.")
}

// expansions returns how many claims are not as large yet as they are to be.
func (t applyTotals) expansions(w *words.Words) string {
	if t.expanding == 0 {
		return ""
	}
	return w.SayN(int64(t.expanding), "%d claim is not expanded yet.", "%d claims are not expanded yet.")
}

// workloads returns how the rollouts ended.
func (t applyTotals) workloads(w *words.Words) string {
	unsettled := t.rollouts - t.settled
	switch {
	case t.rollouts == 0:
		return ""
	case unsettled > 0 && t.rollouts == 1:
		return w.Say("The workload is not rolled out.")
	case unsettled > 0:
		return w.Say("%d of %d workloads are not rolled out.", unsettled, t.rollouts)
	case t.running == t.rollouts && t.rollouts == 1:
		return w.Say("The workload is running.")
	case t.running == t.rollouts:
		return w.Say("All workloads are running.")
	case t.rollouts == 1:
		return w.Say("The workload is rolled out.")
	default:
		return w.Say("All workloads are rolled out.")
	}
}
