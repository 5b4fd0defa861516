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
	log      *unobeyed // where it is the log of a job that obeys it
	err      error
	outlives bool // the reader, who may go
	gone     bool // who has gone
}

// newOutput returns the output to a stream, in the environment of a process.
func newOutput(to io.Writer, environment func(string) string) *output {
	o := &output{to: to}
	if obeys(environment) {
		o.log = new(unobeyed)
	}
	return o
}

// asIs leaves what is printed as it is: something else reads it.
func (o *output) asIs() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.log = nil
}

func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone {
		return len(text), nil
	}
	n, err := o.write(text)
	if o.outlives && errors.Is(err, syscall.EPIPE) {
		o.gone = true
		return len(text), nil
	}
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

func (o *output) write(text []byte) (int, error) {
	if o.log == nil {
		return o.to.Write(text)
	}
	if _, err := o.to.Write(o.log.text(text)); err != nil {
		return 0, err
	}
	return len(text), nil
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
