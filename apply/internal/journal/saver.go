package journal

import (
	"context"
	"errors"
	"time"

	"github.com/workloadlang/wl/state"
)

// flushInterval bounds how often the state is written during a long apply.
// Nothing is lost in between: what is intended is written first.
const flushInterval = 5 * time.Second

// Loop runs requests, and what they return where everything is decided.
type Loop interface{ Request(do func() func()) }

// Saver writes a journal while the operation continues. It is used on the loop alone.
type Saver struct {
	Journal *Journal
	Store   Store // nil where nothing is to be written on the way
	Loop    Loop
	Raced   func(error) // told that another operation has changed the state

	flushing bool          // the journal is being written
	waiting  []func(error) // for what is noted, and not being written yet
}

// Due is when the journal is to be written in passing; the zero time where there is
// nothing to write, or that is being done.
func (s *Saver) Due() time.Time {
	if s.Store == nil || s.flushing || !s.Journal.dirty {
		return time.Time{}
	}
	return s.Journal.saved.Add(flushInterval)
}

// Save writes the journal as it stands.
func (s *Saver) Save(ctx context.Context) {
	j, waiting := s.Journal, s.waiting
	s.flushing, s.waiting, j.dirty = true, nil, false
	previous, revision := j.written, j.revision()
	s.Loop.Request(func() func() {
		next, err := s.Store.Write(ctx, previous, revision)
		return func() { s.saved(ctx, next, err, waiting) }
	})
}

func (s *Saver) saved(ctx context.Context, next state.Snapshot, err error, waiting []func(error)) {
	j := s.Journal
	if s.flushing, j.saved = false, time.Now(); err != nil {
		j.dirty = true
	} else {
		j.written = next
	}
	if errors.Is(err, state.ErrRaced) {
		s.Raced(err)
	}
	for _, then := range waiting {
		then(err)
	}
	if len(s.waiting) > 0 && !s.flushing {
		s.Save(ctx)
	}
}

// Ahead does something once what the journal notes is written: what it must not be done
// without. An error means that it is not.
func (s *Saver) Ahead(ctx context.Context, then func(error)) {
	if s.Store == nil {
		then(nil)
		return
	}
	if s.waiting = append(s.waiting, then); !s.flushing {
		s.Save(ctx)
	}
}
