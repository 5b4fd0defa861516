package apply

import (
	"context"
	"errors"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/await"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
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

func (e *Error) Error() string { return e.Fact().String() }

// Fact is everything that failed.
func (e *Error) Fact() fact.Fact {
	var all []fact.Fact
	if e.Cause != nil {
		all = append(all, fact.New(reason.ClusterFailed, fact.Args{"cluster": e.Cluster, "because": fact.Of(e.Cause)}))
	}
	for _, f := range e.Failures {
		all = append(all, f.Fact().WithArg("cluster", e.Cluster))
	}
	return fact.New(reason.Failed, fact.Args{"failures": all})
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

// ErrUnknown is wrapped by a failure that is none for certain: it is not known whether a
// workload was rolled out, or an object is gone.
var ErrUnknown = await.ErrUnknown

// IsKnown reports whether something is known to have failed. That the outcome could not be
// recorded says nothing of that.
func (e *Error) IsKnown() bool {
	return e.Cause != nil && !e.IsUnrecorded() || slices.ContainsFunc(e.Failures, func(f Failure) bool { return !errors.Is(f, ErrUnknown) })
}

// IsOwn reports whether nothing but what whoever applies is kept from has failed, by credentials that are not taken, say, a
// page where to log in, or a right that is missing: that says nothing of the objects.
func (e *Error) IsOwn() bool {
	all, own := e.Unwrap(), func(err error) bool { return kube.IsOwn(err) || kube.IsRightMissing(err) }
	return slices.ContainsFunc(all, own) && !slices.ContainsFunc(all, func(err error) bool { return !own(err) && !errors.Is(err, ErrUnknown) })
}

// IsUnrecorded reports whether nothing has prevented the apply from coming to its end, after which only
// the outcome could not be written into the state.
func (e *Error) IsUnrecorded() bool {
	known := new(fact.Error)
	return errors.As(e.Cause, &known) && known.What.Code == reason.OutcomeNotRecorded
}

// IsUnanswered reports whether the outcome could not be written because the server has not answered.
func (e *Error) IsUnanswered() bool {
	return e.IsUnrecorded() && errors.Is(e.Cause, context.DeadlineExceeded)
}

// Failure is one object that could not be brought to where it should be.
type Failure struct {
	Object  object.Ref
	Address string       // its HCL block
	Origin  object.Range // where that stands
	Err     error
}

func (f Failure) Error() string { return f.Fact().String() }
func (f Failure) Unwrap() error { return f.Err }

// Fact is which object could not be, where it is configured, and why.
func (f Failure) Fact() fact.Fact {
	args := fact.Args{"object": f.Object, "because": Reason(f.Object, f.Err)}
	if f.Origin.File != "" {
		args["place"] = f.Origin
	}
	return fact.New(reason.ObjectFailed, args)
}

// Reason is why an object could not be brought to where it should be. An answer of the
// server is without the object's name, which stands beside it.
func Reason(ref object.Ref, err error) fact.Fact {
	if answer := new(kube.RequestError); errors.As(err, &answer) && answer == err && answer.Subject == ref.String() {
		return fact.Of(answer.Err)
	}
	return fact.Of(err)
}

// unanswered is an error by the code by which a plan says it, where it is that the server has failed, or what
// the server asks: a webhook, or the API server behind which the kind is. Commands in it take the way.
func unanswered(ref object.Ref, way plan.Way, err error) error {
	if lost := new(fact.Error); errors.As(err, &lost) && lost.What.Code == reason.NotRestored && lost.Err != nil {
		if why := unanswered(ref, way, lost.Err); why != lost.Err {
			return &fact.Error{What: fact.New(reason.NotRestored, fact.Args{"because": []fact.Fact{fact.Of(why)}}), Err: why}
		}
		return err
	}
	var status apierrors.APIStatus
	if !kube.IsServerFailure(err) || errors.As(err, &status) && failing.IsUnreadable(status) || errors.As(err, new(*fact.Error)) {
		return err
	}
	return &fact.Error{What: plan.InContext(failing.Of(ref, err).Fact, way), Err: err}
}

// RolloutError means that a workload will not be rolled out, and why.
type RolloutError struct{ Status rollout.Status }

func (e *RolloutError) Error() string { return e.Fact().String() }

// Fact is what is wrong, with its causes.
func (e *RolloutError) Fact() fact.Fact {
	var causes []fact.Fact
	for _, c := range e.Status.Causes {
		causes = append(causes, c.Fact())
	}
	return fact.New(reason.NotRolledOut, fact.Args{"message": e.Status.Message, "causes": causes})
}

// command is the command of wl that an operation is.
func command(operation string) string {
	switch operation {
	case "release":
		return "state rm"
	case "move":
		return "state mv"
	}
	return operation
}

// StayError is why an object counts as failed that was deleted and has not gone.
type StayError = await.StayError

// ChangedStateError means that the plan was made on a state that is no longer
// the current one.
type ChangedStateError struct {
	By *state.Revision // the current revision; nil if the state was removed
}

func (e *ChangedStateError) Error() string { return e.Fact().String() }

// Fact is who has changed the state.
func (e *ChangedStateError) Fact() fact.Fact {
	if e.By == nil {
		return fact.New(reason.StateRemoved, nil)
	}
	return fact.New(reason.StateChanged, fact.Args{"who": e.By.Who, "operation": command(e.By.Operation), "revision": e.By.Serial})
}

// UnfitPlanError means that a plan cannot be applied, and why: one of its objects is
// blocked, or the plan is incomplete.
type UnfitPlanError struct {
	Object  *object.Ref   // the blocked one; nil of an incomplete plan
	Problem *plan.Problem // nil where it is not known
}

func (e *UnfitPlanError) Error() string { return e.Fact().String() }

// Fact is what is blocked, and by which problem.
func (e *UnfitPlanError) Fact() fact.Fact {
	args := fact.Args{}
	if e.Problem != nil {
		args["problem"] = e.Problem.Fact
	}
	if e.Object == nil {
		return fact.New(reason.PlanIncomplete, args)
	}
	args["object"] = *e.Object
	return fact.New(reason.PlanBlocked, args)
}

// ErrInterrupted is why an operation ended that was asked to stop. What wraps it
// says where what is left can be taken up again.
var ErrInterrupted = errors.New("interrupted")

// interrupted is where what is left can be taken up again.
func interrupted(code fact.Code, args fact.Args) error {
	return &fact.Error{What: fact.New(code, args), Err: ErrInterrupted}
}
