package apply

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

const (
	defaultParallelism = 16
	// flushInterval bounds how often the state is written during a long apply.
	// Nothing is lost in between: what is intended is written first.
	flushInterval = 5 * time.Second
)

// engine carries out one graph. Requests run on goroutines of their own, and
// whatever they find out is done by run, on its goroutine, through the inbox:
// nothing is locked, and events come one after the other.
type engine struct {
	cluster Cluster
	store   Store // nil where nothing is to be written on the way
	in      *Input
	emit    func(Event)
	journal *journal
	graph   *graph
	check   func() error // fails when the lock is lost

	inbox     chan func()
	done      <-chan struct{} // closed when nobody reads the inbox any more
	queue     []int           // steps that may begin, in order
	busy      int             // requests in flight
	feeds     *feeds
	written   map[object.Ref]object.Meta // what the server answered
	rollouts  map[object.Ref]*watchedRollout
	deletions map[object.Ref]*pendingDeletion

	flushing bool
	flushed  time.Time

	halted      bool // nothing new is begun
	interrupted bool
	unwatched   int // rollouts and deletions that are not waited for any more
	failures    []Failure
	fatal       error // why the apply cannot go on, where no object is to blame
	result      *Result
}

// run carries out the whole graph, as far as it goes. Requests use work, which
// ends when the lock is lost; the end of stop lets requests in flight finish
// and begins nothing more.
func (e *engine) run(stop, work context.Context) {
	work, cancel := context.WithCancel(work)
	defer cancel()
	e.inbox, e.done = make(chan func()), work.Done()
	e.feeds = newFeeds(e, work)
	e.rollouts, e.deletions = map[object.Ref]*watchedRollout{}, map[object.Ref]*pendingDeletion{}
	e.written = map[object.Ref]object.Meta{}
	e.flushed = time.Now()
	e.enqueue(work, e.graph.roots())
	stopped, lost := stop.Done(), work.Done()
	for {
		e.begin(work)
		if e.finished() {
			return
		}
		timer := time.NewTimer(time.Until(e.nextMoment()))
		select {
		case act := <-e.inbox:
			act()
		case <-timer.C:
			e.tick(work)
		case <-stopped:
			stopped = nil
			e.interrupt()
		case <-lost:
			lost = nil
			e.abort(context.Cause(work))
		}
		timer.Stop()
	}
}

// post hands something to do to run's goroutine.
func (e *engine) post(act func()) {
	select {
	case e.inbox <- act:
	case <-e.done:
	}
}

// request runs something that may take its time on a goroutine of its own, and
// what it returns on run's. run waits for it.
func (e *engine) request(do func() func()) {
	e.busy++
	go func() {
		act := do()
		e.inbox <- func() {
			e.busy--
			act()
		}
	}()
}

// enqueue takes steps that wait for nothing more.
func (e *engine) enqueue(ctx context.Context, ready []int) {
	for _, s := range ready {
		switch e.graph.steps[s].kind {
		case join:
			e.enqueue(ctx, e.graph.finish(s))
		case await:
			e.beginRollout(ctx, s)
		default:
			e.queue = append(e.queue, s)
		}
	}
}

// begin starts as many writes and deletions as may run at once.
func (e *engine) begin(ctx context.Context) {
	limit := e.in.Parallelism
	if limit <= 0 {
		limit = defaultParallelism
	}
	for !e.halted && len(e.queue) > 0 && e.busy < limit {
		s := e.queue[0]
		e.queue = e.queue[1:]
		switch step := &e.graph.steps[s]; step.kind {
		case write:
			e.emit(ObjectStarted{Object: step.object, Action: step.change.Action})
			e.beginWrite(ctx, s)
		case remove:
			e.emit(ObjectStarted{Object: step.object, Action: step.change.Action})
			e.beginRemoval(ctx, s)
		case confirm:
			e.beginConfirm(ctx, s)
		}
	}
}

func (e *engine) finished() bool {
	return e.busy == 0 && len(e.rollouts) == 0 && len(e.deletions) == 0 && (e.halted || len(e.queue) == 0)
}

// fail notes that an object could not be brought to where it should be, and
// has nothing further begun. What is cut off when the lock is lost is not the
// object's fault.
func (e *engine) fail(s *step, err error) {
	e.halted = true
	if errors.Is(err, context.Canceled) {
		return
	}
	f := Failure{Object: s.object, Err: err}
	if s.manifest != nil {
		f.Address, f.Origin = s.manifest.Address, s.manifest.Origin
	} else if s.change != nil {
		f.Address, f.Origin = s.change.Address, s.change.Origin
	}
	e.failures = append(e.failures, f)
}

// interrupt stops in order: requests in flight are finished, and nothing is
// waited for any more.
func (e *engine) interrupt() {
	e.halted, e.interrupted = true, true
	e.emit(Notice{Text: fmt.Sprintf("Interrupted: finishing %s in flight; %s in the cluster.",
		counted(e.busy, "request"), goOn(len(e.rollouts)))})
	e.unwatch()
}

func counted(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

func goOn(rollouts int) string {
	if rollouts == 1 {
		return "1 rollout goes on"
	}
	return fmt.Sprintf("%d rollouts go on", rollouts)
}

// unwatch waits for nothing any more.
func (e *engine) unwatch() {
	e.unwatched += len(e.rollouts) + len(e.deletions)
	clear(e.rollouts)
	clear(e.deletions)
}

// abort stops because the lock is lost, or the state.
func (e *engine) abort(cause error) {
	if e.fatal == nil {
		e.fatal = cause
	}
	e.halted = true
	e.unwatch()
}

// nextMoment is when tick has something to do.
func (e *engine) nextMoment() time.Time {
	next := time.Now().Add(time.Hour)
	earlier := func(t time.Time) {
		if !t.IsZero() && t.Before(next) {
			next = t
		}
	}
	if e.flushDue() {
		earlier(e.flushed.Add(flushInterval))
	}
	for _, r := range e.rollouts {
		earlier(r.nextMoment())
	}
	for _, d := range e.deletions {
		earlier(d.deadline)
	}
	return next
}

// tick does what is due by the clock.
func (e *engine) tick(ctx context.Context) {
	now := time.Now()
	if e.flushDue() && !now.Before(e.flushed.Add(flushInterval)) {
		e.flush(ctx)
	}
	e.tickRollouts(ctx, now)
	e.tickDeletions(ctx, now)
}

func (e *engine) flushDue() bool {
	return e.store != nil && !e.flushing && e.journal.dirty && e.fatal == nil
}

// flush writes the journal as it stands, while the apply goes on.
func (e *engine) flush(ctx context.Context) {
	e.flushing, e.journal.dirty = true, false
	previous, revision := e.journal.written, e.journal.revision()
	e.request(func() func() {
		next, err := e.store.Write(ctx, previous, revision)
		return func() {
			e.flushing, e.flushed = false, time.Now()
			switch {
			case errors.Is(err, state.ErrRaced):
				e.abort(err)
			case err != nil:
				e.journal.dirty = true
			default:
				e.journal.written = next
			}
		}
	})
}

// outcome is how far the apply came. Asked to stop when there was nothing left
// to do, it has succeeded.
func (e *engine) outcome() state.Outcome {
	switch {
	case len(e.failures) > 0 || e.fatal != nil:
		return state.Failed
	case e.interrupted && e.unwatched+e.remaining() > 0:
		return state.Interrupted
	}
	return state.Succeeded
}

// err is why the operation did not succeed, nil if it did.
func (e *engine) err(end error) error {
	cause := e.fatal
	if e.outcome() == state.Interrupted {
		cause = ErrInterrupted
	}
	if cause == nil {
		cause = end
	}
	if cause == nil && len(e.failures) == 0 {
		return nil
	}
	return &Error{Cluster: e.in.Plan.Cluster, Failures: e.failures, Cause: cause, Remaining: e.remaining()}
}

// remaining counts the objects that were not begun.
func (e *engine) remaining() int {
	n := 0
	for i, s := range e.graph.steps {
		if (s.kind == write || s.kind == remove) && (e.graph.open[i] > 0 || slices.Contains(e.queue, i)) {
			n++
		}
	}
	return n
}
