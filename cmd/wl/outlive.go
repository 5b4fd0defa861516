package main

import (
	"errors"
	"io"
	"os/signal"
	"sync"
	"syscall"
)

// outliveReaders lets a verb that writes to a cluster continue when nobody reads its
// output any more, as in "wl apply | head": it finishes what it has begun, and its
// exit code tells. All other verbs end with their reader.
func (a *app) outliveReaders() {
	signal.Ignore(syscall.SIGPIPE)
	a.streams.Out = &outliving{to: a.streams.Out}
	a.streams.Err = &outliving{to: a.streams.Err}
}

// outliving writes until there is no reader, and from then on nowhere.
type outliving struct {
	mu   sync.Mutex
	to   io.Writer
	gone bool
}

func (w *outliving) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.gone {
		return len(p), nil
	}
	n, err := w.to.Write(p)
	if errors.Is(err, syscall.EPIPE) {
		w.gone = true
		return len(p), nil
	}
	return n, err
}
