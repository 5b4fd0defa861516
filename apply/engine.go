package apply

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/await"
	"github.com/workloadlang/wl/apply/internal/journal"
	"github.com/workloadlang/wl/apply/internal/writer"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// engine carries out one program, on the goroutine of its loop.
type engine struct {
	in       *Input
	cluster  Cluster
	saver    *journal.Saver
	writer   writer.Writer
	mask     func() object.Mask // takes out what is sensitive in the stack
	loop     *loop
	schedule *schedule
	ledger   *ledger
	ending   ending

	rollouts  *await.Rollouts
	deletions *await.Deletions
	written   map[object.Ref]object.Meta    // what the server answered
	carried   map[object.Ref]map[string]any // contents of what is created again with others' fields
}

// execute carries out the whole program, as far as it goes. Requests use work, which
// ends when the lock is lost; the end of stop lets requests in flight finish
// and begins nothing more.
func (e *engine) execute(stop, work context.Context) {
	work, cancel := context.WithCancel(work)
	defer cancel()
	e.loop = newLoop(work)
	e.saver.Loop, e.saver.Raced = e.loop, e.abort
	e.written, e.carried = map[object.Ref]object.Meta{}, map[object.Ref]map[string]any{}
	e.rollouts, e.deletions = await.New(await.Config{
		Cluster: e.cluster, Writer: e.writer, Loop: e.loop, Observer: e.ledger, Ender: e, Kinds: e.in.known(), Stack: e.in.Stack,
		Mask: e.mask, Timeout: e.in.Timeout, Program: e.schedule.program,
	})
	listen(work, e.cluster, e.loop, e.ledger.emit)
	e.enqueue(work, e.schedule.run.Ready())
	e.loop.run(stop, work, e)
	e.ledger.result.Remaining = e.schedule.remaining()
}

// finish notes that a step is done, and takes those that waited for it.
func (e *engine) finish(ctx context.Context, s int) { e.enqueue(ctx, e.schedule.run.Finish(s)) }

// enqueue takes steps that wait for nothing more.
func (e *engine) enqueue(ctx context.Context, ready []int) {
	for _, s := range ready {
		switch e.schedule.program[s].Do {
		case step.Barrier:
			e.finish(ctx, s)
		case step.Await:
			e.beginRollout(ctx, s)
		default:
			e.schedule.add(s)
		}
	}
}

// begin starts as many writes and deletions as may run at once.
func (e *engine) begin(ctx context.Context) (finished bool) {
	for e.loop.busy < e.in.Parallelism {
		s, ok := e.schedule.next()
		if !ok {
			break
		}
		about := &e.schedule.program[s]
		switch about.Do {
		case step.Write:
			if !e.schedule.owed(s) { // begun when it was cleared
				e.ledger.begun(about)
			}
			e.beginWrite(ctx, s)
		case step.Delete:
			e.ledger.begun(about)
			e.beginRemoval(ctx, s, time.Now())
		case step.Clear:
			e.ledger.begun(about)
			e.beginClearing(ctx, s)
		case step.Release:
			e.ledger.begun(about)
			e.beginRelease(ctx, s)
		case step.Record:
			e.beginWrite(ctx, s)
		}
	}
	if e.schedule.idle() {
		e.rollouts.Follow(ctx)
	}
	return e.loop.busy == 0 && e.rollouts.Len() == 0 && e.deletions.Len() == 0 && e.schedule.idle()
}

// beginWrite creates or changes an object, or records one that is as wanted.
func (e *engine) beginWrite(ctx context.Context, s int) {
	about, started := &e.schedule.program[s], time.Now()
	carried, write := e.carried[about.Object], e.writer.Write
	if e.schedule.owed(s) {
		write = e.writer.Restore
	}
	e.loop.Request(func() func() {
		answer, err := write(ctx, about, carried)
		return func() { e.wrote(ctx, s, answer, err, time.Since(started)) }
	})
}

func (e *engine) wrote(ctx context.Context, s int, answer kube.ApplyResult, err error, elapsed time.Duration) {
	about := &e.schedule.program[s]
	switch {
	case err != nil:
	case about.Do == step.Record:
		err = e.ledger.recorded(about, answer)
	default:
		err = e.ledger.wrote(about, answer, elapsed)
	}
	if err != nil {
		e.fail(about, e.ledger.failed(about, err))
		return
	}
	e.written[about.Object] = answer.Meta
	e.finish(ctx, s)
}

// beginClearing deletes an object that is created again. That, and what the new one is to have
// of it, is written down first, so that it is not lost with the process. Where nothing more is to
// begin meanwhile, it is not deleted, and counts as not begun.
func (e *engine) beginClearing(ctx context.Context, s int) {
	about, started := &e.schedule.program[s], time.Now()
	next := e.schedule.replacement(about)
	e.loop.Request(func() func() {
		cleared, err := e.writer.Carry(ctx, about, next)
		return func() {
			if err != nil {
				e.DeletionEnded(ctx, s, started, err)
				return
			}
			if e.schedule.halted {
				e.schedule.add(s)
				return
			}
			e.carried[about.Object] = cleared.Content
			e.ledger.clearing(about, cleared.Replacing)
			e.saver.Ahead(ctx, func(err error) {
				switch {
				case err != nil:
					e.DeletionEnded(ctx, s, started, err)
				case e.schedule.halted:
					e.schedule.add(s)
				default:
					e.beginRemoval(ctx, s, started)
				}
			})
		}
	})
}

// beginRemoval deletes an object. It is done when the object is gone.
func (e *engine) beginRemoval(ctx context.Context, s int, started time.Time) {
	about := &e.schedule.program[s]
	e.loop.Request(func() func() {
		live, err := e.writer.Remove(ctx, about)
		return func() { e.removed(ctx, s, live, err, started) }
	})
}

func (e *engine) removed(ctx context.Context, s int, live types.UID, err error, started time.Time) {
	about := &e.schedule.program[s]
	if err != nil || live == "" {
		e.DeletionEnded(ctx, s, started, err)
		return
	}
	e.ledger.DeletionProgress(about.Object, nil, time.Since(started))
	if e.ending.fatal != nil || e.ending.interrupted && about.Do == step.Delete {
		e.ending.unwatched++ // it stays noted as being deleted
		return
	}
	e.deletions.Await(ctx, s, about.Object, live, started)
}

// DeletionEnded notes that an object is gone or, for an error, will not be.
func (e *engine) DeletionEnded(ctx context.Context, s int, started time.Time, err error) {
	about := &e.schedule.program[s]
	if err != nil {
		e.fail(about, e.ledger.failed(about, err))
		return
	}
	e.ledger.gone(about, time.Since(started))
	e.finish(ctx, s)
}

// beginRelease has the stack stop managing an object, which stays.
func (e *engine) beginRelease(ctx context.Context, s int) {
	about, started := &e.schedule.program[s], time.Now()
	e.loop.Request(func() func() {
		err := e.writer.Release(ctx, about)
		return func() {
			if err != nil {
				e.fail(about, e.ledger.failed(about, err))
				return
			}
			e.ledger.released(about, time.Since(started))
			e.finish(ctx, s)
		}
	})
}

// beginRollout watches a workload until it is rolled out.
func (e *engine) beginRollout(ctx context.Context, s int) {
	if e.ending.interrupted || e.ending.fatal != nil {
		e.ending.unwatched++
		return
	}
	about := &e.schedule.program[s]
	var answered *object.Meta
	if written, ok := e.written[about.Object]; ok {
		answered = &written
	}
	e.rollouts.Await(ctx, s, about, answered)
}

// RolloutEnded notes how a rollout ended.
func (e *engine) RolloutEnded(ctx context.Context, r await.EndedRollout) {
	about := &e.schedule.program[r.Step]
	if err := e.ledger.rolloutEnded(about, r); err != nil {
		e.fail(about, err)
		return
	}
	e.finish(ctx, r.Step)
}

// fail has nothing further begun, or nothing that depends on the object.
func (e *engine) fail(s *step.Step, err error) {
	e.schedule.halted = e.schedule.halted || !e.in.Continue
	e.ending.fail(s, err)
}

// interrupt stops in order: requests in flight are finished, and nothing is
// waited for any more.
func (e *engine) interrupt(work context.Context) {
	e.schedule.halted, e.ending.interrupted = true, true
	e.rollouts.Hurry(work)
	e.ledger.emit(Notice{interruption(e.loop.busy, e.rollouts.Len(), e.deletions.Len())})
	e.unwatch()
}

// abort stops because the lock is lost, or the state.
func (e *engine) abort(cause error) {
	if e.ending.fatal == nil {
		e.ending.fatal = cause
	}
	e.schedule.halted, e.schedule.stopped = true, true
	e.unwatch()
}

// unwatch waits for nothing any more, except for the end of what is to be created
// again: it would be missing otherwise.
func (e *engine) unwatch() {
	e.ending.unwatched += e.rollouts.Abandon() + e.deletions.Abandon(func(s int) bool {
		return e.schedule.program[s].Do == step.Delete || e.ending.fatal != nil
	})
}

// due is when the journal is to be written in passing; the zero time where it is not.
func (e *engine) due() time.Time {
	if e.ending.fatal != nil {
		return time.Time{}
	}
	return e.saver.Due()
}

func (e *engine) next() time.Time {
	return await.Earlier(e.due(), await.Earlier(e.rollouts.Next(), e.deletions.Next()))
}

// tick does what is due by the clock.
func (e *engine) tick(ctx context.Context) {
	now := time.Now()
	if due := e.due(); !due.IsZero() && !now.Before(due) {
		e.saver.Save(ctx)
	}
	e.rollouts.Tick(ctx, now)
	e.deletions.Tick(ctx, now)
}
