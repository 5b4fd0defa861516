package apply

import (
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/internal/await"
	"github.com/workloadlang/wl/apply/internal/journal"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// ledger takes down what happens to objects: in the journal, in the result, and as
// events.
type ledger struct {
	journal *journal.Journal
	way     plan.Way // to the cluster
	changes map[object.Ref]*plan.Change
	result  *Result
	reporter
}

func newLedger(j *journal.Journal, p *plan.ClusterPlan, r *Result, emit func(Event)) *ledger {
	l := &ledger{journal: j, way: p.Way(), changes: make(map[object.Ref]*plan.Change, len(p.Changes)), result: r, reporter: reporter{emit}}
	for i := range p.Changes {
		l.changes[p.Changes[i].Object] = &p.Changes[i]
	}
	return l
}

// action is what the plan calls what is done to an object.
func (l *ledger) action(ref object.Ref) plan.Action {
	if c := l.changes[ref]; c != nil {
		return c.Action
	}
	return plan.None
}

// begun means that something is about to be done to an object.
func (l *ledger) begun(s *step.Step) {
	l.emit(ObjectStarted{Object: s.Object, Action: l.action(s.Object)})
}

// failed means that it could not be done, for the reason that it returns as it is told.
func (l *ledger) failed(s *step.Step, err error) error {
	err = unanswered(s.Object, l.way, err)
	l.emit(ObjectFailed{Object: s.Object, Action: l.action(s.Object), Err: err})
	return err
}

// recorded means that an object was found to be as wanted. What an apply before this one has done
// to it is a part of the revision alone; a namespace that was created first, as for a run, counts.
func (l *ledger) recorded(s *step.Step, answer kube.ApplyResult) error {
	first, err := l.journal.Confirmed(s.Manifest, answer)
	switch {
	case err != nil:
		return err
	case first:
		l.result.Created++
	default:
		l.result.Recorded++
	}
	return nil
}

// wrote means that the server has stored an object.
func (l *ledger) wrote(s *step.Step, answer kube.ApplyResult, elapsed time.Duration) error {
	if err := l.journal.Landed(s.Manifest, answer); err != nil {
		return err
	}
	change := l.changes[s.Object]
	l.journal.Did(change)
	switch {
	case change.Action == plan.Create:
		l.result.Created++
	case change.Action == plan.Adopt:
		l.result.Adopted++
	case change.Action.Renews():
		l.result.Replaced++
	default:
		l.result.Updated++
	}
	if op, _ := s.Applied(); op.Force {
		l.journal.TookBack(change)
	}
	for _, w := range answer.Warnings {
		if !slices.ContainsFunc(change.Warnings, fact.New(plan.WarnServer, fact.Args{"said": w}).Equal) { // the plan has not said it
			l.emit(Notice{fact.New(reason.NoticeWarning, fact.Args{"object": s.Object, "said": w})})
		}
	}
	l.emit(ObjectDone{Object: s.Object, Action: change.Action, Elapsed: elapsed})
	return nil
}

// clearing means that an object is about to be deleted, to be created again.
func (l *ledger) clearing(s *step.Step, r state.Replacing) { l.journal.Clearing(s.Object, r) }

// gone means that an object does not exist any more.
func (l *ledger) gone(s *step.Step, elapsed time.Duration) {
	if s.Do == step.Clear { // it will again
		l.journal.Cleared(s.Object)
		l.journal.Did(&plan.Change{Action: plan.Delete, Object: s.Object, Address: s.Address})
		return
	}
	l.journal.Gone(s.Object)
	l.journal.Did(l.changes[s.Object])
	l.result.Deleted++
	l.emit(ObjectDone{Object: s.Object, Action: l.action(s.Object), Elapsed: elapsed})
}

// released means that the stack does not manage an object any more.
func (l *ledger) released(s *step.Step, elapsed time.Duration) {
	l.journal.Gone(s.Object)
	l.journal.Did(l.changes[s.Object])
	l.result.Released++
	l.emit(ObjectDone{Object: s.Object, Action: l.action(s.Object), Elapsed: elapsed})
}

// rolloutEnded means that a workload is rolled out or, for an error, will not be.
func (l *ledger) rolloutEnded(s *step.Step, r await.EndedRollout) error {
	err := endedWith(r)
	if err == nil && r.Status.Word == rollout.Completed {
		err = l.journal.Finished(s.Manifest, r.Expires)
	}
	l.emit(RolloutEnded{Object: r.Object, Status: r.Status, Elapsed: r.Elapsed, Err: err})
	if err != nil {
		l.journal.Settled(r.Object, state.Stalled)
		return err
	}
	l.journal.Settled(r.Object, state.Ready)
	l.result.RolledOut++
	return nil
}
