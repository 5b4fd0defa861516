// Package view is the one model of what is shown of a plan: which clusters are shown
// together, in which order and under which headings changes stand, how their fields
// are put together, and what is folded. Every format walks it:
//
//	v := view.Of(p, false)
//	for _, g := range v.Groups {
//		for _, s := range g.Sections {
//			for _, c := range s.Changes {
//				content := c.Content()
//
// It holds facts and numbers: sentences are made of them in package said.
package view

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Plan is what is shown of a plan.
type Plan struct {
	*plan.Plan
	Targets []string // the addresses to which it is restricted; nil where it is not
	Alone   bool     // nothing that the targets depend on is in it: it only removes what they name
	Gaps    Gaps
	Totals  Totals
	Worst   Risk // of all changes; RiskCount where there are none
	Groups  []Group
	// Verbose means that nothing is folded.
	Verbose bool
}

// Gaps counts the clusters that a plan does not cover.
type Gaps struct {
	Clusters        int // all of them
	Missing, Partly int // of which nothing is planned, and not everything
}

// Group is what is shown once: clusters, with what is the same on each of them.
type Group struct {
	Clusters []plan.ClusterPlan
	// Again means that the clusters have stood above another group, Rest that there
	// they had changes in common with others.
	Again, Rest bool
	Totals      Totals
	Changes     int

	Problems, Warnings []plan.Problem
	Sections           []Section
	Additions          []Addition
	Outputs            []plan.FieldChange // their paths are the outputs' names
	Approximations     []Approximation
	RolloutPending     []object.Ref
	ReplacedPods       []plan.ReplacedPods
	Missing            []object.Ref
	Kept               []object.Ref // by a rollback, although the revision lacks them
	KeptData           []object.Ref // Secrets, by a rollback, although the revision has other data
}

// Section is the changes of one risk.
type Section struct {
	Risk    Risk
	Changes []Change
}

// Approximation is a reason why so many changes are approximate.
type Approximation struct {
	Reason  fact.Fact
	Changes int
}

// Of returns what is shown of a plan: unfolded, where verbose is set.
func Of(p *plan.Plan, verbose bool) *Plan {
	v := &Plan{Plan: p, Gaps: gapsOf(p), Totals: totalsOf(p.Clusters), Worst: RiskCount, Verbose: verbose}
	for _, c := range p.Clusters {
		if v.Targets == nil && len(c.Targets) > 0 {
			v.Targets = c.Targets
		}
		for _, change := range c.Changes {
			v.Worst = min(v.Worst, riskOf(change))
		}
	}
	v.Alone = v.Targets != nil && onlyRemoves(p)
	for _, g := range groupClusters(p.Clusters) {
		v.Groups = append(v.Groups, v.group(g))
	}
	return v
}

// onlyRemoves reports whether a plan deletes and releases, and does nothing else: with targets it
// then has no dependencies of theirs, which stay.
func onlyRemoves(p *plan.Plan) bool {
	removes := p.Destroy
	for _, c := range p.Clusters {
		for _, change := range c.Changes {
			if change.Action != plan.Delete && change.Action != plan.ReleaseObject {
				return false
			}
			removes = true
		}
	}
	return removes
}

func (v *Plan) group(g clusterGroup) Group {
	first := g.clusters[0]
	shown := Group{
		Clusters: g.clusters, Again: g.again, Rest: g.rest, Totals: totalsOf(g.clusters), Changes: len(first.Changes),
		Problems: commonProblems(g.clusters), Warnings: slices.Concat(FormerWarnings(v.Stack.Name, v.Stack.Namespace, wayTo(g.clusters), first.Former), clusterWarnings(first)),
		Approximations: approximations(first.Changes),
		RolloutPending: first.RolloutPending, ReplacedPods: first.ReplacedPods, Missing: first.Missing, Kept: first.Kept, KeptData: first.KeptData,
		Outputs: first.Outputs,
	}
	var byRisk [RiskCount][]Change
	for i, c := range first.Changes {
		r := riskOf(c)
		c, differing := merged(g.clusters, i)
		byRisk[r] = append(byRisk[r], Change{Change: c, Differing: differing, verbose: v.Verbose})
	}
	for r, some := range byRisk {
		if len(some) > 0 {
			shown.Sections = append(shown.Sections, Section{Risk(r), some})
		}
	}
	for _, a := range first.Additions {
		shown.Additions = append(shown.Additions, Addition{Addition: a, verbose: v.Verbose})
	}
	return shown
}

// Row is what is said of a cluster in a table of all of them.
type Row struct {
	plan.ClusterPlan
	Totals Totals
}

// fewClusters are so few that a table of them would say nothing new.
const fewClusters = 2

// Rows are those of the table of clusters; none where there are few of them, or where
// what is shown was done already.
func (v *Plan) Rows() []Row {
	if len(v.Clusters) <= fewClusters || v.Past != nil {
		return nil
	}
	rows := make([]Row, len(v.Clusters))
	for i, c := range v.Clusters {
		rows[i] = Row{c, totalsOf([]plan.ClusterPlan{c})}
	}
	return rows
}

// Waves reports whether clusters are in waves.
func Waves(rows []Row) bool {
	return slices.ContainsFunc(rows, func(r Row) bool { return r.Wave != "" })
}

// Quiet reports whether there is nothing to say but that nothing changes.
func (g Group) Quiet() bool { return g.Changes == 0 && quiet(g.Clusters[0]) }

func gapsOf(p *plan.Plan) Gaps {
	g := Gaps{Clusters: len(p.Clusters)}
	for _, c := range p.Clusters {
		switch {
		case Unplanned(c):
			g.Missing++
		case len(c.Problems) > 0:
			g.Partly++
		}
	}
	return g
}

// Unplanned reports whether nothing is known of what would be done on a cluster.
func Unplanned(c plan.ClusterPlan) bool { return len(c.Problems) > 0 && len(c.Changes) == 0 }

func approximations(changes []plan.Change) []Approximation {
	var all []Approximation
	for _, c := range changes {
		if c.Approximate.IsZero() {
			continue
		}
		i := slices.IndexFunc(all, func(a Approximation) bool { return a.Reason.Equal(c.Approximate) })
		if i < 0 {
			i = len(all)
			all = append(all, Approximation{Reason: c.Approximate})
		}
		all[i].Changes++
	}
	return all
}
