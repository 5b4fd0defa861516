package apply

import (
	"errors"
	"fmt"
	"strings"

	"github.com/workloadlang/wl/apply/internal/await"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Error is why an apply did not succeed: what failed, in the order in which it
// did.
type Error struct {
	Cluster  string // its name in the stack
	Failures []Failure
	// Cause is why the apply ended where no object is to blame: the lock was
	// lost, the state was not written.
	Cause error
	// Remaining is how many objects of the plan were not begun.
	Remaining int
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Cause != nil {
		fmt.Fprintf(&b, "cluster %s: %v", e.Cluster, e.Cause)
	}
	for _, f := range e.Failures {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "cluster %s: %v", e.Cluster, f)
	}
	return b.String()
}

// Unwrap allows errors.Is and errors.As to look at each failure.
func (e *Error) Unwrap() []error {
	var errs []error
	if e.Cause != nil {
		errs = append(errs, e.Cause)
	}
	for _, f := range e.Failures {
		errs = append(errs, f)
	}
	return errs
}

// Failure is one object that could not be brought to where it should be.
type Failure struct {
	Object  object.Ref
	Address string       // its HCL block
	Origin  object.Range // where that stands
	Err     error
}

func (f Failure) Error() string {
	text := f.Err.Error()
	subject := f.Object.String()
	if f.Origin.File != "" {
		subject += " (" + f.Origin.String() + ")"
	}
	// An answer of the server names the object already.
	text = strings.TrimPrefix(text, f.Object.String()+": ")
	return subject + ": " + text
}

func (f Failure) Unwrap() error { return f.Err }

// RolloutError means that a workload will not be rolled out, and why.
type RolloutError struct{ Status rollout.Status }

func (e *RolloutError) Error() string {
	text := e.Status.Message
	for _, c := range e.Status.Causes {
		text += "; " + describe(c)
	}
	return text
}

// describe writes a cause on one line.
func describe(c rollout.Cause) string {
	text := c.Reason
	switch {
	case c.Container != "" && c.Pod != "":
		text += " (container " + c.Container + " of Pod " + c.Pod + more(c.Count) + ")"
	case c.Pod != "":
		text += " (Pod " + c.Pod + more(c.Count) + ")"
	}
	if c.Detail != "" {
		text += ": " + c.Detail
	}
	return text
}

func more(count int) string {
	if count > 1 {
		return fmt.Sprintf(" and %d more", count-1)
	}
	return ""
}

// StayError is why an object counts as failed that was deleted and has not gone.
type StayError = await.StayError

// ChangedStateError means that the plan was made on a state that is no longer
// the current one.
type ChangedStateError struct {
	By *state.Revision // the current revision; nil if the state was removed
}

func (e *ChangedStateError) Error() string {
	if e.By == nil {
		return "the state was removed since the plan was made: plan again"
	}
	return fmt.Sprintf("since the plan was made, %s ran wl %s (revision %d): plan again", e.By.Who, e.By.Operation, e.By.Serial)
}

// UnfitPlanError means that a plan cannot be applied, and why: one of its objects is
// blocked, or the plan is incomplete.
type UnfitPlanError struct {
	Object  *object.Ref   // the blocked one; nil of an incomplete plan
	Problem *plan.Problem // nil where it is not known
}

func (e *UnfitPlanError) Error() string {
	text := "the plan is incomplete"
	if e.Object != nil {
		text = "the plan is blocked at " + e.Object.String()
	}
	if e.Problem != nil {
		text += ": " + string(e.Problem.Code)
	}
	return text
}

// ErrInterrupted is why an operation ended that was asked to stop. What wraps it
// says where what is left can be taken up again.
var ErrInterrupted = errors.New("interrupted")
