package planner

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// leaving is what is known of the objects that a plan deletes, because of the order in which it
// does: what the configuration says of them, where it has them, and what they depended on when
// they were applied. The state is not read for one alone. Where it does not tell, as to who only plans
// and may not read it, the order is that of the kinds.
func leaving(ctx context.Context, s State, j *judge.Judge, p *plan.ClusterPlan) (map[object.Ref]*object.Manifest, error) {
	leaves := map[object.Ref]bool{}
	for i := range p.Changes {
		if p.Changes[i].Action == plan.Delete {
			leaves[p.Changes[i].Object] = true
		}
	}
	if len(leaves) < 2 {
		return nil, nil
	}
	was, err := s.Applied(ctx, j.Snapshot)
	if err != nil && !apierrors.IsForbidden(err) && !state.IsLost(err) {
		return nil, err
	}
	known := map[object.Ref]*object.Manifest{}
	for i := range was {
		if leaves[was[i].Ref] {
			known[was[i].Ref] = applied.Manifest(&was[i])
		}
	}
	for i := range j.Configured {
		m := j.Configured[i]
		if !leaves[m.Ref] {
			continue
		}
		if former := known[m.Ref]; former != nil {
			m.DependsOn = slices.Concat(m.DependsOn, former.DependsOn)
		}
		known[m.Ref] = &m
	}
	return known, nil
}
