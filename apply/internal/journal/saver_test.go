package journal

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/state"
)

// heldLoop runs requests when it is told to.
type heldLoop struct{ requests []func() func() }

func (l *heldLoop) Request(do func() func()) { l.requests = append(l.requests, do) }

// run runs the request that is next.
func (l *heldLoop) run() {
	do := l.requests[0]
	l.requests = l.requests[1:]
	do()()
}

// scripted fails as it is told to.
type scripted struct {
	written
	errs []error // one for each write
}

func (s *scripted) Write(ctx context.Context, prev state.Snapshot, r state.Revision) (state.Snapshot, error) {
	err := s.errs[0]
	if s.errs = s.errs[1:]; err != nil {
		return state.Snapshot{}, err
	}
	return s.written.Write(ctx, prev, r)
}

// saverOf is one whose journal is written.
func saverOf(t *testing.T, errs ...error) (*Saver, *heldLoop, *scripted) {
	t.Helper()
	j, err := New(operation())
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Save(t.Context(), new(written)); err != nil {
		t.Fatal(err)
	}
	loop, store := new(heldLoop), &scripted{errs: errs}
	return &Saver{Journal: j, Store: store, Loop: loop, Raced: func(error) { t.Error("nobody else has written") }}, loop, store
}

// The journal is written in passing while there is something to write, once at a
// time, and again where that failed.
func TestInPassing(t *testing.T) {
	s, loop, store := saverOf(t, errors.New("connection lost"), nil, nil)
	due := func(want bool, when string) {
		t.Helper()
		if at := s.Due(); at.IsZero() == want {
			t.Errorf("%s, it is due at %v", when, at)
		}
	}
	web := operation().Desired[0].Ref
	due(false, "after it was saved")
	s.Journal.Gone(web)
	due(true, "after something has happened")
	if wait := time.Until(s.Due()); wait < flushInterval/2 || wait > flushInterval {
		t.Errorf("it is due in %v", wait)
	}
	s.Save(t.Context())
	due(false, "while it is being written")
	loop.run()
	due(true, "after that has failed")
	s.Save(t.Context())
	loop.run()
	due(false, "after that has succeeded")
	if len(store.written) != 1 || len(store.written[0].Objects) != 0 {
		t.Errorf("%+v", store.written)
	}
	s.Journal.Cleared(web)
	s.Save(t.Context())
	s.Journal.Gone(web)
	loop.run()
	due(true, "after something has happened meanwhile")
	s.Store = nil
	due(false, "where nothing is to be written")
}

// What must not be done before something is written is not, whatever is being written
// meanwhile, and not at all where that fails.
func TestAhead(t *testing.T) {
	lost := errors.New("connection lost")
	s, loop, store := saverOf(t, nil, nil, lost)
	web := operation().Desired[0].Ref
	var did []string
	do := func(name string) func(error) {
		return func(err error) {
			if err != nil {
				name += ": " + err.Error()
			}
			did = append(did, name)
		}
	}
	s.Save(t.Context()) // in passing, without what follows
	s.Journal.Clearing(web, state.Replacing{PodSelector: "app=web"})
	s.Ahead(t.Context(), do("first"))
	s.Ahead(t.Context(), do("second"))
	loop.run()
	if len(did) != 0 || len(store.written) != 1 || store.written[0].Objects[0].Replacing != nil {
		t.Fatalf("%v is done, and %+v is written", did, store.written)
	}
	loop.run()
	if want := []string{"first", "second"}; !slices.Equal(did, want) || store.written[1].Objects[0].Replacing.PodSelector != "app=web" {
		t.Fatalf("%v is done, and %+v is written", did, store.written)
	}
	s.Ahead(t.Context(), do("third"))
	loop.run()
	if did[2] != "third: connection lost" || len(loop.requests) > 0 {
		t.Errorf("%v", did)
	}
	s.Store = nil
	if s.Ahead(t.Context(), do("fourth")); did[3] != "fourth" {
		t.Errorf("%v", did)
	}
}

// Another operation has changed the state: that ends this one.
func TestRaced(t *testing.T) {
	s, loop, _ := saverOf(t, state.ErrRaced)
	raced := false
	s.Raced = func(error) { raced = true }
	s.Save(t.Context())
	if loop.run(); !raced {
		t.Error("nobody is told")
	}
}
