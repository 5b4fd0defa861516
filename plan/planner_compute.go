package plan

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Compute finds out what apply would do on one cluster. An error means that the
// cluster could not be asked: there is then no plan, and never half a one. What
// is wrong with single objects is part of the plan: they are Blocked.
func Compute(ctx context.Context, c Cluster, s State, in Input) (*Result, error) {
	if in.Parallelism <= 0 {
		in.Parallelism = DefaultParallelism
	}
	counted := &counter{Cluster: c}
	seen, err := observe(ctx, counted, s, in.Stack, Scope(in.Desired, in.Stack, in.Targets))
	if err != nil {
		return nil, err
	}
	j := newJudge(newWanted(in, seen.snapshot.Key, seen.remembered()), seen)
	masking := NewMasking(slices.Concat(j.all, in.Configured), in.Sensitive, seen.snapshot, c.Get)
	ctx = kube.WithMasks(ctx, masking.Of)
	decided, err := decideAll(ctx, j, counted, masking)
	if err != nil {
		return nil, err
	}
	result, desired := planOf(j, decided)
	result.Context, result.Server = c.Context(), c.Server()
	if result.Problems, err = homeless(ctx, counted, j, len(result.Changes) > 0); err != nil {
		return nil, err
	}
	if result.Former, err = former(ctx, counted, j); err != nil {
		return nil, err
	}
	program(j, result, desired, decided.Decisions)
	result.Requests = counted.requests()
	return &Result{Plan: result, Prior: seen.snapshot, Desired: desired, Masking: masking}, nil
}

// Result is a plan, what it was made on, and what carries it out.
type Result struct {
	Plan *ClusterPlan
	// Prior is the state on which the plan was made.
	Prior state.Snapshot
	// Desired are the objects that the plan is about, exactly as they are to be
	// sent: what the configuration sets, completed by what only the state
	// and the cluster know.
	Desired []object.Manifest
	// Masking knows what must not be shown of what the cluster says of them.
	Masking *Masking
}

// planOf puts the decisions together, with what concerns all of them, and returns the
// desired objects as they are to be sent.
func planOf(j *judge, d *Decided) (*ClusterPlan, []object.Manifest) {
	result := &ClusterPlan{Cluster: j.Cluster, ServerVersion: j.serverVersion, Targets: j.Targets, Changes: []Change{}, ReplacedPods: d.Pods}
	if w := otherVersion(j.Input, j.serverVersion); w != nil {
		result.Warnings = append(result.Warnings, *w)
	}
	for _, d := range d.Decisions {
		add(result, d)
	}
	j.markGone(result.Changes)
	sortAll(result)
	desired := asDecided(j.scope, d.Decisions)
	attributeContent(result.Changes, j.scope, desired, j.snapshot.NewKey())
	return result, desired
}

// asDecided are the desired objects, each as it is to be sent.
func asDecided(desired []object.Manifest, decisions []decision) []object.Manifest {
	decided := make(map[object.Ref]*object.Manifest, len(decisions))
	for _, d := range decisions {
		if d.manifest != nil {
			decided[d.Object] = d.manifest
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
