package apply

import (
	"context"
	"time"

	"github.com/workloadlang/wl/apply/internal/await"
	"github.com/workloadlang/wl/apply/internal/heartbeat"
	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/internal/writer"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// Waiting is which workloads are waited for, and on whose behalf.
type Waiting struct {
	Cluster   string // its name in the stack
	Stack     object.Stack
	Workloads []Awaited
	Mask      object.Mask // of what must not be shown of what the cluster says
	// Timeout is how long one rollout may take. Without one, 0, a rollout fails when
	// there is no progress for its progress deadline.
	Timeout time.Duration
	// Restarted means that their Pods are being replaced: those that block that are
	// deleted, as by an apply.
	Restarted bool
}

// Awaited is a workload, or another object, that is waited for.
type Awaited struct {
	Object  object.Ref
	Address string
	Live    map[string]any // as it was seen; nil where it does not exist
	Written *object.Meta   // as the server has stored it; nil where nothing was written
	Ready   *object.Ready  // when it is ready, where the configuration says so
}

// Await waits until workloads are rolled out, and other objects are ready: it writes nothing, but for the Pods that
// it deletes of those that are being restarted. Events arrive as those of Run. The
// error is an *Error, with a *RolloutError for each workload that is not rolled out;
// the others are waited for all the same.
func Await(ctx context.Context, c Cluster, in Waiting, emit func(Event)) error {
	w := &waiter{in: in, report: reporter{emit}, program: in.program()}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	l := newLoop(work)
	config := await.Config{
		Cluster: c, Loop: l, Observer: w.report, Ender: w, Kinds: rollout.BuiltIn(), Stack: in.Stack,
		Mask: func() object.Mask { return in.Mask }, Timeout: in.Timeout, Program: w.program,
	}
	if in.Restarted {
		config.Writer = writer.Writer{Cluster: c, Stack: in.Stack, Manager: in.Stack.FieldManager(), Check: unlocked, Parallelism: defaultParallelism}
	}
	w.loop = l
	w.rollouts, _ = await.New(config)
	listen(work, c, l, emit)
	l.run(ctx, work, w)
	left := interrupted(reason.InterruptedWait, nil)
	return w.ending.err(in.Cluster, 0, left, nil)
}

// program is what is waited for, as steps.
func (in *Waiting) program() step.Program {
	var p step.Program
	for _, a := range in.Workloads {
		p.Add(step.Step{Do: step.Await, Object: a.Object, Address: a.Address, Manifest: &object.Manifest{Ref: a.Object, Content: a.Live, Lifecycle: object.Lifecycle{Ready: a.Ready}}})
	}
	return p
}

// waiter drives the loop of Await.
type waiter struct {
	in       Waiting
	program  step.Program
	loop     *loop
	rollouts *await.Rollouts
	report   reporter
	ending   ending
	begun    bool
}

func (w *waiter) begin(ctx context.Context) (finished bool) {
	if !w.begun {
		w.begun = true
		for i := range w.program {
			a := &w.in.Workloads[i]
			if err := w.unseen(a); err != nil {
				w.RolloutEnded(ctx, await.EndedRollout{Step: i, Object: a.Object, Err: err})
			} else {
				w.rollouts.Await(ctx, i, &w.program[i], a.Written)
			}
		}
		w.rollouts.Follow(ctx)
	}
	return w.loop.busy == 0 && w.rollouts.Len() == 0
}

// unseen is why a workload cannot be waited for; nil where it can.
func (w *waiter) unseen(a *Awaited) error {
	switch {
	case a.Written != nil:
		return nil
	case a.Live == nil:
		return fact.NewError(nil, reason.WorkloadMissing, nil)
	case !observed.IsLabelled(a.Live, w.in.Stack):
		return fact.NewError(nil, reason.WorkloadUnlabelled, fact.Args{"label": object.LabelApplySet})
	}
	return nil
}

func (w *waiter) next() time.Time          { return w.rollouts.Next() }
func (w *waiter) tick(ctx context.Context) { w.rollouts.Tick(ctx, time.Now()) }

// interrupt waits for nothing any more.
func (w *waiter) interrupt(work context.Context) {
	w.ending.interrupted = true
	w.rollouts.Hurry(work)
	w.ending.unwatched += w.rollouts.Abandon()
}

func (w *waiter) abort(cause error) { w.ending.fatal = cause }

// RolloutEnded notes how a rollout ended.
func (w *waiter) RolloutEnded(_ context.Context, r await.EndedRollout) {
	err := endedWith(r)
	w.report.emit(RolloutEnded{Object: r.Object, Status: r.Status, Elapsed: r.Elapsed, Err: err})
	if err != nil {
		w.ending.fail(&w.program[r.Step], err)
	}
}

// DeletionEnded is never called: nothing is deleted that is waited for.
func (w *waiter) DeletionEnded(context.Context, int, time.Time, error) {}

// endedWith is why a workload is not rolled out; nil where it is.
func endedWith(r await.EndedRollout) error {
	if r.Err == nil && r.Status.Failed {
		return &RolloutError{Status: r.Status}
	}
	return r.Err
}

// listen tells of a server that falls silent, and of one that answers again.
func listen(ctx context.Context, c heartbeat.Server, l *loop, emit func(Event)) {
	pulse := heartbeat.Start(time.Now())
	go heartbeat.Listen(ctx, c, func(err error) {
		l.Post(func() {
			switch news, elapsed := pulse.Beat(err, time.Now()); {
			case news && err != nil:
				emit(ServerSilent{Err: err, Elapsed: elapsed})
			case news:
				emit(ServerBack{Elapsed: elapsed})
			}
		})
	})
}
