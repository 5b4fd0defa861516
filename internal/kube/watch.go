package kube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/workloadlang/wl/internal/object"
)

// reconnectPause keeps a server that is down, or that ends every watch at once,
// from being asked in a tight loop.
const reconnectPause = 500 * time.Millisecond

// Watch delivers the selected objects as they are, then Synced once, then every
// change, until ctx ends (its cause is returned) or handle fails (that error is).
// It survives what a long watch meets: closed connections, a restarted server
// and expired resource versions; after those it lists again and delivers the
// differences. handle is called by one goroutine. Only a first LIST that fails
// is an error.
func (c *Client) Watch(ctx context.Context, s Selection, handle func(Event) error) error {
	w := &watcher{client: c, selection: s, handle: handle, known: map[string]string{}}
	if err := w.list(ctx); err != nil {
		return err
	}
	if err := handle(Event{Type: Synced}); err != nil {
		return err
	}
	for {
		err := w.follow(ctx)
		if failed := new(handleError); errors.As(err, &failed) {
			return failed.error
		}
		if apierrors.IsResourceExpired(err) || apierrors.IsGone(err) {
			err = w.list(ctx)
			if failed := new(handleError); errors.As(err, &failed) {
				return failed.error
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			w.pause(ctx)
		}
	}
}

type watcher struct {
	client    *Client
	selection Selection
	handle    func(Event) error
	version   string            // from which to go on
	known     map[string]string // objects delivered: their resource versions
}

// handleError tells the receiver's own failure from the connection's.
type handleError struct{ error }

func (w *watcher) pause(ctx context.Context) {
	select {
	case <-time.After(reconnectPause):
	case <-ctx.Done():
	}
}

// list delivers what differs from what is known.
func (w *watcher) list(ctx context.Context) error {
	found, version, err := w.client.list(ctx, w.selection)
	if err != nil {
		return err
	}
	present := make(map[string]bool, len(found))
	for _, o := range found {
		present[sortKey(o)] = true
		if err := w.deliver(Changed, o); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(w.known)) {
		if present[key] {
			continue
		}
		if err := w.deliver(Deleted, w.ghost(key)); err != nil {
			return err
		}
	}
	w.version = version
	return nil
}

// ghost stands for an object that went away unseen: all that is left is its
// name.
func (w *watcher) ghost(key string) map[string]any {
	k := knownKind(w.selection.Kind)
	namespace, name := splitKey(key)
	metadata := map[string]any{"name": name}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	return map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind, "metadata": metadata}
}

func (w *watcher) deliver(t EventType, o map[string]any) error {
	key, version := sortKey(o), resourceVersion(o)
	if t == Deleted {
		delete(w.known, key)
	} else if w.known[key] == version {
		return nil
	} else {
		w.known[key] = version
	}
	if err := w.handle(Event{Type: t, Object: o}); err != nil {
		return &handleError{err}
	}
	return nil
}

// follow watches from the last version until the connection ends.
func (w *watcher) follow(ctx context.Context) error {
	r, err := w.client.listRequest(w.selection)
	if err != nil {
		return err
	}
	stream, err := r.SetHeader("Accept", mediaJSON).
		Param("watch", "true").
		Param("allowWatchBookmarks", "true").
		Param("resourceVersion", w.version).
		Stream(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	for d := json.NewDecoder(stream); ; {
		var e struct {
			Type   watch.EventType
			Object json.RawMessage
		}
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := w.take(e.Type, e.Object); err != nil {
			return err
		}
	}
}

func (w *watcher) take(t watch.EventType, raw []byte) error {
	if t == watch.Error {
		var s metav1.Status
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		if s.Code == http.StatusGone {
			s.Reason = metav1.StatusReasonExpired
		}
		return &apierrors.StatusError{ErrStatus: s}
	}
	content := map[string]any{}
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		return fmt.Errorf("a watch event of %s cannot be read: %w", w.selection.Kind.Kind, err)
	}
	w.version = resourceVersion(content)
	switch t {
	case watch.Added, watch.Modified:
		return w.deliver(Changed, content)
	case watch.Deleted:
		return w.deliver(Deleted, content)
	default: // a bookmark: only the version
		return nil
	}
}

func resourceVersion(content map[string]any) string {
	m, _ := content["metadata"].(map[string]any)
	v, _ := m["resourceVersion"].(string)
	return v
}

// knownKind is the kind's entry; its path has been asked for before, so that it
// exists.
func knownKind(gk object.GroupKind) object.Kind {
	k, _ := lookupKind(gk)
	return k
}
