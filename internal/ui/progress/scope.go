package progress

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// Scope is what an apply is about: it lets progress be measured, and failures
// name the line of the configuration that they come from.
type Scope struct {
	Plan    *plan.Plan
	Doing   Doing
	Objects map[string][]object.Manifest // what is wanted, by cluster; may be nil
	Files   map[string]*hcl.File         // the sources by name; may be nil
	// Several is whether the stack has several clusters, of which the plan may have a part.
	Several bool
	// Run names the run that the apply is a part of, and Waves the wave of each of its clusters;
	// empty where there is none.
	Run   string
	Waves map[string]string
	// Pending are the clusters that a run has not come to yet and that were not planned, because it waits.
	Pending []string
	// RollsBack is whether wl itself goes back to the last good revision where the apply fails.
	RollsBack bool
	// Failed is the plan whose apply has failed, where this one is its rollback; nil where it is none.
	Failed *plan.Plan
	// Part is whether the result in Markdown is a part of a comment, which Mark ends.
	Part bool
	// Verb is the command's, by which its result in Markdown is found again.
	Verb string
}

// Doing is what is done to the plan's clusters.
type Doing int

// What is done: a plan is applied or, where nothing was planned, workloads are waited for
// or restarted.
const (
	Applying Doing = iota
	Awaiting
	Restarting
)

// Of is the scope of what is done to the workloads of some clusters.
func (d Doing) Of(a *engine.Awaiting, stack string) Scope {
	p := &plan.Plan{Stack: object.Stack{Name: stack}}
	for _, c := range a.Clusters {
		p.Clusters = append(p.Clusters, plan.ClusterPlan{Cluster: c.Name, Context: c.Context, Kubeconfig: c.Kubeconfig})
	}
	return Scope{Plan: p, Doing: d}
}

// many reports whether lines must say which cluster they are about: a run also rolls back those that its plan, of what is
// left, does not have.
func (s Scope) many() bool { return max(len(s.Plan.Clusters), len(s.Waves)) > 1 }

// fleet reports whether they are too many for everything that happens on each.
func (s Scope) fleet() bool { return len(s.Plan.Clusters) > 2 }

// clusterWidth is the width of the column of cluster names; 0 where none is
// needed.
func (s Scope) clusterWidth() int {
	n := 0
	if s.many() {
		for _, c := range s.Plan.Clusters {
			n = max(n, typeset.Width(typeset.Clean(c.Cluster)))
		}
		for name := range s.Waves {
			n = max(n, typeset.Width(typeset.Clean(name)))
		}
	}
	return n
}

// lastGood is the revision to which a cluster can be rolled back; 0 where there is none.
func (s Scope) lastGood(cluster string) int64 {
	for _, c := range s.Plan.Clusters {
		if c.Cluster == cluster {
			return c.LastGood
		}
	}
	return 0
}

// manifest finds the wanted object, or nil.
func (s Scope) manifest(key entryKey) *object.Manifest {
	for i, m := range s.Objects[key.cluster] {
		if m.Ref == key.object && !key.back {
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
			if c.Cluster == key.cluster && !key.back && change.Object == key.object {
				return change.Address, change.Origin
			}
		}
	}
	return "", object.Range{}
}

// way is the way to a cluster.
func (s Scope) way(cluster string) plan.Way {
	for _, c := range s.Plan.Clusters {
		if c.Cluster == cluster {
			return c.Way()
		}
	}
	return plan.Way{}
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

// notStarted are the objects that were to be written after one that failed, and that nothing
// has been done to, sorted.
func (b *board) notStarted(n *entry, scope Scope) []object.Ref {
	i := slices.IndexFunc(scope.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == n.cluster })
	if i < 0 {
		return nil
	}
	var refs []object.Ref
	for _, ref := range dependants(scope.Plan.Clusters[i].Steps, n.object) {
		if !n.back && b.index[entryKey{cluster: n.cluster, object: ref}] == nil {
			refs = append(refs, ref)
		}
	}
	return refs
}

// dependants are the objects that are written only after an object, sorted.
func dependants(p step.Program, of object.Ref) []object.Ref {
	reached := make([]bool, len(p))
	var refs []object.Ref
	for again := true; again; { // steps may stand before those for which they wait
		again = false
		for i, s := range p {
			if reached[i] || s.Object != of && !slices.ContainsFunc(s.After, func(before int) bool { return reached[before] }) {
				continue
			}
			reached[i], again = true, true
			if s.Object != of && s.Do == step.Write {
				refs = append(refs, s.Object)
			}
		}
	}
	slices.SortFunc(refs, object.Compare)
	return slices.Compact(refs)
}
