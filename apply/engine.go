package apply

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

const (
	defaultParallelism = 16
	// flushInterval bounds how often the state is written during a long apply.
	// Nothing is lost in between: what is intended is written first.
	flushInterval = 5 * time.Second
)

// engine carries out one program. Requests run on goroutines of their own, and
// whatever they find out is done by execute, on its goroutine, through the inbox:
// nothing is locked, and events come one after the other.
type engine struct {
	cluster Cluster
	store   Store // nil where nothing is to be written on the way
	in      *Input
	emit    func(Event)
	journal *journal
	program step.Program
	changes map[object.Ref]*plan.Change
	mask    func() object.Mask // takes out what is sensitive in the stack
	check   func() error       // fails when the lock is lost

	inbox     chan func()
	done      <-chan struct{} // closed when nobody reads the inbox any more
	queue     []int           // steps that may begin, in order
	busy      int             // requests in flight
	watches   *watches
	run       *step.Run
	written   map[object.Ref]object.Meta    // what the server answered
	carried   map[object.Ref]map[string]any // contents of what is created again with others' fields
	rollouts  map[object.Ref]*watchedRollout
	deletions map[object.Ref]*pendingDeletion

	flushing bool
	flushed  time.Time

	halted      bool // nothing new is begun
	interrupted bool
	pulse       pulse
	left        error // what is said of what was interrupted
	unwatched   int   // rollouts and deletions that are not waited for any more
	failures    []Failure
	fatal       error // why the apply cannot continue, where no object is to blame
	result      *Result
}

// execute carries out the whole program, as far as it goes. Requests use work, which
// ends when the lock is lost; the end of stop lets requests in flight finish
// and begins nothing more.
func (e *engine) execute(stop, work context.Context) {
	work, cancel := context.WithCancel(work)
	defer cancel()
	e.inbox, e.done = make(chan func()), work.Done()
	e.watches = newWatches(e)
	e.rollouts, e.deletions = map[object.Ref]*watchedRollout{}, map[object.Ref]*pendingDeletion{}
	e.written, e.carried = map[object.Ref]object.Meta{}, map[object.Ref]map[string]any{}
	e.run = e.program.Start()
	e.flushed = time.Now()
	e.pulse.since = e.flushed
	go listen(work, e.cluster, func(err error) { e.post(func() { e.hear(err) }) })
	e.enqueue(work, e.run.Ready())
	stopped, lost := stop.Done(), work.Done()
	for {
		e.begin(work)
		if e.finished() {
			e.result.Remaining = e.remaining()
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

// hear tells of a server that falls silent, and of one that answers again.
func (e *engine) hear(err error) {
	if event := e.pulse.beat(err, time.Now()); event != nil {
		e.emit(event)
	}
}

// post hands something to do to execute's goroutine.
func (e *engine) post(act func()) {
	select {
	case e.inbox <- act:
	case <-e.done:
	}
}

// request runs something that may take its time on a goroutine of its own, and
// what it returns on execute's, which waits for it.
func (e *engine) request(do func() func()) {
	e.busy++
	go func() {
		var act func()
		if p := crash.Catch(func() { act = do() }); p != nil {
			act = func() { panic(p) }
		}
		e.inbox <- func() {
			e.busy--
			act()
		}
	}()
}

// enqueue takes steps that wait for nothing more.
func (e *engine) enqueue(ctx context.Context, ready []int) {
	for _, s := range ready {
		switch e.program[s].Do {
		case step.Barrier:
			e.enqueue(ctx, e.run.Finish(s))
		case step.Await:
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
	for e.busy < limit {
		s, ok := e.next()
		if !ok {
			return
		}
		about := &e.program[s]
		action := e.action(about.Object)
		switch about.Do {
		case step.Write:
			if !action.Renews() { // begun when it was cleared
				e.emit(ObjectStarted{Object: about.Object, Action: action})
			}
			e.beginWrite(ctx, s)
		case step.Delete, step.Clear:
			e.emit(ObjectStarted{Object: about.Object, Action: action})
			e.beginRemoval(ctx, s)
		case step.Record:
			e.beginRecord(ctx, s)
		}
	}
}

// action is what the plan calls what is done to an object.
func (e *engine) action(ref object.Ref) plan.Action {
	if c := e.changes[ref]; c != nil {
		return c.Action
	}
	return plan.None
}

// next takes the step that is to be begun next, if any may be. What has been
// deleted only to be created again is, also when nothing else is begun any more.
func (e *engine) next() (s int, ok bool) {
	i := 0
	if e.halted {
		i = slices.IndexFunc(e.queue, e.owed)
	}
	if i < 0 || i >= len(e.queue) || e.fatal != nil {
		return 0, false
	}
	s = e.queue[i]
	e.queue = slices.Delete(e.queue, i, i+1)
	return s, true
}

// owed reports whether a step restores what another has deleted.
func (e *engine) owed(s int) bool {
	return e.program[s].Do == step.Write && e.action(e.program[s].Object).Renews()
}

func (e *engine) finished() bool {
	idle := e.busy == 0 && len(e.rollouts) == 0 && len(e.deletions) == 0
	return idle && (len(e.queue) == 0 || e.fatal != nil || e.halted && !slices.ContainsFunc(e.queue, e.owed))
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
		earlier(d.nextMoment())
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

// flush writes the journal as it stands, while the apply continues.
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
