package view

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Totals counts what a plan does on some clusters.
type Totals struct {
	Create, Update, Replace, Rerun, Adopt, Delete, Release, Blocked int

	Again          int // of those to create: deleted by another client
	Restarts       int64
	AtMost         bool // it may be fewer that restart
	Outages        int
	RolloutPending int
	RunsAlways     int // Jobs that would run if anything else was done
	Problems       int
	Dropped        int
	Added          int // fields that were added by hand
	Outputs        int // outputs that change, on whatever clusters
	KeptData       int // Secrets whose data is not the revision's

	Clusters  int // all of them
	Changed   int // those with changes
	Unplanned int // those of which nothing is known
}

func totalsOf(clusters []plan.ClusterPlan) Totals {
	t := Totals{Clusters: len(clusters)}
	outputs := map[object.Path]bool{}
	for _, c := range clusters {
		t.RolloutPending += len(c.RolloutPending)
		t.RunsAlways += len(c.RunsAlways)
		t.Problems += len(c.Problems)
		t.Dropped += len(c.Dropped)
		t.KeptData += len(c.KeptData)
		for _, a := range c.Additions {
			t.Added += len(a.Fields)
		}
		for _, o := range c.Outputs {
			outputs[o.Path] = true
		}
		if Unplanned(c) {
			t.Unplanned++
		}
		if len(c.Changes) > 0 {
			t.Changed++
		}
		for _, change := range c.Changes {
			t.add(change)
		}
	}
	t.Outputs = len(outputs)
	return t
}

func (t *Totals) add(c plan.Change) {
	switch c.Action {
	case plan.Create:
		t.Create++
		if c.Gone {
			t.Again++
		}
	case plan.Update:
		t.Update++
	case plan.Replace:
		t.Replace++
	case plan.Rerun:
		t.Rerun++
	case plan.Adopt:
		t.Adopt++
	case plan.Delete:
		t.Delete++
	case plan.ReleaseObject:
		t.Release++
	case plan.Blocked:
		t.Blocked++
		return // nothing happens to its Pods
	}
	if c.Impact != nil {
		t.Restarts += c.Impact.Restarts
		t.AtMost = t.AtMost || slices.ContainsFunc(c.Impact.Effects, func(e fact.Fact) bool { return e.Args["at_most"] == true })
		if c.Impact.Outage {
			t.Outages++
		}
	}
}
