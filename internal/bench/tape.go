package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// tape is what a real server has answered, by request: several answers to one request in
// their order.
type tape struct {
	mu      sync.Mutex
	answers map[string][]*answer
	lists   []list // in their order
}

// list is a list that was answered: the nth answer to its request.
type list struct {
	key, resource string
	nth           int
}

func newTape() *tape { return &tape{answers: map[string][]*answer{}} }

// answer is one answer, with the times since its request.
type answer struct {
	status int
	header http.Header
	begun  time.Duration
	parts  []part
	// after are the lists that were answered before this write was, and so lack what it
	// has created: whoever replays must not have the one before the others.
	after []list
}

// part is a piece of a body. A watch's come one after the other.
type part struct {
	after time.Duration
	data  []byte
}

// keyOf identifies a request.
func keyOf(r *http.Request, body []byte) string {
	return fmt.Sprintf("%s %s?%s %s %x", r.Method, r.URL.Path, r.URL.Query().Encode(), r.Header.Get("Accept"), sha256.Sum256(body))
}

func isWatch(r *http.Request) bool { return r.URL.Query().Get("watch") == "true" }

// add keeps an answer.
func (t *tape) add(r *http.Request, body []byte, a *answer) {
	verb, resource, _ := strings.Cut(kindOf(r), " ")
	key := keyOf(r, body)
	t.mu.Lock()
	defer t.mu.Unlock()
	switch verb {
	case "LIST":
		t.lists = append(t.lists, list{key, resource, len(t.answers[key])})
	case http.MethodPatch, http.MethodPost, http.MethodPut:
		for _, l := range t.lists {
			if l.resource == resource {
				a.after = append(a.after, l)
			}
		}
	}
	t.answers[key] = append(t.answers[key], a)
}

// nth is the nth answer to a request, or the last one.
func (t *tape) nth(key string, n int) (*answer, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.answers[key]
	if len(all) == 0 {
		return nil, false
	}
	return all[min(n, len(all)-1)], true
}

// recorder passes requests on to a real server and records the answers.
type recorder struct {
	server    *url.URL
	transport http.RoundTripper
	tape      *tape
}

func (c *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	out := r.Clone(r.Context())
	out.URL.Scheme, out.URL.Host, out.RequestURI = c.server.Scheme, c.server.Host, ""
	out.Host, out.Body, out.ContentLength = "", io.NopCloser(bytes.NewReader(body)), int64(len(body))
	out.Header.Del("Authorization") // the transport has the credentials
	start := time.Now()
	response, err := c.transport.RoundTrip(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	a := &answer{status: response.StatusCode, header: response.Header.Clone(), begun: time.Since(start)}
	c.tape.add(r, body, a)
	a.writeHeader(w)
	for buffer := make([]byte, 64<<10); ; {
		n, err := response.Body.Read(buffer)
		if n > 0 {
			c.tape.mu.Lock()
			a.parts = append(a.parts, part{time.Since(start), bytes.Clone(buffer[:n])})
			c.tape.mu.Unlock()
			_, _ = w.Write(buffer[:n])
			w.(http.Flusher).Flush()
		}
		if err != nil {
			return
		}
	}
}

// writeHeader begins the answer.
func (a *answer) writeHeader(w http.ResponseWriter) {
	for name, values := range a.header {
		if !strings.EqualFold(name, "Date") && !strings.EqualFold(name, "Content-Length") {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(a.status)
	w.(http.Flusher).Flush()
}

// replay gives the answer again, each part after as long as it took. A stream does not end
// before its reader does.
func (a *answer) replay(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	wait := func(until time.Duration) bool {
		select {
		case <-r.Context().Done():
			return false
		case <-time.After(until - time.Since(start)):
			return true
		}
	}
	if !wait(a.begun) {
		return
	}
	a.writeHeader(w)
	for _, p := range a.parts {
		if !wait(p.after) {
			return
		}
		_, _ = w.Write(p.data)
		w.(http.Flusher).Flush()
	}
	if isWatch(r) {
		<-r.Context().Done()
	}
}
