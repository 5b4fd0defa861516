package connection

import (
	"net/http"
	"time"
)

// Request describes one HTTP request that was sent.
type Request struct {
	Method   string
	Path     string
	Query    string        // as sent, without the question mark
	Status   int           // 0: no answer came
	Duration time.Duration // until the answer's headers, not its body
}

// tracer reports every request. It stands next to the wire, so that retries
// are reported one by one.
type tracer struct {
	next   http.RoundTripper
	report func(Request)
}

func (t tracer) RoundTrip(r *http.Request) (*http.Response, error) {
	start := time.Now()
	resp, err := t.next.RoundTrip(r)
	seen := Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Duration: time.Since(start)}
	if err == nil {
		seen.Status = resp.StatusCode
	}
	t.report(seen)
	return resp, err
}
