package kube

import (
	"context"
	"net/http"
	"sync"
	"time"

	"k8s.io/client-go/rest"
)

// Request is one HTTP request as a trace sees it. Duration is until the answer
// began to arrive; Status is 0 where there was none.
type Request struct {
	Method   string
	Path     string // with the query
	Status   int
	Duration time.Duration
}

type tracer struct {
	next  http.RoundTripper
	trace func(Request)
}

func (t tracer) RoundTrip(r *http.Request) (*http.Response, error) {
	start := time.Now()
	resp, err := t.next.RoundTrip(r)
	seen := Request{Method: r.Method, Path: r.URL.RequestURI(), Duration: time.Since(start)}
	if resp != nil {
		seen.Status = resp.StatusCode
	}
	t.trace(seen)
	return resp, err
}

// warnings collects the Warning headers of one request. client-go hands them to
// a handler that all requests share, which finds the collector in the
// request's context.
type warnings struct {
	mu    sync.Mutex
	texts []string
}

type warningsKey struct{}

func collectWarnings(ctx context.Context) (context.Context, *warnings) {
	w := &warnings{}
	return context.WithValue(ctx, warningsKey{}, w), w
}

type contextWarnings struct{}

var _ rest.WarningHandlerWithContext = contextWarnings{}

// HandleWarningHeaderWithContext implements rest.WarningHandlerWithContext.
func (contextWarnings) HandleWarningHeaderWithContext(ctx context.Context, code int, _, text string) {
	const miscellaneous = 299 // the only code that Kubernetes sends
	if w, ok := ctx.Value(warningsKey{}).(*warnings); ok && code == miscellaneous && text != "" {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.texts = append(w.texts, text)
	}
}
