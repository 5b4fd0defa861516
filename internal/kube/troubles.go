package kube

import (
	"context"
	"errors"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
)

const (
	// briefly is how long a stream may be open and tell nothing before its end means
	// no trouble: what stands between cuts what is idle.
	briefly = 10 * time.Second
	// unheard is how long nothing may get through before that is told.
	unheard = 5 * time.Second
)

// troubles are what keeps a watch from telling what happens.
type troubles struct {
	since time.Time // of streams in a row that have told nothing; the zero time of none
	last  error
	idle  bool // the last one was open for long, and may have had nothing to tell
	told  bool

	away   time.Time // since when lists have not got through either; the zero time where they do
	missed bool      // that was told
}

// fail notes that a stream has told nothing, unless it was ended here. What it should have
// told is listed, but for the first time: it may have been cut off as any may be.
func (w *watcher) fail(ctx context.Context, began time.Time, idle bool, err error) error {
	if ctx.Err() != nil {
		return err
	}
	t := &w.troubles
	if !t.since.IsZero() || time.Since(began) > unheard {
		w.version = ""
	}
	if t.last, t.idle = err, idle; t.since.IsZero() {
		t.since = began
	}
	return err
}

// miss notes that a list has failed: that the watch does not get through means nothing then. It
// tells when that has lasted for some time.
func (w *watcher) miss(ctx context.Context, began time.Time, err error) error {
	t := &w.troubles
	if ctx.Err() != nil || errors.As(err, new(handlerError)) {
		return err
	}
	if t.away.IsZero() {
		t.away = began
		if !t.since.IsZero() {
			t.away = t.since
		}
	}
	t.since = time.Time{}
	if t.missed || time.Since(t.away) < unheard {
		return err
	}
	t.missed = true
	if failed := w.emit(Event{Type: Away, Err: err}); failed != nil {
		return failed
	}
	return err
}

// reach notes that a list got through.
func (w *watcher) reach() error {
	missed := w.troubles.missed
	w.troubles.away, w.troubles.missed = time.Time{}, false
	if !missed {
		return nil
	}
	return w.emit(Event{Type: Back})
}

// suspect tells that the watch does not get through, when a list has: for some time, or
// with news of which the watch has told nothing although it was open.
func (w *watcher) suspect(ctx context.Context, news bool) error {
	t := &w.troubles
	if t.since.IsZero() || t.told {
		return nil
	}
	if t.idle && !news {
		t.since = time.Time{}
		return nil
	}
	if time.Since(t.since) < unheard {
		return nil
	}
	t.told = true
	return w.emit(Event{Type: Blocked, Err: w.trouble(ctx, t.last)})
}

// trouble is why nothing gets through, where lists do.
func (w *watcher) trouble(ctx context.Context, err error) error {
	switch {
	case errors.As(err, new(apierrors.APIStatus)):
		return w.reader.explain(ctx, object.Ref{}, "watching "+w.selection.String(), err)
	case errors.Is(err, connection.ErrNotBegun), errors.Is(err, connection.ErrSilent):
		return err
	}
	return fact.NewError(nil, reason.WatchCut, fact.Args{"said": connection.RootOf(err)})
}

// hear notes that something got through.
func (w *watcher) hear() error {
	told := w.troubles.told
	w.troubles = troubles{}
	if !told {
		return nil
	}
	return w.emit(Event{Type: Unblocked})
}
