package planner

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decide"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
)

// planOf puts the decisions together, with what concerns all of them, and returns the
// desired objects as they are to be sent.
func planOf(j *judge.Judge, d *decide.Result) (*plan.ClusterPlan, []object.Manifest) {
	result := &plan.ClusterPlan{Cluster: j.Cluster, Wave: j.Wave, ServerVersion: j.ServerVersion, StateFile: j.StateFile, Targets: slices.Concat(j.Targets, j.ReleaseOnly), Kept: judge.Kept(j.Configuration, j.Observation), Configuration: j.Identity, LastGood: j.Snapshot.LastGood(), Changes: []plan.Change{}, ReplacedPods: d.Pods}
	if w := judge.OtherVersion(j.Input, j.ServerVersion); w != nil {
		result.Warnings = append(result.Warnings, *w)
	}
	if w := judge.LeftBehind(j); w != nil {
		result.Warnings = append(result.Warnings, *w)
	}
	for _, d := range d.Decisions {
		add(result, d)
	}
	j.MarkGone(result.Changes)
	sortAll(result)
	desired := asDecided(j.Scope, d.Decisions)
	judge.AttributeContent(result.Changes, j.Scope, desired, j.Snapshot.NewKey())
	return result, desired
}

// asDecided are the desired objects, each as it is to be sent.
func asDecided(desired []object.Manifest, decisions []decision.Decision) []object.Manifest {
	decided := make(map[object.Ref]*object.Manifest, len(decisions))
	for _, d := range decisions {
		if d.Manifest != nil {
			decided[d.Object] = d.Manifest
		}
	}
	var all []object.Manifest
	for i := range desired {
		m := &desired[i]
		if d := decided[m.Ref]; d != nil {
			m = d
		}
		all = append(all, *m)
	}
	return all
}

// add adds a decision.
func add(c *plan.ClusterPlan, d decision.Decision) {
	c.Dropped = append(c.Dropped, d.Dropped...)
	if d.Warning != nil {
		c.Warnings = append(c.Warnings, *d.Warning)
	}
	if d.Addition != nil {
		c.Additions = append(c.Additions, *d.Addition)
	}
	switch {
	case d.Missing:
		c.Missing = append(c.Missing, d.Object)
	case d.Action != plan.None:
		c.Changes = append(c.Changes, d.Change)
	default:
		c.Unchanged++
		if d.Unrecorded {
			c.Unrecorded = append(c.Unrecorded, d.Object)
		}
		if d.RunsAlways {
			c.RunsAlways = append(c.RunsAlways, d.Object)
		}
		if d.RolloutPending {
			c.RolloutPending = append(c.RolloutPending, d.Object)
		}
	}
}

// ofObject is what a warning is about; the zero reference where it is about the
// cluster.
func ofObject(p plan.Problem) object.Ref {
	if p.Object == nil {
		return object.Ref{}
	}
	return *p.Object
}

// sortAll sorts what a plan lists.
func sortAll(c *plan.ClusterPlan) {
	slices.SortFunc(c.Changes, func(a, b plan.Change) int { return object.Compare(a.Object, b.Object) })
	sortDropped(c.Dropped)
	slices.SortFunc(c.Additions, func(a, b plan.Addition) int { return object.Compare(a.Object, b.Object) })
	slices.SortFunc(c.Warnings, func(a, b plan.Problem) int { return object.Compare(ofObject(a), ofObject(b)) })
	for _, refs := range [][]object.Ref{c.Unrecorded, c.RolloutPending, c.RunsAlways, c.Missing} {
		slices.SortFunc(refs, object.Compare)
	}
}

func sortDropped(fields []plan.DroppedField) {
	slices.SortStableFunc(fields, func(a, b plan.DroppedField) int {
		if c := object.Compare(a.Object, b.Object); c != 0 {
			return c
		}
		return a.Path.Compare(b.Path)
	})
}
