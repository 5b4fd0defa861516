package apply

import (
	"context"
	"time"

	"github.com/workloadlang/wl/internal/crash"
)

// loop is the one goroutine on which everything is decided. Requests run on
// goroutines of their own, and whatever they find out is done here, through the
// inbox: nothing is locked, and events come one after the other.
type loop struct {
	inbox chan func()
	done  <-chan struct{} // closed when nobody reads the inbox any more
	busy  int             // requests in flight
}

func newLoop(ctx context.Context) *loop {
	return &loop{inbox: make(chan func()), done: ctx.Done()}
}

// Post hands something to do to the loop.
func (l *loop) Post(act func()) {
	select {
	case l.inbox <- act:
	case <-l.done:
	}
}

// Request runs something that may take its time on a goroutine of its own, and
// what it returns on the loop, which waits for it.
func (l *loop) Request(do func() func()) {
	l.busy++
	go func() {
		var act func()
		if p := crash.Catch(func() { act = do() }); p != nil {
			act = func() { panic(p) }
		}
		l.inbox <- func() {
			l.busy--
			act()
		}
	}()
}

// driver is what a loop drives.
type driver interface {
	// begin begins what may begin, and reports whether there is nothing more to do.
	begin(work context.Context) (finished bool)
	// next is when tick has something to do; the zero time if it has nothing.
	next() time.Time
	tick(work context.Context)
	// interrupt is called when it is asked to stop, and abort when work has ended.
	interrupt(work context.Context)
	abort(cause error)
}

// run drives until there is nothing more to do. The end of stop asks to stop.
func (l *loop) run(stop, work context.Context, d driver) {
	stopped, lost := stop.Done(), work.Done()
	for !d.begin(work) {
		timer := time.NewTimer(time.Hour) // tick has nothing to do then, and that is no harm
		if next := d.next(); !next.IsZero() {
			timer.Reset(time.Until(next))
		}
		select {
		case act := <-l.inbox:
			act()
		case <-timer.C:
			d.tick(work)
		case <-stopped:
			stopped = nil
			d.interrupt(work)
		case <-lost:
			lost = nil
			d.abort(context.Cause(work))
		}
		timer.Stop()
	}
}
