// Package engine works with a stack on all of its clusters:
//
//	s, err := engine.Open(ctx, engine.Options{Sources: engine.Sources{Dir: "shop"}})
//	p, err := s.Plan(ctx, engine.PlanOptions{})
//	// p.Plan is what would be done; whoever has read it continues:
//	outcome := p.Apply(ctx, engine.ApplyOptions{}, func(cluster string, e apply.Event) { … })
//
// Only here are language, planning, applying, state and clusters put together.
// It prints nothing and asks nobody: what happens is events, what came of it is
// values, and who is to approve is a function of the caller's.
package engine

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// Options are which stack is meant, on which of its clusters, how to reach them,
// and on whose behalf.
type Options struct {
	Sources
	// State, unless zero, is the stack, in one cluster: nothing is compiled, and what
	// needs no configuration works from its state alone.
	State      object.Stack
	Kubeconfig string   // a file; "" is where kubectl looks
	Context    string   // for a stack that declares no clusters; "" is the current one
	Clusters   []string // only these of the stack's; none means all
	Program    Program
	Trace      bool // remember every request
	// Waiting, unless nil, is called when a cluster or a credential plugin takes
	// long, from any goroutine.
	Waiting func(cluster string, w Wait)

	kubeconfigs *kube.Kubeconfigs // that have been read since the stack was opened
}

// Program is who works with the stack.
type Program struct {
	Who       string // user@host
	Version   string // of wl
	UserAgent string // of its requests; empty for wl's
}

func (p Program) agent() string { return cmp.Or(p.UserAgent, "wl/"+p.Version) }

// Stack is a stack with the way to those of its clusters that were chosen. It may
// be used by several goroutines at once.
type Stack struct {
	*Compiled
	options  Options
	clusters []*cluster // in the order of their declaration
}

// Open compiles a stack and prepares the way to its clusters. Nothing is sent
// yet, and a cluster to which no way leads fails later, alone. Compiled is set
// whatever the error is, for what the compiler has found; with an error, nothing
// else may be used.
func Open(ctx context.Context, o Options) (*Stack, error) {
	o.kubeconfigs = &kube.Kubeconfigs{}
	c, err := o.compiled(ctx)
	s := &Stack{Compiled: c, options: o}
	if err != nil {
		return s, err
	}
	if c.Stack.Clusters[0].Declared && o.Context != "" {
		return s, &ContextError{Stack: c.Stack.ID.Name, Clusters: clusterNames(c.Stack.Clusters)}
	}
	chosen, err := c.Choose(o.Clusters)
	if err != nil {
		return s, err
	}
	s.clusters = make([]*cluster, len(chosen))
	for i, c := range chosen {
		s.clusters[i] = o.connect(s.Stack, c)
	}
	return s, nil
}

// On returns the stack on some of its clusters only.
func (s *Stack) On(names ...string) *Stack {
	some := *s
	some.clusters = slices.DeleteFunc(slices.Clone(s.clusters), func(c *cluster) bool { return !slices.Contains(names, c.Name) })
	return &some
}

// Client is the way to one of the stack's clusters, also to one that was not chosen; the
// error is why there is none.
func (s *Stack) Client(name string) (*kube.Client, error) {
	c := s.cluster(name)
	return c.client, c.err
}

// cluster is one of the stack's clusters, also one that was not chosen; an unknown one has that as its error.
func (s *Stack) cluster(name string) *cluster {
	for _, c := range s.clusters {
		if c.Name == name {
			return c
		}
	}
	for _, declared := range s.Stack.Clusters {
		if declared.Name == name {
			return s.options.connect(s.Stack, declared)
		}
	}
	return &cluster{err: &UnknownClusterError{Stack: s.Stack.ID.Name, Cluster: name, Clusters: clusterNames(s.Stack.Clusters)}}
}

// Program is who works with the stack.
func (s *Stack) Program() Program { return s.options.Program }

// compiled is what is known of the stack: from its configuration or, where its state
// is all that there is, its name.
func (o Options) compiled(ctx context.Context) (*Compiled, error) {
	if o.State == (object.Stack{}) {
		return Compile(ctx, o.Sources)
	}
	stack := &lang.Stack{ID: o.State, Keep: state.KeepAsBefore, Clusters: []lang.Cluster{{Name: "default"}}}
	return &Compiled{Compilation: &lang.Compilation{Stack: stack}, Extent: lang.Identity}, nil
}

// Outputs are those of the stack's clusters, as configured.
func (s *Stack) Outputs() []outputs.Cluster {
	var all []outputs.Cluster
	for _, c := range s.clusters {
		all = append(all, outputs.Cluster{Name: c.Name, Outputs: c.Outputs})
	}
	return all
}

// Outputs are those of the last apply, by cluster. Of sensitive ones the value is not
// known.
func (s States) Outputs(ctx context.Context) ([]outputs.Cluster, error) {
	var all []outputs.Cluster
	for _, t := range sitesOf(ctx, s.stack) {
		if t.failure != nil {
			return nil, &apply.Error{Cluster: t.Name, Cause: t.failure}
		}
		c := outputs.Cluster{Name: t.Name}
		for _, o := range t.snapshot.Revision.Outputs {
			c.Outputs = append(c.Outputs, lang.Output{Name: o.Name, Value: o.Value, Sensitive: o.Sensitive})
		}
		all = append(all, c)
	}
	return all, nil
}

// Many reports whether the stack has several clusters, so that what is shown must say
// of which it is.
func (s *Stack) Many() bool { return len(s.Stack.Clusters) > 1 }

// Wait is something that has been waited for, for longer than one would think.
type Wait = kube.Wait

// Contexts lists the contexts that a kubeconfig has, that found as by kubectl where no
// file is given; none where it cannot be read.
func Contexts(kubeconfig string) []string { return kube.Contexts(kubeconfig) }

// What is waited for.
const (
	WaitsForPlugin fact.Code = "waits_for_credential_plugin"
	WaitsForServer fact.Code = "waits_for_server"
	WaitsAsTold    fact.Code = "waits_as_server_asks"
	WaitsForSlow   fact.Code = "waits_for_slow_server"
)

// WaitFact is what is waited for, for how long, as a fact.
func WaitFact(w Wait) fact.Fact {
	if w.Plugin != "" {
		return fact.New(WaitsForPlugin, fact.Args{"plugin": w.Plugin, "context": w.Context, "limit": seconds(w.Limit)})
	}
	if w.Postponed > 0 {
		return fact.New(WaitsAsTold, fact.Args{"context": w.Context, "server": w.Server, "for": seconds(w.Postponed), "limit": seconds(w.Limit)})
	}
	if w.Slow {
		return fact.New(WaitsForSlow, fact.Args{"context": w.Context, "server": w.Server, "for": seconds(w.For)})
	}
	return fact.New(WaitsForServer, fact.Args{"context": w.Context, "server": w.Server, "for": seconds(w.For), "limit": seconds(w.Limit)})
}

func seconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }

// declares reports whether the stack has a cluster block of that name.
func declares(s *lang.Stack, name string) bool {
	return slices.ContainsFunc(s.Clusters, func(c lang.Cluster) bool { return c.Declared && c.Name == name })
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
