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
			hooks := []Hook{
				{"other", server.URL, []string{"done"}},
				{"hook", server.URL + "/hunter2", []string{"halted", "done"}},
			}
			problems := Post(t.Context(), hooks, "halted", map[string]any{"wave": "prod"})
			if (len(problems) == 1) != (c.code != "") || len(r.received()) != c.requests || r.received()[0] != "map[wave:prod]" {
				t.Fatalf("%v after %v", problems, r.received())
			}
			for _, p := range problems {
				if p.Code != c.code || p.Args["name"] != "hook" || p.Args["status"] != c.status || strings.Contains(p.String(), "hunter2") {
					t.Error(p)
				}
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
	hooks := []Hook{
		{"gone", gone.URL + "/hunter2", []string{"done"}},
		{"name", "http://hooks.invalid/hunter2", []string{"done"}},
		{"none", "http://hunter2 hunter2", []string{"done"}},
		{"scheme", "gopher://hunter2", []string{"done"}},
		{"host", "http://tok-HUNTER2.hooks.invalid/x", []string{"done"}},
		{"address", strings.Replace(gone.URL, "127.0.0.1", "127.66.66.66", 1), []string{"done"}},
		{"certificate", "https://127.66.66.66:" + port + "/", []string{"done"}},
		{"port", "http://hunter2:99999/", []string{"done"}},
	}
	problems := Post(t.Context(), hooks, "done", nil)
	if len(problems) != len(hooks) {
		t.Fatal(problems)
	}
	hidden := regexp.MustCompile(`(?i)hunter2|66\.66`)
	for i, p := range problems {
		if p.Code != Unanswered || p.Args["name"] != hooks[i].Name || hidden.MatchString(p.String()) {
			t.Error(p)
		}
	}
	if problems := Post(t.Context(), hooks[:1], "done", func() {}); len(problems) != 1 || problems[0].Code != Unwritten {
		t.Error(problems)
	}
	if problems := Post(t.Context(), hooks, "begun", func() {}); len(problems) > 0 {
		t.Error(problems)
	}
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
	problems := Post(ctx, []Hook{{"hook", server.URL, []string{"done"}}}, "done", nil)
	if took := time.Since(begun); took > 3*time.Second || len(problems) != 1 || problems[0].Code != Unanswered {
		t.Errorf("%v after %s", problems, took)
	}
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		if problems := Post(t.Context(), []Hook{{"hook", "http://127.0.0.1:1", []string{"done"}}}, "done", nil); len(problems) != 1 || time.Since(begun) > whole {
			t.Errorf("%v after %s", problems, time.Since(begun))
		}
	})
}
