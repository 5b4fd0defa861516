package main

import (
	"sync"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/ui"
)

// requestLog remembers every request to one cluster. Many goroutines add to it.
type requestLog struct {
	mu       sync.Mutex
	requests []ui.Request
}

func (l *requestLog) add(r kube.Request) {
	path := r.Path
	if r.Query != "" {
		path += "?" + r.Query
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, ui.Request{Method: r.Method, Path: path, Status: r.Status, Duration: r.Duration})
}

// printRequests lists the requests that were sent, for those who ask for
// everything. It is beside the matter, and goes to where messages go.
func (a *app) printRequests(targets []*target) {
	for _, t := range targets {
		if t.requests == nil {
			continue
		}
		t.requests.mu.Lock()
		_ = ui.Requests(a.streams.Err, t.Name, t.requests.requests, a.streams.ErrOptions(ui.Text)) // there is nowhere else to say so
		t.requests.mu.Unlock()
	}
}
