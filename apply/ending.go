package apply

import (
	"context"
	"errors"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// ending is how an operation ends, as far as that is known.
type ending struct {
	failures    []Failure
	fatal       error // why it cannot continue, where no object is to blame
	interrupted bool
	unwatched   int // rollouts and deletions that are not waited for any more
}

// fail notes that an object could not be brought to where it should be. What is cut
// off when the lock is lost is not the object's fault.
func (e *ending) fail(s *step.Step, err error) {
	if !errors.Is(err, context.Canceled) {
		e.failures = append(e.failures, Failure{Object: s.Object, Address: s.Address, Origin: s.Origin, Err: err})
	}
}

// outcome is how far the apply came, of which so many objects were not begun. Asked
// to stop when there was nothing left to do, it has succeeded.
func (e *ending) outcome(remaining int) state.Outcome {
	switch {
	case len(e.failures) > 0 || e.fatal != nil:
		return state.Failed
	case e.interrupted && e.unwatched+remaining > 0:
		return state.Interrupted
	}
	return state.Succeeded
}

// err is why the operation did not succeed, nil if it did. Left is what is said of
// what was interrupted, and end what went wrong at its end.
func (e *ending) err(cluster string, remaining int, left, end error) error {
	cause := e.fatal
	if e.outcome(remaining) == state.Interrupted {
		cause = left
	}
	if cause == nil {
		cause = end
	}
	if cause == nil && len(e.failures) == 0 {
		return nil
	}
	return &Error{Cluster: cluster, Failures: e.failures, Cause: cause, Remaining: remaining}
}

// interruption is what becomes of what has been begun.
func interruption(requests, rollouts, deletions int) fact.Fact {
	return fact.New(reason.NoticeInterrupted, fact.Args{"requests": requests, "rollouts": rollouts, "deletions": deletions})
}
