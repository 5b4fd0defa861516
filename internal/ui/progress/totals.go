package progress

import (
	"errors"
	"slices"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan"
)

// applyTotals counts what came of an apply.
type applyTotals struct {
	created, updated, replaced, rerun, adopted, deleted, released, failed int
	rollouts, settled, running                                            int
	ready, unready                                                        int   // of what is no workload, what was waited for and is ready, and is not
	deferred                                                              int   // claims that are not bound yet, and not waited for
	open                                                                  int   // begun, and not ended
	deleting                                                              int   // of these, what the server has promised to delete
	expanding                                                             int   // claims that are not as large yet as they are to be
	failure                                                               error // of what the apply is a part of
}

func (b *board) totals() applyTotals {
	t := applyTotals{failure: b.failure}
	for _, n := range b.entries {
		if !n.back {
			t.add(n)
		}
	}
	for _, x := range b.expanding {
		if !x.back {
			t.expanding++
		}
	}
	return t
}

// totals counts what came of the way back on a cluster, or on all where none is named; nil where nothing was told of
// one.
func (b backward) totals(cluster string) (t *applyTotals) {
	for _, n := range b.entries {
		if !n.back || cluster != "" && n.cluster != cluster {
			continue
		}
		if t == nil {
			t = new(applyTotals)
		}
		t.add(n)
	}
	for _, x := range b.expanding { // of an object that was told of
		if t != nil && x.back && (cluster == "" || x.cluster == cluster) {
			t.expanding++
		}
	}
	return t
}

// totalsOn counts what came of it on one cluster.
func (b *board) totalsOn(cluster string) (t applyTotals) {
	for _, n := range b.entries {
		if n.cluster == cluster && !n.back {
			t.add(n)
		}
	}
	for _, x := range b.expanding {
		if x.cluster == cluster && !x.back {
			t.expanding++
		}
	}
	return t
}

func (t *applyTotals) add(n *entry) {
	t.addWaiting(n)
	switch n.stage {
	case writing, rolling:
		t.open++
	case deleting:
		t.open++
		t.deleting++
	case failed:
		t.failed++
	}
	if n.stage == writing || n.stage == deleting || n.stage == failed && !n.rollout {
		return // the server has not taken it
	}
	t.did(n.action)
}

// did counts what was done to an object.
func (t *applyTotals) did(action plan.Action) {
	switch action {
	case plan.Create:
		t.created++
	case plan.Update:
		t.updated++
	case plan.Replace:
		t.replaced++
	case plan.Rerun:
		t.rerun++
	case plan.Adopt:
		t.adopted++
	case plan.Delete:
		t.deleted++
	case plan.ReleaseObject:
		t.released++
	}
}

// addWaiting counts what was waited for: workloads that are rolled out or not, and what
// else is not ready.
func (t *applyTotals) addWaiting(n *entry) {
	switch {
	case !n.rollout:
	case n.isWorkload():
		t.rollouts++
		if n.stage == settled {
			t.settled++
		}
		if n.stage == settled && n.status.Word == rollout.Running {
			t.running++
		}
	case n.stage == settled && n.status.Deferred():
		t.deferred++
	case n.stage == settled:
		t.ready++
	default:
		t.unready++
	}
}

// outcome is what came of an apply, in one word.
func (t applyTotals) outcome(left []engine.Leftover) string {
	because := func(codes ...fact.Code) bool {
		return slices.ContainsFunc(left, func(l engine.Leftover) bool { return slices.Contains(codes, l.Because) })
	}
	switch {
	case t.failed > 0, because(engine.LeftFailed, engine.LeftOtherFailed, engine.LeftLocked, engine.LeftChanged, engine.LeftError, engine.LeftDiffers, engine.LeftApplied, engine.LeftNothing, engine.LeftPartial, engine.LeftAtRisk, engine.LeftWhole, engine.LeftRunStopped):
		return "failed"
	case t.open > 0, because(engine.LeftInterrupted, engine.LeftDeclined, engine.LeftUnasked, engine.LeftAborted):
		return "stopped"
	case len(left) > 0 && t.done() == 0:
		return "failed"
	case errors.Is(t.failure, apply.ErrInterrupted):
		return "stopped"
	case t.failure != nil:
		return "failed"
	case len(left) > 0:
		return "partial"
	}
	return "applied"
}

// done counts what was changed.
func (t applyTotals) done() int {
	return t.created + t.updated + t.replaced + t.rerun + t.adopted + t.deleted + t.released
}

// accounted is what was done, and what then on the way back of a cluster, or of all.
func (b backward) accounted(t applyTotals, cluster, nothing string) string {
	w, back := b.words, b.totals(cluster)
	if back == nil {
		return t.sentence(w, nothing)
	}
	if t == (applyTotals{failure: t.failure}) { // an apply before has failed
		nothing = w.Say("nothing new was applied")
	}
	return w.Sentences(t.sentence(w, nothing), w.Say("Rollback: %s", back.sentence(w, w.Say("nothing was changed"))))
}
