package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/retry"
)

// watching watches. client-go's reflectors and informers are for a process that
// never ends: they drop a refusal into a log and try for ever, and the tool for one
// watch, RetryWatcher, neither lists nor tells what was missed.
type watching struct{ reader reader }

// Watch calls handle for every object of the selection that there is (Changed),
// once with Synced, and then for whatever changes, until ctx ends (its error and
// cause) or handle fails (that error). Calls come one after the other. The watch
// survives restarts of the server and lost connections; what happened meanwhile
// is delivered as the difference. An object that was deleted is delivered as it
// was last seen; one that was replaced by another of its name, as a deletion
// and a change. Objects are not to be changed. A server that refuses the
// request ends the watch with its error.
func (w watching) Watch(ctx context.Context, s Selection, handle func(Event) error) error {
	k, err := w.reader.lookup(ctx, s.Kind, s.Version)
	if err != nil {
		return err
	}
	one := &watcher{reader: w.reader, kind: k, selection: s, handle: handle, known: map[objectKey]map[string]any{}}
	broken, refused := retry.BrokenWatch().Begin(), retry.RefusedWatch().Begin()
	for {
		progress, err := one.run(ctx)
		if progress || err == nil { // the server ends streams in order now and then
			broken.Reset()
			refused.Reset()
		}
		var stop handlerError
		switch {
		case ctx.Err() != nil:
			return connection.Ended(ctx)
		case errors.As(err, &stop):
			return stop.error
		case isRefusal(err) && (!one.synced || !refused.Again(ctx)):
			return w.reader.explain("watching "+s.String(), err)
		}
		if !broken.Again(ctx) {
			return connection.Ended(ctx)
		}
	}
}

// handlerError ends a watch because its handler failed.
type handlerError struct{ error }

// isRefusal tells errors that asking again does not fix.
func isRefusal(err error) bool {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return false
	}
	switch code := status.Status().Code; code {
	case http.StatusGone, http.StatusTooManyRequests, http.StatusRequestTimeout, http.StatusConflict:
		return false
	default:
		return code >= 400 && code < 500
	}
}

type objectKey struct{ namespace, name string }

// watcher keeps what one watch has delivered, so that it can tell after a gap
// what has changed.
type watcher struct {
	reader    reader
	kind      kind.Resource
	selection Selection
	handle    func(Event) error
	known     map[objectKey]map[string]any
	version   string // from which the next watch continues; "": list first
	synced    bool
}

// run lists where that is needed and then follows one stream until it ends.
// Progress says that the server delivered something.
func (w *watcher) run(ctx context.Context) (progress bool, err error) {
	if w.version == "" {
		if err := w.relist(ctx); err != nil {
			return false, err
		}
		progress = true
	}
	stream, err := w.reader.connection.Stream(ctx, w.reader.selectRequest(w.kind, w.selection).
		SetHeader("Accept", w.selection.accept(w.kind, false)).
		Param("watch", "true").
		Param("allowWatchBookmarks", "true").
		Param("resourceVersion", w.version))
	if err != nil {
		return progress, w.expire(err)
	}
	defer stream.Close()
	for ; ; progress = true {
		what, object, err := stream.Next()
		if errors.Is(err, io.EOF) {
			return progress, nil
		} else if err != nil {
			return progress, err
		}
		if err := w.take(what, object); err != nil {
			return progress, w.expire(err)
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

// relist reads everything and delivers the difference to what is known.
func (w *watcher) relist(ctx context.Context) error {
	items, kind, version, err := w.reader.list(ctx, w.selection)
	if err != nil {
		return err
	}
	w.kind = kind
	gone := w.known
	w.known = make(map[objectKey]map[string]any, len(items))
	for _, content := range items {
		key, version, _ := identify(content)
		before, ok := gone[key]
		delete(gone, key)
		if ok {
			w.known[key] = before
			if _, last, _ := identify(before); last == version {
				continue
			}
		}
		if err := w.changed(key, content); err != nil {
			return err
		}
	}
	for _, content := range gone {
		if err := w.emit(Event{Type: Deleted, Object: content}); err != nil {
			return err
		}
	}
	w.version = version
	if w.synced {
		return nil
	}
	w.synced = true
	return w.emit(Event{Type: Synced})
}

// changed delivers an object's new state, and before it the end of an earlier
// object of the same name, where that went unseen.
func (w *watcher) changed(key objectKey, content map[string]any) error {
	if before, ok := w.known[key]; ok {
		_, _, last := identify(before)
		if _, _, uid := identify(content); uid != last {
			if err := w.emit(Event{Type: Deleted, Object: before}); err != nil {
				return err
			}
		}
	}
	w.known[key] = content
	return w.emit(Event{Type: Changed, Object: content})
}

func (w *watcher) emit(e Event) error {
	if err := w.handle(e); err != nil {
		return handlerError{err}
	}
	return nil
}

func identify(content map[string]any) (key objectKey, version, uid string) {
	metadata, _ := content["metadata"].(map[string]any)
	key.namespace, _ = metadata["namespace"].(string)
	key.name, _ = metadata["name"].(string)
	version, _ = metadata["resourceVersion"].(string)
	uid, _ = metadata["uid"].(string)
	return key, version, uid
}
