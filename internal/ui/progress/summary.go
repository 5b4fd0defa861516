package progress

import (
	"reflect"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// conclude prints what was done, and what was not, to Out, and what failed to Err.
func conclude(s ui.Streams, o ui.Options, scope Scope, b *board, left []engine.Leftover) error {
	if (b.started.IsZero() || scope.Run != "" && len(b.entries) == 0) && len(left) == 0 && scope.Failed == nil {
		return nil // of a run that does not come to a cluster, how it stands says all
	}
	p := summary{ui.NewPrinter(o)}
	p.verdict(b, scope, left)
	p.expansions(b, scope)
	p.leftovers(left, scope.many())
	failures := b.failures()
	if len(failures) > 0 {
		p.Blank()
	}
	if err := p.Flush(s.Out); err != nil || len(failures) == 0 {
		return err
	}
	findings := make([]diagnostics.Finding, len(failures))
	for i, n := range failures {
		findings[i] = failureFinding(b.words, n, b.notStarted(n, scope), scope)
	}
	errOptions := s.ErrOptions(o.Format)
	errOptions.Color = errOptions.Color && o.Color
	errOptions.Files = scope.Files
	return diagnostics.Findings(s.Err, findings, errOptions)
}

// summary prints what came of an apply.
type summary struct{ *ui.Printer }

// verdict prints the last word on an apply.
func (p summary) verdict(b *board, scope Scope, left []engine.Leftover) {
	p.Blank()
	switch {
	case b.started.IsZero() && scope.Failed != nil:
		p.Text(0, ui.Caution, scope.notRolledBack(b.words, left))
		return
	case b.started.IsZero():
		p.Line(0, ui.Caution.Span(p.Words.Say("Nothing was changed.")))
		return
	}
	label, how, text := b.verdict(scope, left)
	p.Labelled(0, how.Span(label), ui.Plain, text)
}

// verdict is what came of an apply of which something was told, and how much was done.
func (b *board) verdict(scope Scope, left []engine.Leftover) (label string, how ui.Style, text string) {
	t, w, took, destroy := b.totals(), b.words, words.Duration(b.elapsed()), scope.Plan.Destroy
	how = ui.Caution
	nothing := w.Say("nothing was changed")
	if scope.Doing != Applying { // a sentence about the rollouts says it all
		nothing = ""
	}
	switch outcome := t.outcome(left); {
	case scope.Failed != nil:
		label, how = scope.rolledBack(b, left)
	case outcome == "failed":
		label, how = w.Say("Failed after %s:", took), ui.Bad
	case outcome == "stopped":
		label = w.Say("Stopped after %s:", took)
	case outcome == "partial" && destroy:
		label = w.Say("Destroyed in part, in %s:", took)
	case outcome == "partial":
		label = w.Say("Applied in part, in %s:", took)
	case scope.Doing == Awaiting:
		label, how = w.Say("Ready after %s:", took), ui.Good
	case scope.Doing == Restarting:
		label, how = w.Say("Restarted in %s:", took), ui.Good
	case destroy:
		label, how, nothing = w.Say("Destroyed in %s:", took), ui.Good, w.Say("nothing to change")
	default:
		label, how, nothing = w.Say("Applied in %s:", took), ui.Good, w.Say("nothing to change")
	}
	return label, how, backward{b}.accounted(t, "", nothing)
}

// rolledBack is the last word on the rollback of an apply that has failed: that comes first,
// so that it never sounds as if all were well.
func (s Scope) rolledBack(b *board, left []engine.Leftover) (label string, how ui.Style) {
	w, took := b.words, words.Duration(b.elapsed())
	how = ui.Caution
	switch b.totals().outcome(left) {
	case "failed":
		label, how = w.Say("The rollback failed after %s:", took), ui.Bad
	case "stopped":
		label = w.Say("The rollback stopped after %s:", took)
	case "partial":
		label = w.Say("Rolled back in part, in %s:", took)
	default:
		label = w.Say("Rolled back to the last good revision of each in %s:", took)
		if to := s.goal(); to > 0 {
			label = w.Say("Rolled back to revision %d in %s:", to, took)
		}
	}
	return w.Sentences(s.failure(w), label), how
}

// notRolledBack is the last word where the rollback of an apply that has failed did nothing.
func (s Scope) notRolledBack(w *words.Words, left []engine.Leftover) string {
	if len(left) == 0 {
		return w.Sentences(s.failure(w), w.Say("There is nothing to roll back."))
	}
	return w.Sentences(s.failure(w), w.Say("Nothing is rolled back."))
}

// failure is that the apply has failed, and where, if it was of several clusters.
func (s Scope) failure(w *words.Words) string {
	if len(s.Failed.Clusters) == 1 {
		return w.Say("The apply failed.")
	}
	var names []string
	for _, c := range s.Plan.Clusters {
		names = append(names, c.Cluster)
	}
	return w.Say("The apply failed on %s.", w.List(names))
}

// goal is the revision that all clusters go back to; 0 where they go to several.
func (s Scope) goal() int64 {
	var to int64
	other := func(c plan.ClusterPlan) bool { return c.Revision == nil || c.Revision.Number != to }
	if first := s.Plan.Clusters[0].Revision; first != nil {
		to = first.Number
	}
	if slices.ContainsFunc(s.Plan.Clusters, other) {
		return 0
	}
	return to
}

// sentence returns what was done, or that nothing was; only how the rollouts ended where
// there was nothing to be done.
func (t applyTotals) sentence(w *words.Words, nothing string) string {
	var done []string
	for _, d := range []struct {
		n    int
		word string
	}{
		{t.created, doneWord(w, plan.Create)}, {t.updated, doneWord(w, plan.Update)}, {t.replaced, doneWord(w, plan.Replace)}, {t.rerun, doneWord(w, plan.Rerun)},
		{t.adopted, doneWord(w, plan.Adopt)}, {t.deleted, doneWord(w, plan.Delete)}, {t.released, doneWord(w, plan.ReleaseObject)},
		{t.failed, w.Say("failed")},
	} {
		if d.n > 0 && nothing != "" {
			done = append(done, w.Say("%[1]d %[2]s", d.n, d.word))
		}
	}
	if len(done) == 0 && t.deleting == 0 && nothing != "" {
		done = []string{nothing}
	}
	var sentences []string
	if len(done) > 0 {
		sentences = append(sentences, w.Say("%s.", strings.Join(done, w.Say(", "))))
	}
	if nothing == "" && t.ready > 0 {
		sentences = append(sentences, w.SayN(int64(t.ready), "%d object is ready.", "%d objects are ready."))
	}
	if nothing == "" && t.deferred > 0 {
		sentences = append(sentences, w.SayN(int64(t.deferred), "%d claim is not bound yet and is not waited for.", "%d claims are not bound yet and are not waited for."))
	}
	for _, more := range []string{t.deletions(w), t.workloads(w), t.objects(w), t.expansions(w)} {
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

// objects returns how many objects that were waited for are not ready.
func (t applyTotals) objects(w *words.Words) string {
	if t.unready == 0 {
		return ""
	}
	return w.SayN(int64(t.unready), "%d object is not ready.", "%d objects are not ready.")
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
	pending := t.rollouts - t.settled
	switch {
	case t.rollouts == 0, t.failure != nil && pending == 0: // it would sound as if all were well
		return ""
	case pending > 0 && t.rollouts == 1:
		return w.Say("The workload is not rolled out.")
	case pending > 0:
		return w.Say("%d of %d workloads are not rolled out.", pending, t.rollouts)
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

// leftovers prints what was not done, and where.
func (p summary) leftovers(left []engine.Leftover, many bool) {
	for _, same := range together(left) {
		p.Labelled(0, ui.Caution.Span(p.Words.Say("Not done:")), ui.Plain, leftover(p.Words, same, many))
	}
}

// together gathers clusters of which the same is said: those that a run has not come to may be many.
func together(left []engine.Leftover) [][]engine.Leftover {
	var all [][]engine.Leftover
	for _, l := range left {
		last := len(all) - 1
		if last >= 0 && l.Changes == 0 && alike(l, all[last][0]) {
			all[last] = append(all[last], l)
			continue
		}
		all = append(all, []engine.Leftover{l})
	}
	return all
}

func alike(a, b engine.Leftover) bool {
	a.Cluster = b.Cluster
	return reflect.DeepEqual(a, b)
}

// leftover is what was not done on clusters of which the same is said, and why; "" where that is
// told by itself.
func leftover(w *words.Words, alike []engine.Leftover, many bool) string {
	l := alike[0]
	if l.Because == engine.LeftFailed && l.Changes == 0 {
		return "" // what failed is told by itself
	}
	var what string
	if l.Changes > 0 {
		what = w.SayN(int64(l.Changes), "%d change", "%d changes")
	}
	switch {
	case many && what != "":
		what = w.Say("%s on cluster %s", what, l.Cluster)
	case many && len(alike) > 1:
		var names []string
		for _, one := range alike {
			names = append(names, one.Cluster)
		}
		what = w.Say("on the clusters %s", said.Few(names, w))
	case many:
		what = w.Say("on cluster %s", l.Cluster)
	}
	why := w.Say("%s.", w.Text(fact.New(l.Because, nil)))
	if what != "" {
		why = w.Say("%s: %s", what, why)
	}
	return why
}

// expansions prints what keeps claims from being as large as they are to be.
func (p summary) expansions(b *board, scope Scope) {
	for _, x := range b.expanding {
		text := rollouts.Expansion(p.Words, x.Expansion, x.Claim.Namespace, scope.way(x.cluster))
		if scope.many() {
			text = p.Words.Say("%s: %s", x.cluster, text)
		}
		p.Text(0, ui.Plain, text)
	}
}
