package kube

import (
	"context"
	"errors"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
)

type objectKey struct{ namespace, name string }

// watcher keeps what one watch has delivered, so that it can tell after a gap
// what has changed.
type watcher struct {
	reader    reader
	kind      kind.Resource // as the last list has found it
	selection Selection
	handle    func(Event) error
	known     map[objectKey]map[string]any
	version   string // from which the next watch continues; "": list first
	synced    bool
	asked     bool // the next list is to end with Synced
	troubles  troubles
}

// run lists where that is needed and then follows one stream until it ends. It
// reports whether that was one as it should be.
func (w *watcher) run(ctx context.Context) (works bool, err error) {
	began := time.Now()
	if w.version == "" {
		if err := w.relist(ctx); err != nil {
			return false, w.miss(ctx, began, err)
		}
		began = time.Now()
	}
	stream, err := w.reader.connection.Stream(ctx, w.reader.selectRequest(w.kind, w.selection).
		SetHeader("Accept", w.selection.accept(w.kind, false)).
		Param("watch", "true").
		Param("allowWatchBookmarks", "true").
		Param("resourceVersion", w.version))
	if err != nil {
		w.doubt(ctx, began, reason.WatchUnanswered, connection.ErrNotBegun)
		return false, w.fail(ctx, began, false, err)
	}
	defer stream.Close()
	opened := time.Now()
	for heard := false; ; heard = true {
		what, object, err := stream.Next()
		if err == nil {
			err = w.take(what, object)
		}
		if err != nil {
			works = heard || time.Since(opened) > briefly
			if !heard {
				w.doubt(ctx, opened, reason.WatchSilent, connection.ErrSilent)
				err = w.fail(ctx, began, works, err)
			}
			return works, w.expire(err)
		}
		if err := w.hear(); err != nil {
			return true, err
		}
	}
}

// expire forgets the version where the server no longer knows it.
func (w *watcher) expire(err error) error {
	if apierrors.IsResourceExpired(err) || apierrors.IsGone(err) {
		w.version = ""
	}
	return err
}

func (w *watcher) take(what string, object []byte) error {
	if what == "ERROR" {
		status, err := statusOf(object)
		if err != nil {
			return fmt.Errorf("cannot read the server's error: %w", err)
		}
		return apierrors.FromObject(status)
	}
	content, err := contentOf(object)
	if err != nil {
		return fmt.Errorf("cannot read what the server sent: %w", err)
	}
	if w.selection.Form == Metadata { // the server says that this is what it is
		content["apiVersion"], content["kind"] = w.kind.APIVersion(), w.kind.Kind
	}
	key, version, _ := identify(content)
	switch what {
	case "ADDED", "MODIFIED":
		if err := w.changed(key, content); err != nil {
			return err
		}
	case "DELETED":
		delete(w.known, key)
		if err := w.emit(Event{Type: Deleted, Object: content}); err != nil {
			return err
		}
	}
	w.version = version // of bookmarks as well
	return nil
}

// relist reads everything and delivers the difference to what is known: after the word that
// the watch does not get through, without which nobody would know why it comes so late.
func (w *watcher) relist(ctx context.Context) error {
	items, kind, version, err := w.reader.list(ctx, w.selection)
	if err != nil {
		return err
	}
	if err := w.reach(); err != nil {
		return err
	}
	news := w.difference(items)
	w.kind, w.version = kind, version
	if err := w.suspect(ctx, len(news) > 0); err != nil {
		return err
	}
	for _, e := range news {
		if err := w.emit(e); err != nil {
			return err
		}
	}
	if !w.asked {
		return nil
	}
	w.synced, w.asked = true, false
	return w.emit(Event{Type: Synced})
}

// difference is what has changed since, where these objects are all that there is now. From
// then on it is known.
func (w *watcher) difference(items []map[string]any) []Event {
	var news []Event
	gone := w.known
	w.known = make(map[objectKey]map[string]any, len(items))
	for _, content := range items {
		key, version, _ := identify(content)
		before, ok := gone[key]
		delete(gone, key)
		if _, last, _ := identify(before); ok && last == version {
			w.known[key] = before
			continue
		}
		news = append(news, replaced(before, content)...)
		w.known[key] = content
	}
	for _, content := range gone {
		news = append(news, Event{Type: Deleted, Object: content})
	}
	return news
}

// changed delivers an object's new state.
func (w *watcher) changed(key objectKey, content map[string]any) error {
	before := w.known[key]
	w.known[key] = content
	for _, e := range replaced(before, content) {
		if err := w.emit(e); err != nil {
			return err
		}
	}
	return nil
}

// replaced tells of an object's new state, and before it of the end of an earlier object of
// the same name, where that went unseen. Before is nil where there was none.
func replaced(before, now map[string]any) []Event {
	_, _, last := identify(before)
	if _, _, uid := identify(now); before != nil && uid != last {
		return []Event{{Type: Deleted, Object: before}, {Type: Changed, Object: now}}
	}
	return []Event{{Type: Changed, Object: now}}
}

func (w *watcher) emit(e Event) error {
	if err := w.handle(e); err != nil {
		return handlerError{err}
	}
	return nil
}

const (
	// briefly is how long a stream may be open and tell nothing before its end means
	// no trouble: what stands between cuts what is idle.
	briefly = 10 * time.Second
	// quiet is how long it may be so before a list that is asked for shows that it tells nothing.
	quiet = 3 * time.Second
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

// doubt notes that a stream has told nothing, or not even begun, until a list was asked for: where that
// has news, what is between holds it back.
func (w *watcher) doubt(ctx context.Context, since time.Time, code fact.Code, err error) {
	passed, t := time.Since(since), &w.troubles
	if ctx.Err() == nil || passed < quiet || !t.since.IsZero() {
		return
	}
	silent := fact.New(code, fact.Args{"time": passed.Round(time.Second)})
	t.since, t.last, t.idle = since, &fact.Error{What: silent, Err: err}, true
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
	if !t.idle && time.Since(t.since) < unheard {
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
