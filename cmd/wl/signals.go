package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// grace is how long a command may take to end by itself when a signal asks it
// to.
const grace = 700 * time.Millisecond

// withSignals returns a context that ends with the first Ctrl-C or SIGTERM. It
// calls exit where the command does not end by itself soon after, unless that is
// finishing something: compiling, or waiting for a credential plugin, cannot
// always be cut off. A second signal ends the process as if there were no
// handler. Exit gets the code of a command that a signal is meant to end, and nil
// of any other.
func withSignals(parent context.Context, exit func(expected *exitCode)) context.Context {
	asked, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	f := new(finishing)
	context.AfterFunc(asked, func() {
		stop()
		f.wait(grace)
		exit(f.expected.Load())
	})
	return context.WithValue(asked, finishingKey{}, f)
}

type finishingKey struct{}

// finishing keeps what is not to be cut off from being so.
type finishing struct {
	mu       sync.RWMutex
	expected atomic.Pointer[exitCode] // of a command that a signal is meant to end
}

// endsBySignal notes that the command continues until a signal ends it, and with which code
// that is now: also on a machine that is too busy for it to end by itself in time.
func endsBySignal(ctx context.Context, code exitCode) {
	if f, ok := ctx.Value(finishingKey{}).(*finishing); ok {
		f.expected.Store(&code)
	}
}

// wait returns when for a while nothing was being finished; nothing can begin
// any more then.
func (f *finishing) wait(while time.Duration) {
	for {
		time.Sleep(while)
		if f.mu.TryLock() {
			return
		}
	}
}

// finish does what the first signal must not cut off. It is to end by itself
// when its context does, and prints what it still waits for.
func finish(ctx context.Context, do func() error) error {
	if f, ok := ctx.Value(finishingKey{}).(*finishing); ok {
		f.mu.RLock()
		defer f.mu.RUnlock()
	}
	return do()
}
