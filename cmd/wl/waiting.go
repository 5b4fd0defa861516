package main

import (
	"sync"

	"github.com/workloadlang/wl/internal/engine"
)

// waiting prints on the screen what takes long: beside the matter, or as a part of
// an apply's progress while that is shown.
type waiting struct {
	mu   sync.Mutex
	show func(cluster string, w engine.Wait) // nil: nowhere
}

// to has what takes long shown by a function from now on, and returns one that
// has it shown as before.
func (w *waiting) to(show func(cluster string, w engine.Wait)) (restore func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	before := w.show
	w.show = show
	return func() { w.to(before) }
}

// report shows what takes long of one cluster.
func (w *waiting) report(cluster string, wait engine.Wait) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.show != nil {
		w.show(cluster, wait)
	}
}
