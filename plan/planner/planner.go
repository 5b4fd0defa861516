// Package planner finds out what apply would change: planner.Compute reads a live cluster,
// asks it for dry-runs, and returns a plan.ClusterPlan with what apply needs beside it.
// Nothing in it can write.
//
// What it is made of is in the internal packages around it: observe does the reading
// that concerns the whole stack, decide the one for single objects; both hand what they
// have read to packages that judge it and cannot ask anything (judge, compare,
// adoption, replacement, impact, privilege, claim, refusal, merge, redaction), and
// program puts the steps of all decisions in order.
package planner

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decide"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/masking"
	"github.com/workloadlang/wl/state"
)

// Cluster is the view of a cluster that planning has: it reads and asks for
// dry-runs, and has no method that writes.
type Cluster = observe.Cluster

// State reads what the stack has in the cluster.
type State = observe.State

// Compute finds out what apply would change on one cluster. An error means that the
// cluster could not be asked: there is then no plan, and never half a one. What
// is wrong with single objects is part of the plan: they are Blocked.
func Compute(ctx context.Context, c Cluster, s State, in plan.Input) (*Result, error) {
	if in.Parallelism <= 0 {
		in.Parallelism = plan.DefaultParallelism
	}
	counted := &observe.Counter{Cluster: c}
	seen, err := observe.Stack(ctx, counted, s, in.Stack, plan.Scope(in.Desired, in.Stack, in.Targets), in.Configured)
	if err != nil {
		return nil, err
	}
	w, unread, err := configuration(ctx, counted, s, seen, in)
	if err != nil {
		return nil, err
	}
	j := judge.New(w, seen)
	known := masking.New(slices.Concat(j.All, w.Configured), in.Sensitive, seen.Snapshot, c.Get)
	ctx = kube.WithMasks(ctx, known.Of)
	decided, err := decide.All(ctx, j, counted, s, known)
	if err != nil {
		return nil, err
	}
	result, desired := planOf(j, decided)
	result.Context, result.Server = c.Context(), c.Server()
	if err := lookAround(ctx, counted, s, j, result); err != nil {
		return nil, err
	}
	result.Problems = append(result.Problems, unread...)
	former, err := leaving(ctx, s, j, result)
	if err != nil {
		return nil, err
	}
	program.Write(result, cmp.Or(j.Kinds, kind.BuiltIn()), j.StateNamespace(), desired, former, decided.Decisions, j.Pending(result))
	result.Requests = counted.Requests()
	return &Result{Plan: result, Prior: seen.Snapshot, Desired: desired, Masking: known}, nil
}

// lookAround adds what is wrong with the stack as a whole, and where it may have been before. A
// move that has not come to its end explains what else would be wrong.
func lookAround(ctx context.Context, c *observe.Counter, s State, j *judge.Judge, p *plan.ClusterPlan) error {
	moving, err := observe.Moving(ctx, s, j)
	if err != nil {
		return err
	}
	if p.Former, err = observe.Former(ctx, c, j, len(moving) > 0); err != nil {
		return err
	}
	namespaces, err := observe.NamespaceMissing(ctx, c, j, len(p.Changes) > 0)
	if err != nil {
		return err
	}
	var missing []plan.Problem
	if len(moving) == 0 {
		missing, err = observe.StateMissing(ctx, c, j)
	}
	p.Problems = slices.Concat(namespaces, missing, moving)
	return err
}

// configuration is what a plan is about: what is desired or, where the input asks for that and it
// differs, what was applied last. Who may not read that, as may be with who only plans, has the
// configuration to compare with, and is told so.
func configuration(ctx context.Context, c Cluster, s State, seen *judge.Observation, in plan.Input) (w *wanted.Configuration, unread []plan.Problem, err error) {
	now := seen.Snapshot
	w, fits, err := fitted(ctx, c, seen, in)
	if err != nil {
		return nil, nil, err
	}
	if !in.AsApplied || w.IsAsApplied(now) {
		return w, nil, nil
	}
	was, err := s.Applied(ctx, now)
	switch {
	case apierrors.IsForbidden(err):
		return w, []plan.Problem{plan.NewProblem(plan.ProblemAppliedUnread, fact.Args{"said": refusal.Denial(err)})}, nil
	case err != nil:
		return nil, nil, err
	}
	in.Configured = slices.Concat(in.Configured, in.Desired)
	in.Desired = wanted.AsApplied(in.Desired, now.Revision, was, now.Key)
	return wanted.New(in, now.Key, fits), nil, nil
}

// fitted is what is desired, as live workloads choose their Pods. Those of the stack that targets
// leave out, and that the state does not know, are read where something that is planned means their
// Pods; of others, those that would be adopted.
func fitted(ctx context.Context, c Cluster, seen *judge.Observation, in plan.Input) (*wanted.Configuration, []*object.Fit, error) {
	fits := seen.Remembered()
	w := wanted.New(in, seen.Snapshot.Key, fits)
	read, err := observe.Fits(ctx, c, w, seen)
	if err != nil {
		return nil, nil, err
	}
	if len(read) > 0 {
		fits = append(fits, read...)
		w = wanted.New(in, seen.Snapshot.Key, fits)
	}
	return w, fits, nil
}

// Result is a plan, what it was made on, and what carries it out.
type Result struct {
	Plan *plan.ClusterPlan
	// Prior is the state on which the plan was made.
	Prior state.Snapshot
	// Desired are the objects that the plan is about, exactly as they are to be
	// sent: what the configuration sets, completed by what only the state
	// and the cluster know.
	Desired []object.Manifest
	// Masking knows what must not be shown of what the cluster says of them.
	Masking *masking.Masking
}
