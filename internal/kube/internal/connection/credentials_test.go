package connection

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// hanging is client-go's round tripper while its plugin hangs: it looks at no
// context.
type hanging struct {
	base    http.RoundTripper
	release chan struct{}
	running atomic.Int32
	most    atomic.Int32
}

func (h *hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	n := h.running.Add(1)
	for m := h.most.Load(); n > m && !h.most.CompareAndSwap(m, n); m = h.most.Load() {
	}
	<-h.release
	h.running.Add(-1)
	return h.base.RoundTrip(r)
}

type answering struct{ body string }

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Context().Err() != nil {
		return nil, r.Context().Err()
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(a.body))}, nil
}

func newHanging(w *waits) *hanging {
	return &hanging{base: sending{answering{"{}"}, w}, release: make(chan struct{})}
}

func TestPluginIsNotWaitedForWithoutEnd(t *testing.T) {
	w := &waits{said: map[string]time.Time{}}
	for name, c := range map[string]struct {
		timeout time.Duration
		cancel  bool
	}{
		"given up": {timeout: 50 * time.Millisecond},
		"asked to": {timeout: time.Hour, cancel: true},
	} {
		h := newHanging(w)
		rt := newCredentials(h, "login", c.timeout, w)
		ctx, cancel := context.WithCancel(context.Background())
		results := make(chan error)
		for range 5 {
			go func() {
				r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/", nil)
				if err == nil {
					_, err = rt.RoundTrip(r)
				}
				results <- err
			}()
		}
		if c.cancel {
			cancel()
		}
		for range 5 {
			err := <-results
			if plugin := new(PluginError); errors.As(err, &plugin) == c.cancel || !c.cancel && plugin.Plugin != "login" || c.cancel && !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
		}
		cancel()
		close(h.release)
		if most := h.most.Load(); most > 1 {
			t.Errorf("%s: the plugin was run by %d requests at once", name, most)
		}
	}
}

// The time that a plugin takes is not the server's.
func TestPluginTimeIsNotTheServers(t *testing.T) {
	w := &waits{said: map[string]time.Time{}}
	h := newHanging(w)
	rt := newCredentials(h, "login", time.Hour, w)
	ctx, cancel := withTimeout(context.Background(), 50*time.Millisecond, errNoAnswer)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/", nil)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(200*time.Millisecond, func() { close(h.release) })
	if _, err := rt.RoundTrip(r); err != nil {
		t.Errorf("%v, because of %v", err, context.Cause(ctx))
	}
	// The next request has the credentials that there are.
	if _, err := rt.RoundTrip(r); err != nil {
		t.Error(err)
	}
}

func TestAnswersAreBounded(t *testing.T) {
	for size, want := range map[int]bool{0: true, 100: true, 101: false, 10_000: false} {
		failure := &AnswerError{Method: http.MethodGet, Path: "/x", Limit: 100}
		body := &boundedBody{ReadCloser: io.NopCloser(strings.NewReader(strings.Repeat("x", size))), left: 100, err: failure}
		content, err := io.ReadAll(body)
		if whole := err == nil && len(content) == size; whole != want || !whole && !errors.Is(err, failure) {
			t.Errorf("%d bytes: read %d, %v", size, len(content), err)
		}
	}
}
