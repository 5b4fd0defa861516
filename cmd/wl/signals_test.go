package main

import (
	"context"
	"syscall"
	"testing"
	"time"
)

// A command that does not end by itself in time is ended: as a failure, unless a
// signal is how it is meant to end, and not while it finishes something.
func TestSignals(t *testing.T) {
	interrupt := func(t *testing.T, prepare func(context.Context)) *exitCode {
		t.Helper()
		ended := make(chan *exitCode)
		ctx := withSignals(t.Context(), func(expected *exitCode) { ended <- expected })
		prepare(ctx)
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		<-ctx.Done()
		return <-ended
	}
	if got := interrupt(t, func(context.Context) {}); got != nil {
		t.Errorf("a command that was to continue ends with %d", *got)
	}
	got := interrupt(t, func(ctx context.Context) {
		endsBySignal(ctx, exitDone)
		endsBySignal(ctx, exitFound)
	})
	if got == nil || *got != exitFound {
		t.Errorf("a command that a signal is meant to end ends with %v, not with its latest code", got)
	}
	finished := make(chan struct{})
	interrupt(t, func(ctx context.Context) {
		begun := make(chan struct{})
		go func() {
			_ = finish(ctx, func() error {
				close(begun)
				<-ctx.Done()
				time.Sleep(2 * grace)
				close(finished)
				return nil
			})
		}()
		<-begun
	})
	select {
	case <-finished:
	default:
		t.Error("what must not be cut off was")
	}
}
