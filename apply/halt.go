package apply

import (
	"context"
	"errors"
	"fmt"

	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// fail notes that an object could not be brought to where it should be, and
// has nothing further begun. What is cut off when the lock is lost is not the
// object's fault.
func (e *engine) fail(s *step.Step, err error) {
	e.halted = true
	if errors.Is(err, context.Canceled) {
		return
	}
	e.failures = append(e.failures, Failure{Object: s.Object, Address: s.Address, Origin: s.Origin, Err: err})
}

// interrupt stops in order: requests in flight are finished, and nothing is
// waited for any more.
func (e *engine) interrupt() {
	e.halted, e.interrupted = true, true
	e.emit(Notice{Text: interruption(e.busy, len(e.rollouts), len(e.deletions))})
	e.unwatch()
}

// interruption returns what becomes of what has been begun.
func interruption(requests, rollouts, deletions int) string {
	text := "Interrupted: no further changes are started"
	if requests > 0 {
		text += fmt.Sprintf(", %s finished", plural.Agree(requests, "request", "in flight is", "in flight are"))
	}
	if rollouts > 0 {
		text += fmt.Sprintf(", %s in the cluster", plural.Agree(rollouts, "rollout", "continues", "continue"))
	}
	if deletions > 0 {
		text += fmt.Sprintf(", %s in the cluster", plural.Agree(deletions, "deletion", "continues", "continue"))
	}
	return text + "."
}

// unwatch waits for nothing any more, except for the end of what is to be made
// anew: it would be missing otherwise.
func (e *engine) unwatch() {
	e.unwatched += len(e.rollouts)
	clear(e.rollouts)
	for ref, d := range e.deletions {
		if e.program[d.step].Do == step.Delete || e.fatal != nil {
			e.unwatched++
			delete(e.deletions, ref)
		}
	}
}

// abort stops because the lock is lost, or the state.
func (e *engine) abort(cause error) {
	if e.fatal == nil {
		e.fatal = cause
	}
	e.halted = true
	e.unwatch()
}

// outcome is how far the apply came. Asked to stop when there was nothing left
// to do, it has succeeded.
func (e *engine) outcome() state.Outcome {
	switch {
	case len(e.failures) > 0 || e.fatal != nil:
		return state.Failed
	case e.interrupted && e.unwatched+e.result.Remaining > 0:
		return state.Interrupted
	}
	return state.Succeeded
}

// err is why the operation did not succeed, nil if it did.
func (e *engine) err(end error) error {
	cause := e.fatal
	if e.outcome() == state.Interrupted {
		cause = e.left
	}
	if cause == nil {
		cause = end
	}
	if cause == nil && len(e.failures) == 0 {
		return nil
	}
	return &Error{Cluster: e.in.Plan.Cluster, Failures: e.failures, Cause: cause, Remaining: e.result.Remaining}
}

// remaining counts the objects that were not begun.
func (e *engine) remaining() int {
	queued := map[int]bool{}
	for _, s := range e.queue {
		queued[s] = true
	}
	n := 0
	for i, s := range e.program {
		if (s.Do == step.Write || s.Do == step.Delete) && (e.run.Waits(i) || queued[i]) {
			n++
		}
	}
	return n
}
