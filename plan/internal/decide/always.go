package decide

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

// repeater decides about the Jobs that run in every apply, or again because it is asked for.
type repeater struct {
	*decider
	runs judge.Repeater
}

// rerun has the Jobs run again that do in every apply, where anything else is done, or
// that are asked for.
func (p *repeater) rerun(ctx context.Context, decisions []decision.Decision) error {
	jobs, run := p.runs.Again(decisions)
	if !run {
		for _, i := range jobs {
			decisions[i].RunsAlways = true
		}
		return nil
	}
	again, err := pool.Map(ctx, p.Parallelism, jobs, func(ctx context.Context, i int) (decision.Decision, error) {
		d, err := p.runAgain(ctx, decisions[i])
		return unlessFailing(p.Judge, decisions[i].Manifest, d, err)
	})
	if err != nil {
		return err
	}
	for k, i := range jobs {
		decisions[i] = again[k]
	}
	return nil
}

// runAgain decides about one of them, of which d is what is known so far.
func (p *repeater) runAgain(ctx context.Context, d decision.Decision) (decision.Decision, error) {
	s := p.Subject(d.Manifest)
	live, err := p.live.Get(ctx, d.Object)
	switch {
	case err != nil && !apierrors.IsNotFound(err):
		return d, err
	case p.runs.Continues(s, live):
		return d, nil
	case err != nil:
		return p.runAnew(ctx, s)
	}
	c, err := p.against(s, live)
	switch {
	case err != nil:
		return d, err
	case c.Meta.Deleting:
		return decision.Blocked(s.Manifest, decision.BeingDeleted(s.Manifest, c.Meta)), nil
	case c.Foreign():
		return decision.Blocked(s.Manifest, decision.ChangedMeanwhile(s.Manifest)), nil
	}
	trial, answer, err := observe.Tried(ctx, p.cluster, c)
	if err != nil {
		return p.unlessRefused(s.Manifest, err)
	}
	again := p.runs.RunAgain(c, answer)
	again.ComputedFor(p.cluster.Reason(trial))
	return unlessBarred(p.cluster, again), nil
}

// runAnew decides about one that its time to live has removed.
func (p *repeater) runAnew(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	answer, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{Ref: s.Manifest.Ref, FieldManager: p.Stack.FieldManager(), Content: p.InFull(s.Manifest).Content})
	switch {
	case err != nil:
		return p.unlessRefused(s.Manifest, err)
	case !answer.Created:
		return decision.Blocked(s.Manifest, decision.ChangedMeanwhile(s.Manifest)), nil
	}
	again := p.runs.RunAnew(s.Manifest, answer)
	again.Approximate = p.cluster.Reason(s.Manifest.Ref)
	return again, nil
}

// unlessRefused turns a server's refusal of a new object into a decision; every other error
// stays one.
func (p *repeater) unlessRefused(m *object.Manifest, err error) (decision.Decision, error) {
	status, answered := refusal.Answer(err)
	if !answered {
		return decision.Decision{}, err
	}
	return decision.Blocked(m, refusal.Of(p.InFull(m), status.Status())), nil
}
