package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// receiver answers each request with the next status, the last one for ever.
type receiver struct {
	mu       sync.Mutex
	statuses []int
	bodies   []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var event map[string]any
	if err := json.NewDecoder(q.Body).Decode(&event); err != nil || q.Method != http.MethodPost || q.Header.Get("Content-Type") != "application/json" {
		event = map[string]any{"wrong": fmt.Sprint(err, q.Method, q.Header)}
	}
	r.bodies = append(r.bodies, fmt.Sprint(event))
	status := r.statuses[0]
	if len(r.statuses) > 1 {
		r.statuses = r.statuses[1:]
	}
	if status/100 == 3 {
		w.Header().Set("Location", "/elsewhere")
	}
	w.WriteHeader(status)
}

func (r *receiver) received() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bodies
}

func TestPost(t *testing.T) {
	for name, c := range map[string]struct {
		statuses []int
		requests int
		code     fact.Code
		status   int64
	}{
		"taken":              {[]int{200}, 1, "", 0},
		"taken later":        {[]int{503, 429, 204}, 3, "", 0},
		"refused":            {[]int{404, 200}, 1, Refused, 404},
		"led elsewhere":      {[]int{307, 200}, 1, Refused, 307},
		"failed for a while": {[]int{500}, 4, Refused, 500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &receiver{statuses: c.statuses}
			server := httptest.NewServer(r)
			t.Cleanup(server.Close)
			p := Hook{"hook", server.URL + "/hunter2"}.Post(t.Context(), map[string]any{"wave": "prod"})
			if p.Code != c.code || len(r.received()) != c.requests || r.received()[0] != "map[wave:prod]" {
				t.Fatalf("%v after %v", p, r.received())
			}
			if !p.IsZero() && (p.Args["name"] != "hook" || p.Args["status"] != c.status || strings.Contains(p.String(), "hunter2")) {
				t.Error(p)
			}
		})
	}
}

func TestPostInVain(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	other := httptest.NewUnstartedServer(http.NotFoundHandler())
	all, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	other.Listener = all
	other.StartTLS()
	defer other.Close()
	_, port, _ := net.SplitHostPort(all.Addr().String())
	hidden := regexp.MustCompile(`(?i)hunter2|66\.66`)
	var posts sync.WaitGroup
	for _, h := range []Hook{
		{"gone", gone.URL + "/hunter2"},
		{"name", "http://hooks.invalid/hunter2"},
		{"none", "http://hunter2 hunter2"},
		{"scheme", "gopher://hunter2"},
		{"host", "http://tok-HUNTER2.hooks.invalid/x"},
		{"address", strings.Replace(gone.URL, "127.0.0.1", "127.66.66.66", 1)},
		{"certificate", "https://127.66.66.66:" + port + "/"},
		{"port", "http://hunter2:99999/"},
	} {
		posts.Go(func() { // they are tried for a while
			for code, event := range map[fact.Code]any{Unanswered: nil, Unwritten: func() {}} {
				if p := h.Post(t.Context(), event); p.Code != code || p.Args["name"] != h.Name || hidden.MatchString(p.String()) {
					t.Error(p)
				}
			}
		})
	}
	posts.Wait()
}

// A receiver that never answers holds nobody up for longer than the bound, and an
// interrupted run not at all.
func TestPostIsBounded(t *testing.T) {
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-over }))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(over) })
	ctx, cancel := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, errors.New("interrupted"))
	defer cancel()
	begun := time.Now()
	p := Hook{"hook", server.URL}.Post(ctx, nil)
	if took := time.Since(begun); took > 3*time.Second || p.Code != Unanswered {
		t.Errorf("%v after %s", p, took)
	}
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		if p := (Hook{"hook", "http://127.0.0.1:1"}).Post(t.Context(), nil); p.Code != Unanswered || time.Since(begun) > whole {
			t.Errorf("%v after %s", p, time.Since(begun))
		}
	})
}
