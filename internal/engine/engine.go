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
	"context"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// Options are which stack is meant, on which of its clusters, how to reach them,
// and on whose behalf.
type Options struct {
	Sources
	Kubeconfig string   // a file; "" is where kubectl looks
	Context    string   // for a stack that declares no clusters; "" is the current one
	Clusters   []string // only these of the stack's; none means all
	Program    Program
	Trace      bool // remember every request
	// Waiting, unless nil, is called when a cluster or a credential plugin takes
	// long, from any goroutine.
	Waiting func(cluster string, w Wait)
}

// Program is who works with the stack.
type Program struct {
	Who     string // user@host
	Version string // of wl
}

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
	c, err := Compile(ctx, o.Sources)
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
		s.clusters[i] = o.connect(s.Stack.ID, c)
	}
	return s, nil
}

// Objects are the stack's, by cluster.
func (s *Stack) Objects() map[string][]object.Manifest {
	all := make(map[string][]object.Manifest, len(s.clusters))
	for _, c := range s.clusters {
		all[c.Name] = c.Objects
	}
	return all
}

// ClusterOutputs are a stack's outputs on one cluster.
type ClusterOutputs struct {
	Cluster string
	Outputs []lang.Output // by name
}

// Outputs are those of the clusters that have some.
func (s *Stack) Outputs() []ClusterOutputs {
	var all []ClusterOutputs
	for _, c := range s.clusters {
		if len(c.Outputs) > 0 {
			all = append(all, ClusterOutputs{Cluster: c.Name, Outputs: c.Outputs})
		}
	}
	return all
}
