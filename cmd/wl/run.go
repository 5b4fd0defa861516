package main

import (
	"context"
	"errors"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// planRun carries a plan out, and says in the end what of it was not done.
type planRun struct {
	app      *app
	targets  []*target
	planned  []plan.Result
	plan     *plan.Plan
	options  applyOptions
	progress ui.Progress
}

func (a *app) newRun(c *lang.Compilation, targets []*target, planned []plan.Result, p *plan.Plan, o applyOptions) *planRun {
	scope := ui.Scope{Plan: p, Objects: map[string][]object.Manifest{}, Files: c.Files}
	for _, t := range targets {
		scope.Objects[t.Name] = t.Objects
	}
	return &planRun{app: a, targets: targets, planned: planned, plan: p, options: o, progress: ui.NewProgress(a.streams, a.streams.Options(o.format), scope)}
}

// refused ends a run of which nothing was begun, on any cluster.
func (r *planRun) refused(because ui.LeftCode, err error) error {
	var left []ui.Leftover
	for i := range r.plan.Clusters {
		left = append(left, r.leftover(i, because))
	}
	if closed := r.progress.Close(left...); closed != nil {
		return closed
	}
	return err
}

// leftover is the whole plan of a cluster.
func (r *planRun) leftover(cluster int, because ui.LeftCode) ui.Leftover {
	c := r.plan.Clusters[cluster]
	if len(problems(c)) > 0 && because != ui.LeftInterrupted {
		because = ui.LeftBlocked
	}
	return ui.Leftover{Cluster: c.Cluster, Changes: len(c.Changes), Because: because}
}

// on carries the plan out on the clusters that are ready for it, one after the
// other.
func (r *planRun) on(ctx context.Context, ready []int, v verb) error {
	var left []ui.Leftover
	var failure error
	next := 0
	for i, t := range r.targets {
		switch {
		case next == len(ready) || ready[next] != i:
			left = append(left, r.leftover(i, ui.LeftBlocked))
			continue
		case errors.Is(failure, apply.ErrInterrupted):
			left = append(left, r.leftover(i, ui.LeftInterrupted))
		case failure != nil:
			left = append(left, r.leftover(i, ui.LeftOtherFailed))
		default:
			if failure = finish(ctx, func() error { return r.one(ctx, i, v) }); failure != nil {
				left = append(left, leftBy(t.Name, failure))
			}
		}
		next++
	}
	if err := r.progress.Close(left...); err != nil {
		return err
	}
	if err := r.app.report(failure); err != nil {
		return err
	}
	if len(left) > 0 {
		return exitFailed
	}
	return nil
}

// one carries the plan out on one cluster.
func (r *planRun) one(ctx context.Context, i int, v verb) error {
	t := r.targets[i]
	in := apply.Input{
		Plan: &r.plan.Clusters[i], Desired: r.planned[i].Desired, Prior: r.planned[i].Prior, Masking: r.planned[i].Masking, Stack: t.stack,
		Who: who(), WLVersion: version(), Timeout: r.options.timeout, Parallelism: r.options.Parallelism,
	}
	restore := r.app.waiting.to(func(cluster, text string) { r.progress.Event(cluster, apply.Notice{Text: text}) })
	defer restore()
	r.app.writing = true
	var err error
	if p := crash.Catch(func() {
		_, err = v.run(ctx, t.client, t.store, in, func(e apply.Event) { r.progress.Event(t.Name, e) })
	}); p != nil {
		_ = r.progress.Close() // the display is out of the way of the report
		panic(p)
	}
	return err
}

// leftBy says what the failure on a cluster has left undone.
func leftBy(cluster string, failure error) ui.Leftover {
	left := ui.Leftover{Cluster: cluster, Because: ui.LeftError, Error: failure.Error()}
	var failures *apply.Error
	if errors.As(failure, &failures) {
		left.Changes = failures.Remaining
		if len(failures.Failures) > 0 {
			left.Because, left.Error = ui.LeftFailed, ""
		}
	}
	switch {
	case errors.Is(failure, apply.ErrInterrupted):
		left.Because = ui.LeftInterrupted
	case errors.As(failure, new(*state.LockedError)):
		left.Because = ui.LeftLocked
	case errors.As(failure, new(*apply.ChangedStateError)), errors.Is(failure, state.ErrRaced):
		left.Because = ui.LeftChanged
	}
	return left
}
