package ui

import (
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Progress shows an apply as it happens. It may be used by several goroutines
// at once, one for each cluster.
type Progress interface {
	// Event shows an event of a cluster.
	Event(cluster string, e apply.Event)
	// Close ends the display. As text, it then prints to Out what was done and
	// what was not, and each failure, with its causes and what to do next, to
	// Err; where there were no events and everything is done it prints nothing.
	// It returns the first error of writing.
	Close(left ...engine.Leftover) error
}

// Scope is what an apply is about: it lets progress be measured, and failures
// name the line of the configuration that they come from.
type Scope struct {
	Plan    *plan.Plan
	Objects map[string][]object.Manifest // what is wanted, by cluster; may be nil
	Files   map[string]*hcl.File         // the sources by name; may be nil
}

// NewProgress chooses how to show an apply: as JSON (docs/apply-events.md), as
// a table that is redrawn where Out is a terminal, else line by line.
func NewProgress(s Streams, o Options, scope Scope) Progress {
	switch {
	case o.Format == JSON:
		return newEventStream(s.Out, o, time.Now)
	case s.out.size != nil:
		return newLiveTable(s, o, scope, time.Now)
	default:
		return newEventLog(s, o, scope, time.Now)
	}
}

// many reports whether lines must say which cluster they are about.
func (s Scope) many() bool { return len(s.Plan.Clusters) > 1 }

// clusterWidth is the width of the column of cluster names; 0 where none is
// needed.
func (s Scope) clusterWidth() int {
	n := 0
	if s.many() {
		for _, c := range s.Plan.Clusters {
			n = max(n, width(clean(c.Cluster)))
		}
	}
	return n
}

// manifest finds the wanted object, or nil.
func (s Scope) manifest(key entryKey) *object.Manifest {
	for i, m := range s.Objects[key.cluster] {
		if m.Ref == key.object {
			return &s.Objects[key.cluster][i]
		}
	}
	return nil
}

// source finds the block that an object comes from, or came from.
func (s Scope) source(key entryKey) (address string, origin object.Range) {
	if m := s.manifest(key); m != nil {
		return m.Address, m.Origin
	}
	for _, c := range s.Plan.Clusters {
		for _, change := range c.Changes {
			if c.Cluster == key.cluster && change.Object == key.object {
				return change.Address, change.Origin
			}
		}
	}
	return "", object.Range{}
}
