package engine

import (
	"cmp"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// Wait is something that has been waited for, for longer than one would think.
type Wait = kube.Wait

// cluster is one cluster of a stack, with the way to it: a client and a store, or
// err, which is why there is none.
type cluster struct {
	lang.Cluster
	client *kube.Client
	store  *state.Store
	err    error

	requests requestLog
}

func (o Options) connect(stack object.Stack, declared lang.Cluster) *cluster {
	c := &cluster{Cluster: declared}
	options := kube.Options{UserAgent: "wl/" + o.Program.Version}
	if o.Trace {
		options.Trace = c.requests.add
	}
	if o.Waiting != nil {
		options.Waiting = func(w Wait) { o.Waiting(c.Name, w) }
	}
	target := kube.Target{Kubeconfig: cmp.Or(c.Kubeconfig, o.Kubeconfig), Context: cmp.Or(c.Context, o.Context)}
	if c.client, c.err = kube.Connect(target, options); c.err == nil {
		c.store = state.Open(c.client, stack)
	}
	return c
}

// Request is one request that was sent to a cluster.
type Request struct {
	Method, Path string
	Status       int // 0: no answer came
	Duration     time.Duration
}

// ClusterRequests are those to one cluster, in the order of their answers.
type ClusterRequests struct {
	Cluster  string
	Requests []Request
}

// Requests are those that were sent so far, by cluster; none unless they are to
// be remembered.
func (s *Stack) Requests() []ClusterRequests {
	var all []ClusterRequests
	for _, c := range s.clusters {
		if s.options.Trace && c.err == nil {
			all = append(all, ClusterRequests{Cluster: c.Name, Requests: c.requests.all()})
		}
	}
	return all
}

// requestLog remembers requests. Many goroutines add to it.
type requestLog struct {
	mu       sync.Mutex
	requests []Request
}

func (l *requestLog) add(r kube.Request) {
	path := r.Path
	if r.Query != "" {
		path += "?" + r.Query
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, Request{Method: r.Method, Path: path, Status: r.Status, Duration: r.Duration})
}

func (l *requestLog) all() []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Request{}, l.requests...)
}

// Contexts lists the contexts that a kubeconfig has, that found as by kubectl where no
// file is given; none where it cannot be read.
func Contexts(kubeconfig string) []string { return kube.Contexts(kubeconfig) }
