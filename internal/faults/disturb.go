package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// disturbance is a wl that runs under faults, and what they begin beside it.
type disturbance struct {
	*Lane
	round   *round
	started chan struct{} // closed when wl runs
	main    *process
	others  sync.WaitGroup // what has been begun beside it

	mu      sync.Mutex
	over    bool  // nothing more may begin
	failure error // of what was begun
}

// disturb runs wl under the faults of a round, until it and all that was begun beside it have ended.
func (l *Lane) disturb(d *round, args ...string) (e ended, err error) {
	b := &disturbance{Lane: l, round: d, started: make(chan struct{})}
	for _, f := range d.faults {
		f.do = func() {
			<-b.started
			b.act(f)
		}
	}
	l.proxy.arm(d.faults...)
	defer l.proxy.disarm()
	if b.main, err = l.start(args...); err != nil {
		return ended{}, err
	}
	close(b.started)
	e = b.main.wait()
	b.finish()
	l.proxy.settle()
	if err := e.wrong(d.signalled()); err != nil {
		return e, err
	}
	return e, b.failure
}

// begin reports whether something may begin that finish waits for.
func (b *disturbance) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.over {
		b.others.Add(1)
	}
	return !b.over
}

// finish waits for everything that has begun beside wl, and lets nothing more begin.
func (b *disturbance) finish() {
	b.others.Wait()
	b.mu.Lock()
	b.over = true
	b.mu.Unlock()
	b.others.Wait()
}

// act does what a fault is that is not done to a request.
func (b *disturbance) act(f *Fault) {
	if !b.begin() {
		return
	}
	defer b.others.Done()
	if f.void = b.main.hasEnded(); f.void {
		return
	}
	switch f.Kind {
	case Killed, KilledAfter:
		b.main.signal(syscall.SIGKILL)
	case Interrupted:
		b.main.signal(syscall.SIGINT)
	case Terminated:
		b.main.signal(syscall.SIGTERM)
	case InterruptedTwice:
		b.main.signal(syscall.SIGINT)
		b.beside(func() { time.Sleep(f.For / 4); b.main.signal(syscall.SIGINT) })
	case Suspended:
		b.suspended(func() { time.Sleep(f.For) })
	case Overtaken:
		b.suspended(func() { b.another("state", "unlock", "--auto-approve"); b.another(b.main.args...) })
	case Outlived:
		b.suspended(func() { b.another(b.main.args...) })
	case Second:
		b.beside(func() { b.another(b.main.args...) })
	case SecondUnlocks:
		b.cluster.unlock()
		b.beside(func() { b.another(b.main.args...) })
	case Rival:
		f.void = !b.challenged()
	default:
		f.void = b.cluster.interfere(f.Kind, f.on) != nil
	}
}

// beside does something while wl runs. A wl that ends before is waited for no less.
func (b *disturbance) beside(do func()) { b.others.Go(do) }

// suspended halts wl until something is done.
func (b *disturbance) suspended(do func()) {
	b.main.signal(syscall.SIGSTOP)
	b.beside(func() {
		do()
		b.main.signal(syscall.SIGCONT)
	})
}

// another runs another wl, under the same faults.
func (b *disturbance) another(args ...string) { b.run(b.program, args...) }

// challenged begins a rival, and reports whether there can be one: of two files with a
// state, neither would be the stack's.
func (b *disturbance) challenged() bool {
	possible := b.round.verb == applies && !b.round.inFile
	if possible {
		b.beside(b.rival)
	}
	return possible
}

// rival has another wl apply what is wanted in the end, from a directory of its own.
func (b *disturbance) rival() {
	p := b.program
	p.dir = filepath.Join(b.dir, "rival")
	err := os.MkdirAll(p.dir, 0o700)
	if err == nil {
		err = write(p.dir, b.round.then.source(stackName, b.cluster.namespace, false))
	}
	if err != nil {
		b.fail(err)
		return
	}
	b.run(p, "apply", "--auto-approve")
}

// run runs a wl beside the one that is disturbed.
func (b *disturbance) run(p program, args ...string) {
	w, err := p.start(args...)
	if err == nil {
		err = w.wait().wrong(false)
	}
	if err != nil {
		b.fail(err)
	}
}

// fail remembers the first failure of what was begun beside wl.
func (b *disturbance) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failure == nil {
		b.failure = fmt.Errorf("another wl: %w", err)
	}
}
