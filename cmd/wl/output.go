package main

import (
	"errors"
	"io"
	"os/signal"
	"sync"
	"syscall"
)

// output remembers the first error of writing: what was printed is incomplete
// then, and the command has failed, whoever has printed it. It may be written to by
// many goroutines at once.
type output struct {
	mu       sync.Mutex
	to       io.Writer
	err      error
	outlives bool // the reader, who may go
	gone     bool // who has gone
}

func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone {
		return len(text), nil
	}
	n, err := o.to.Write(text)
	if o.outlives && errors.Is(err, syscall.EPIPE) {
		o.gone = true
		return len(text), nil
	}
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

func (o *output) outlive() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.outlives = true
}

// outliveReaders lets a verb that writes to a cluster continue when nobody reads its
// output any more, as in "wl apply | head": it finishes what it has begun, and its
// exit code tells. All other verbs end with their reader.
func (a *app) outliveReaders() {
	signal.Ignore(syscall.SIGPIPE)
	a.out.outlive()
	a.errOut.outlive()
}
