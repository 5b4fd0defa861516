package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/rollback"
	"github.com/workloadlang/wl/state"
)

// RollbackOptions are how to go back, and whither.
type RollbackOptions struct {
	plan.Options
	// To is the revision; 0 is the last good one that differs from what is there or, where a rollback was
	// not finished, the one to which that was going.
	To int64
	// Unasked means that nobody has asked for it: it is not applied where it can lose stored data.
	Unasked bool

	failed map[string]int64 // by cluster: the revision that must be the current one, and failed
}

// Rollback plans to go back to a revision on every cluster, all at once: by the objects
// that the state has kept, and without the configuration. A cluster where that cannot be
// done completely is not planned at all. The error is an *UnknownTargetError.
func (s *Stack) Rollback(ctx context.Context, o RollbackOptions) (*Planned, error) {
	p := s.planWith(ctx, PlanOptions{Options: o.Options}, func(ctx context.Context, c *cluster) target { return c.rollback(ctx, s.Stack, o) })
	p.Plan.Rollback, p.back = true, o.Unasked
	return p.knowing()
}

// OnFailure is what becomes of an apply that fails on a cluster.
type OnFailure string

// What can be done. Halt begins nothing further, Rollback halts and goes back to the last
// good revision, Continue does what does not depend on what has failed, on all clusters.
const (
	Halt     OnFailure = "halt"
	Rollback OnFailure = "rollback"
	// RollbackAll is Rollback, and of a run over several clusters, also on those of earlier waves.
	RollbackAll OnFailure = "rollback_all"
	Continue    OnFailure = "continue"
)

// RollsBack reports whether what has failed is rolled back.
func (f OnFailure) RollsBack() bool { return f == Rollback || f == RollbackAll }

// Back plans the way back to the last good revision on the clusters where an apply has
// failed: where an object was refused, or was not rolled out. It is nil where there is
// none, as where the apply was interrupted or has lost its lock (CutOff), where it is not known
// whether anything has failed (Unknown), where nothing has but the access of whoever applies
// (Hindered), or where the server does not answer any more (Unanswered). It is not applied where it can lose stored data, nor planned where another
// operation has come in between.
func (p *Planned) Back(ctx context.Context, o Outcome) (*Planned, error) {
	s, serials := *p.stack, map[string]int64{}
	s.clusters = nil
	for i, c := range o.Clusters {
		if failed := failedObjects(c.Err); failed != nil && failed.IsKnown() && !failed.IsOwn() && !failed.IsUnanswered() {
			s.clusters = append(s.clusters, p.targets[i].cluster)
			serials[c.Cluster] = c.Result.Serial
		}
	}
	if len(s.clusters) == 0 || ctx.Err() != nil {
		return nil, nil
	}
	return s.Rollback(ctx, RollbackOptions{failed: serials, Unasked: true, Options: plan.Options{ForceConflicts: p.options.ForceConflicts, Parallelism: p.options.Parallelism}})
}

// BackTimeout is how long one rollout of the way back may take, by what the apply that has failed was given:
// that may have been what was too short. It is as long as it makes progress, 0, unless the apply had more time.
func BackTimeout(given time.Duration) time.Duration {
	if given <= rollout.DefaultDeadline {
		return 0
	}
	return given
}

// Unknown are the clusters where it is not known whether the apply has failed.
func (o Outcome) Unknown() (clusters []string) {
	for _, c := range o.Clusters {
		if failed := failedObjects(c.Err); failed != nil && !failed.IsKnown() {
			clusters = append(clusters, c.Cluster)
		}
	}
	return clusters
}

// Hindered are the clusters where nothing is known to have failed but the access of whoever applies: what runs there is not
// to blame, and a rollback would fail likewise.
func (o Outcome) Hindered() (clusters []string) {
	for _, c := range o.Clusters {
		if failed := failedObjects(c.Err); failed != nil && failed.IsKnown() && failed.IsOwn() {
			clusters = append(clusters, c.Cluster)
		}
	}
	return clusters
}

// Failed are the clusters where objects have failed, whether or not they can be gone back on.
func (o Outcome) Failed() (clusters []string) {
	for _, c := range o.Clusters {
		if failed := new(apply.Error); errors.As(c.Err, &failed) && len(failed.Failures) > 0 && failed.IsKnown() {
			clusters = append(clusters, c.Cluster)
		}
	}
	return clusters
}

// Unanswered are the clusters where objects have failed, and the server then did not answer any more.
func (o Outcome) Unanswered() (clusters []string) {
	for _, c := range o.Clusters {
		if failed := failedObjects(c.Err); failed != nil && failed.IsUnanswered() && failed.IsKnown() && !failed.IsOwn() {
			clusters = append(clusters, c.Cluster)
		}
	}
	return clusters
}

// CutOff are the clusters where the apply has lost its lock, or its state to another operation:
// whoever is at work there now is not to be disturbed.
func (o Outcome) CutOff() (clusters []string) {
	for _, c := range o.Clusters {
		if errors.Is(c.Err, state.ErrLockLost) || errors.Is(c.Err, state.ErrRaced) {
			clusters = append(clusters, c.Cluster)
		}
	}
	return clusters
}

// failedObjects is an error of nothing but objects, of which also the outcome may not have been
// recorded: what the revision says before it has ended is enough to go back. It is nil where it is another.
func failedObjects(err error) *apply.Error {
	if failed := new(apply.Error); errors.As(err, &failed) && len(failed.Failures) > 0 && (failed.Cause == nil || failed.IsUnrecorded()) {
		return failed
	}
	return nil
}

func (c *cluster) rollback(ctx context.Context, stack *lang.Stack, o RollbackOptions) target {
	t := target{cluster: c}
	r, current, err := c.destination(ctx, o)
	if fact.Of(err).Code == NothingApplied {
		err = cmp.Or(c.arriving(ctx, stack.ID, false), going(ctx, c, stack.ID), err)
	}
	t.current = current
	var goal *rollback.Goal
	if err == nil {
		goal, err = rollback.To(ctx, c.client, r, current, o.RerunJobs)
	}
	if err != nil {
		t.result = c.notPlanned(err)
		return t
	}
	goal.Problems = concerned(goal, stack, o.Targets)
	t.cluster = &cluster{Cluster: c.Cluster, client: c.client, store: c.store, masking: c.masking}
	t.Objects = goal.Desired
	c.masking.Add(maskOf(goal.Desired)) // whatever is said later may repeat what it brings back
	if len(goal.Problems) > 0 {
		t.result = c.unplanned(goal.Problems...)
	} else {
		t.result = t.compute(ctx, stack, PlanOptions{Options: o.Options, keep: goal.Keep})
		refusedBack(t.result.Plan)
		t.result.Plan.KeptData = within(goal.OtherData, scopeOf(goal, stack, o.Targets))
	}
	if now := t.result.Prior.Revision; len(t.result.Plan.Problems) == 0 && (now == nil || now.Serial != current.Serial) {
		t.result = c.notPlanned(&apply.ChangedStateError{By: now}) // what is kept was found in another revision
	}
	to := plan.RevisionOf(r.Summary())
	t.result.Plan.Revision, t.outputs = &to, append([]state.Output{}, r.Outputs...)
	return t
}

// maskOf is what must not be shown of some objects.
func maskOf(objects []object.Manifest) object.Mask {
	all := make([]*object.Manifest, len(objects))
	for i := range objects {
		all[i] = &objects[i]
	}
	return object.NewMask(all...)
}

// refusedBack notes of what the server refuses that a revision has it so, and not the
// configuration, which a rollback does not read.
func refusedBack(c *plan.ClusterPlan) {
	for i := range c.Changes {
		if b := c.Changes[i].Blocked; b != nil && slices.Contains([]fact.Code{plan.ProblemRefused, plan.ProblemSchemaMismatch, plan.ProblemImmutable}, b.Code) {
			b.Args["rollback"] = true
		}
	}
}

// concerned are the problems of what a rollback of some targets is about.
func concerned(g *rollback.Goal, stack *lang.Stack, targets []string) []plan.Problem {
	about := scopeOf(g, stack, targets)
	return slices.DeleteFunc(g.Problems, func(p plan.Problem) bool { return !about[*p.Object] })
}

// scopeOf is what a rollback of some targets is about.
func scopeOf(g *rollback.Goal, stack *lang.Stack, targets []string) map[object.Ref]bool {
	about := map[object.Ref]bool{}
	for _, m := range plan.Scope(g.Desired, stack.ID, targets) {
		about[m.Ref] = true
	}
	return about
}

// within are those of some objects that are among others.
func within(refs []object.Ref, about map[object.Ref]bool) []object.Ref {
	return slices.DeleteFunc(refs, func(r object.Ref) bool { return !about[r] })
}

// destination is the revision to go back to, and the current one: of a number, or the last
// good one that differs from the current one, if that is good itself. A rollback that was not
// finished is gone on with, whatever succeeded before it.
func (c *cluster) destination(ctx context.Context, o RollbackOptions) (r, current *state.Revision, err error) {
	if c.err != nil {
		return nil, nil, c.err
	}
	all, err := c.store.History(ctx)
	switch {
	case err != nil:
		return nil, nil, err
	case len(all) == 0:
		return nil, nil, fact.NewError(nil, NothingApplied, nil)
	}
	if current, err = c.store.Revision(ctx, all[0].Serial); err != nil {
		return nil, nil, err
	}
	if serial := o.failed[c.Name]; serial != 0 && (current.Serial != serial || current.Outcome == state.Succeeded) {
		return nil, nil, &apply.ChangedStateError{By: current} // what another operation has done since stays
	}
	if to := o.To; to > 0 {
		if r, err = c.store.Revision(ctx, to); err == nil && !r.IsGood() {
			err = fact.NewError(nil, NotGood, fact.Args{"revision": to, "outcome": string(r.Outcome), "kept": r.Applied != nil, "good": goodOnes(all)})
		}
		return r, current, err
	}
	r, err = c.lastGood(ctx, all, current)
	return r, current, err
}

// lastGood is the revision to go back to where none is named.
func (c *cluster) lastGood(ctx context.Context, all []state.Summary, current *state.Revision) (*state.Revision, error) {
	for _, s := range all {
		to := s.LeadsTo()
		if to == 0 {
			continue
		}
		r, err := c.store.Revision(ctx, to)
		gone := fact.Of(err).Code == state.NoRevision
		switch {
		case gone && all[0].Good:
		case gone:
			return nil, fact.NewError(nil, GoalNotKept, fact.Args{"rollback": s.Serial, "revision": to, "good": goodOnes(all)})
		case err != nil || !all[0].Good || rollback.Differs(r, current):
			return r, err
		}
	}
	return nil, fact.NewError(nil, NoGood, fact.Args{"current": all[0].Serial, "good": all[0].Good})
}

// goodOnes are the numbers of the revisions that can be gone back to, the newest first.
func goodOnes(all []state.Summary) []string {
	var good []string
	for _, s := range all {
		if s.Good {
			good = append(good, strconv.FormatInt(s.Serial, 10))
		}
	}
	return good
}
