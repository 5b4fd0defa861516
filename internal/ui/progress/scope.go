package progress

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/plan"
)

// Scope is what an apply is about: it lets progress be measured, and failures
// name the line of the configuration that they come from.
type Scope struct {
	Plan    *plan.Plan
	Objects map[string][]object.Manifest // what is wanted, by cluster; may be nil
	Files   map[string]*hcl.File         // the sources by name; may be nil
}

// many reports whether lines must say which cluster they are about.
func (s Scope) many() bool { return len(s.Plan.Clusters) > 1 }

// clusterWidth is the width of the column of cluster names; 0 where none is
// needed.
func (s Scope) clusterWidth() int {
	n := 0
	if s.many() {
		for _, c := range s.Plan.Clusters {
			n = max(n, typeset.Width(typeset.Clean(c.Cluster)))
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

// context is the kubeconfig's context of a cluster.
func (s Scope) context(cluster string) string {
	for _, c := range s.Plan.Clusters {
		if c.Cluster == cluster {
			return c.Context
		}
	}
	return ""
}

// compareUrgency puts the urgent first, and within that clusters in the order of
// the plan.
func (s Scope) compareUrgency(x, y *entry) int {
	position := func(n *entry) int {
		return slices.IndexFunc(s.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == n.cluster })
	}
	return cmp.Or(urgency(x)-urgency(y), position(x)-position(y))
}

// urgency sorts what has failed before what is rolling out, and that before
// what is only being written.
func urgency(n *entry) int {
	switch n.stage {
	case failed:
		return 0
	case rolling:
		return 1
	default:
		return 2
	}
}
