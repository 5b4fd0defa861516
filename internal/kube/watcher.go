package kube

import (
	"context"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
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
	stream, err := w.open(ctx)
	if err != nil {
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
				err = w.fail(ctx, began, works, err)
			}
			return works, w.expire(err)
		}
		if err := w.hear(); err != nil {
			return true, err
		}
	}
}

// open begins a stream of what happens after the version.
func (w *watcher) open(ctx context.Context) (*connection.Stream, error) {
	return w.reader.connection.Stream(ctx, w.reader.selectRequest(w.kind, w.selection).
		SetHeader("Accept", w.selection.accept(w.kind, false)).
		Param("watch", "true").
		Param("allowWatchBookmarks", "true").
		Param("resourceVersion", w.version))
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
