package connection

import (
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
)

// first lets the first request make the connection, and the others wait until it is sent.
// Requests that begin together would otherwise each make one, with a handshake, where
// HTTP/2 needs one for all. Whether that has worked does not matter: the others are not
// worse off than without it.
type first struct {
	next  http.RoundTripper
	begun atomic.Bool
	sent  chan struct{}
}

func newFirst(next http.RoundTripper) *first { return &first{next: next, sent: make(chan struct{})} }

func (f *first) RoundTrip(r *http.Request) (*http.Response, error) {
	if f.begun.CompareAndSwap(false, true) {
		sent := sync.OnceFunc(func() { close(f.sent) })
		defer sent()
		trace := &httptrace.ClientTrace{WroteHeaders: sent}
		return f.next.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	}
	select {
	case <-f.sent:
		return f.next.RoundTrip(r)
	case <-r.Context().Done():
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, r.Context().Err()
	}
}
