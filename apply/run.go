package apply

import (
	"context"
	"errors"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/journal"
	"github.com/workloadlang/wl/apply/internal/writer"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Run carries out a plan. It takes the stack's lock, makes sure that the state
// is still the one on which the plan was made, writes what it is about to do,
// and then does it. Events arrive one after the other, on the goroutine that
// called Run.
//
// When ctx ends, requests in flight are finished, the state is written, and
// nothing is waited for any more. Whatever happens, even to the process, what
// Run has begun is in the state, and the next plan is true. A plan with nothing
// to do writes nothing and takes no lock.
//
// The error is an *Error, which wraps a *state.LockedError where another operation
// is at work, a *ChangedStateError where another operation has been, ErrInterrupted,
// and a *RolloutError for every workload that was not rolled out. The result
// tells how far the apply came either way.
func Run(ctx context.Context, c Cluster, s Store, in Input, emit func(Event)) (Result, error) {
	if in.idle() {
		return Result{Outcome: state.Succeeded}, nil
	}
	name := "apply"
	switch {
	case in.RollbackTo > 0:
		name = "rollback"
	case in.Release:
		name = "release"
	}
	o := newOperation(name, c, s, in, emit)
	ctx = o.in.masked(ctx, c)
	err := o.check()
	if stateNamespace := in.Plan.StateNamespace; err == nil && stateNamespace != nil {
		err = o.createStateNamespace(ctx, stateNamespace)
	}
	if err != nil {
		return o.stopped(ctx, err)
	}
	return o.locked(ctx, func(work context.Context) (Result, error) { return o.apply(ctx, work) })
}

// operation is one apply or destroy.
type operation struct {
	name    string
	cluster Cluster
	store   Store
	in      *Input
	emit    func(Event)
	started time.Time

	program        step.Program
	stateNamespace *kube.ApplyResult // the state's namespace, if it was created
	journal        *journal.Journal
	lock           *state.Lock
	silent         bool // the server has not answered the last write
	result         Result
}

func newOperation(name string, c Cluster, s Store, in Input, emit func(Event)) *operation {
	if in.Parallelism <= 0 {
		in.Parallelism = defaultParallelism
	}
	return &operation{name: name, cluster: c, store: s, in: &in, program: in.Plan.Steps, emit: emit, started: time.Now()}
}

// unlocked is the check of who writes without a lock.
func unlocked() error { return nil }

// writer writes as long as check lets it.
func (o *operation) writer(check func() error) writer.Writer {
	return writer.Writer{Cluster: o.cluster, Stack: o.in.Stack, Manager: o.in.Stack.FieldManager(), Check: check, Parallelism: o.in.Parallelism}
}

// CreateStateNamespace creates the namespace of the state, where the plan says that it is
// missing, and reports whether it did: for what is kept there before anything is applied. The
// plan must be computed again then: it finds the namespace, and continues as after an apply that
// was cut off.
func CreateStateNamespace(ctx context.Context, c Cluster, in Input, emit func(Event)) (created bool, err error) {
	if in.Plan.StateNamespace == nil {
		return false, nil
	}
	return true, newOperation("apply", c, nil, in, emit).createStateNamespace(ctx, in.Plan.StateNamespace)
}

// createStateNamespace creates the namespace that is to hold the state and the lock. It
// is the one thing done before they are there; cut off in between, the next
// plan finds the namespace by its name.
func (o *operation) createStateNamespace(ctx context.Context, stateNamespace *step.Step) error {
	started := time.Now()
	o.emit(ObjectStarted{Object: stateNamespace.Object, Action: plan.Create})
	result, err := o.writer(unlocked).Write(ctx, stateNamespace, nil)
	if err != nil {
		err = unanswered(stateNamespace.Object, o.in.Plan.Way(), err)
		o.emit(ObjectFailed{Object: stateNamespace.Object, Action: plan.Create, Err: err})
		return &Error{Cluster: o.in.Plan.Cluster, Failures: []Failure{{Object: stateNamespace.Object, Address: stateNamespace.Address, Origin: stateNamespace.Origin, Err: err}}}
	}
	o.stateNamespace = &result
	o.result.Created++
	o.emit(ObjectDone{Object: stateNamespace.Object, Action: plan.Create, Elapsed: time.Since(started)})
	return nil
}

// locked does the work while holding the lock, if the state is still the one on
// which the plan was made. The work's context ends when the lock is lost, and
// not with ctx: what is in flight then is finished.
func (o *operation) locked(ctx context.Context, do func(work context.Context) (Result, error)) (Result, error) {
	lock, err := o.takeLock(ctx)
	if err != nil {
		return o.stopped(ctx, err)
	}
	o.lock = lock
	defer o.unlock(ctx)
	current, err := o.store.Read(ctx)
	if err == nil && !current.Same(o.in.Prior) {
		err = &ChangedStateError{By: current.Revision}
	}
	if err != nil {
		return o.stopped(ctx, err)
	}
	return do(lock.Context(context.WithoutCancel(ctx)))
}

func (o *operation) takeLock(ctx context.Context) (*state.Lock, error) {
	lock, err := o.store.Lock(ctx, state.LockInfo{
		Operation: o.name, Who: o.in.Who, WLVersion: o.in.WLVersion,
		Notice: func(f fact.Fact) { o.emit(Notice{f}) },
	})
	if apierrors.IsNotFound(err) {
		return nil, &noStateNamespaceError{stack: o.in.Stack, err: err}
	}
	return lock, err
}

// noStateNamespaceError means that there is no namespace for the state.
type noStateNamespaceError struct {
	stack object.Stack
	err   error
}

func (e *noStateNamespaceError) Error() string { return e.Fact().String() }

// Fact names the namespace, and the stack that needs it.
func (e *noStateNamespaceError) Fact() fact.Fact {
	return fact.New(reason.NamespaceMissing, fact.Args{"namespace": e.stack.Namespace, "stack": e.stack.Name, "said": fact.Of(e.err)})
}

func (e *noStateNamespaceError) Unwrap() error { return e.err }

// briefly is how long the release of the lock may take where the server has just not answered the last
// write: it expires by itself.
const briefly = 3 * time.Second

// unlock releases the lock, also when ctx has ended, or ends meanwhile: soon then.
func (o *operation) unlock(ctx context.Context) {
	limit := journal.EndTimeout
	if o.silent {
		limit = briefly
	}
	if err := o.lock.UnlockWithin(ctx, limit); err != nil {
		o.emit(Notice{fact.New(reason.NoticeLockStays, fact.Args{"error": fact.Of(err)})})
	}
}

// apply does what the program says, with the lock held.
func (o *operation) apply(ctx, work context.Context) (Result, error) {
	if err := o.beginJournal(); err != nil {
		return o.stopped(ctx, err)
	}
	if o.stateNamespace != nil {
		if err := o.journal.Landed(o.in.Plan.StateNamespace.Manifest, *o.stateNamespace); err != nil {
			return o.stopped(ctx, err)
		}
		o.journal.Did(&plan.Change{Action: plan.Create, Object: o.in.Plan.StateNamespace.Object, Address: o.in.Plan.StateNamespace.Address})
	}
	e := o.newEngine(o.lock.Check)
	if len(o.program) > 0 {
		if err := o.journal.Save(work, o.store); err != nil {
			return o.stopped(ctx, err)
		}
		e.execute(ctx, work)
		tellExpansions(ctx, e)
	}
	return o.concluded(ctx, e)
}

// concluded writes the outcome of what an engine has done, and returns it.
func (o *operation) concluded(ctx context.Context, e *engine) (Result, error) {
	remaining := o.result.Remaining
	outcome := e.ending.outcome(remaining)
	end := o.journal.End(ctx, o.store, outcome)
	o.silent = errors.Is(end, context.DeadlineExceeded)
	left := interrupted(reason.Interrupted, fact.Args{"operation": command(o.name)})
	return o.finished(outcome), e.ending.err(o.in.Plan.Cluster, remaining, left, end)
}

// stopped is the end of an operation before its objects were begun.
func (o *operation) stopped(ctx context.Context, err error) (Result, error) {
	outcome := state.Failed
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		outcome, err = state.Interrupted, o.notBegun(err)
	}
	o.result.Remaining = o.left()
	if failure := new(Error); errors.As(err, &failure) {
		failure.Remaining = o.result.Remaining
	} else {
		err = &Error{Cluster: o.in.Plan.Cluster, Cause: err, Remaining: o.result.Remaining}
	}
	return o.finished(outcome), err
}

func (o *operation) beginJournal() (err error) {
	o.journal, err = journal.New(journal.Operation{
		Name: o.name, RollbackTo: o.in.RollbackTo, Started: o.started, Who: o.in.Who, Commit: o.in.Commit, Run: o.in.Run, OutsideRun: o.in.OutsideRun, WLVersion: o.in.WLVersion,
		Stack: o.in.Stack, Plan: o.in.Plan, Desired: o.in.Desired, Prior: o.in.Prior, Outputs: o.in.Outputs, Clusters: o.in.Clusters,
		Former:  func(ctx context.Context) ([]state.AppliedObject, error) { return o.store.Applied(ctx, o.in.Prior) },
		Awaited: func(m *object.Manifest) bool { return m.Awaited(o.in.known().About(m.Ref.GroupKind())) },
	})
	return err
}

// newEngine returns what carries out the program, as long as check lets it.
func (o *operation) newEngine(check func() error) *engine {
	return &engine{
		in: o.in, cluster: o.cluster, saver: &journal.Saver{Journal: o.journal, Store: o.store}, writer: o.writer(check), mask: o.in.Masking.All,
		schedule: newSchedule(o.program), ledger: newLedger(o.journal, o.in.Plan, &o.result, o.emit),
	}
}

// left counts the objects of the plan that nothing was done to, where the
// operation ends before its objects are begun.
func (o *operation) left() int {
	r := o.result
	return len(o.in.Plan.Changes) - r.Created - r.Updated - r.Adopted - r.Replaced - r.Deleted - r.Released
}

// notBegun is the error of an operation that was interrupted before its objects were
// begun what it was doing.
func (o *operation) notBegun(err error) error {
	if locked := new(state.LockedError); errors.As(err, &locked) {
		return interrupted(reason.InterruptedLocked, fact.Args{"holder": locked.Holder.Fact()})
	}
	return interrupted(reason.InterruptedBefore, nil)
}

// finished is the result as it stands.
func (o *operation) finished(outcome state.Outcome) Result {
	r := o.result
	r.Outcome, r.Elapsed = outcome, time.Since(o.started)
	if o.journal != nil {
		r.Serial = o.journal.Serial()
	}
	return r
}
