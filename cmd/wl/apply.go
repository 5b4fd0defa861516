package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/user"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/ui/progress"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/internal/waves"
)

type applyOptions struct {
	planOptions
	waveOptions
	autoApprove   bool
	allowPartial  bool
	timeout       time.Duration
	commit        string
	onFailure     string
	maxConcurrent int
	rollback      *engine.RollbackOptions // nil where it is none
	failed        *engine.Planned         // the apply that has failed, which is rolled back unasked; nil where none is
}

func newApplyCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "apply [DIR | FILE]",
		Short: "Apply a plan and watch the rollout",
		Long: `Plans, asks for approval, and applies the plan to one cluster after the other:
writes the objects in order, and watches the workloads until they are rolled out.
A rollout that cannot succeed ends the apply with the reason.

A destroy, an outage, or data at risk is approved of by typing the stack's name. With
--auto-approve, a plan that is incomplete or blocked on some clusters is applied to
none, unless --allow-partial is given.

FILE is a plan that wl plan --out has saved. It is applied without asking for
approval, provided that a new plan is the same; otherwise nothing is done, and the
differences are printed. Set variables from the command line again.

What fails ends the apply. With --on-failure=rollback it then goes back to the last
good revision, on the cluster that failed; the exit code is 1 all the same.

Ctrl-C finishes the requests in flight, writes the state and stops; a second one
stops at once. Either way the next apply continues from there.

Exit codes: 0 everything is applied and rolled out; 1 failed, or not everything
was done; 3 what is due is done, and a run over several clusters waits.`,
		Example: `  wl apply
  wl apply --auto-approve --var image=nginx:1.29 ./shop
  wl apply --target workload.web
  wl apply --auto-approve --format markdown > result.md
  wl plan --out shop.plan && wl apply shop.plan`,
		Args: oneDirOrPlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			if isFile(args) {
				return o.applySaved(cmd.Context(), a, args[0])
			}
			o.Dir = dirOf(cmd, args)
			return o.apply(cmd.Context(), a)
		},
	}
	o.addApplyFlags(cmd)
	o.addRecheckFlag(cmd, "wl plan")
	o.addForceFlag(cmd)
	o.addTargetFlag(cmd)
	o.addAdoptFlag(cmd)
	o.addWaveFlags(cmd)
	cmd.Flags().StringVar(&o.commit, "commit", "", "the `commit` of the configuration, for wl history (default: what git has checked out)")
	cmd.Flags().Var(choiceFlag{&o.onFailure, []string{"halt", "rollback", "rollback_all", "continue"}, "action"}, "on-failure",
		"halt, rollback to the last good revision (rollback_all: also the clusters of earlier waves), or continue with what does not depend on what failed (default: rollout { on_failure } of the stack, or halt)")
	return cmd
}

// addApplyFlags registers the flags of every verb that carries out a plan.
func (o *applyOptions) addApplyFlags(cmd *cobra.Command) {
	targetFlags(cmd.Flags(), &o.Options)
	o.addPlanFlags(cmd)
	o.addApprovalFlags(cmd)
	cmd.Flags().BoolVar(&o.allowPartial, "allow-partial", false, "with --auto-approve, apply to the other clusters where the plan of some is incomplete or blocked")
	cmd.Flags().IntVar(&o.maxConcurrent, "max-concurrent", 0, "the number of clusters that are applied to at a time, of a stack without waves (default: 1)")
	addOutsideFlag(cmd, &o.outsideRun)
	cmd.Flags().DurationVar(&o.timeout, "timeout", 0, "the timeout of one rollout (default: as long as it makes progress)")
}

// addApprovalFlags registers how a plan is approved, and its progress printed.
func (o *applyOptions) addApprovalFlags(cmd *cobra.Command) {
	cmd.Flags().Var(plans.Format{Format: &o.format}, "format", "text, json, or markdown: the result for a pull request, and everything else on standard error")
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask for approval")
}

// apply plans, asks, and applies the plan.
func (o applyOptions) apply(ctx context.Context, a *app) error {
	a.outliveReaders()
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	defer a.printRequests(s)
	if o.inWaves(s) {
		return o.applyInWaves(ctx, a, s)
	}
	p, err := o.plan(ctx, s)
	if err != nil {
		return err
	}
	seen := engine.TraceOf(p)
	if err := o.unhindered(ctx, a, s, seen); err != nil {
		return err
	}
	o.onFailure = cmp.Or(o.onFailure, s.Stack.Rollout.OnFailure)
	err = applyRun{a, o, p, s.Many(), o.showing(s)}.run(ctx, s.Files)
	if err == nil && o.Destroy && len(o.Clusters)+len(o.Targets) == 0 {
		err = waves.Forget(ctx, s, seen)
	}
	if err != nil || o.Destroy || o.rollback != nil {
		return err
	}
	return a.unprinted(a.outputs(o.showing(s), o.format), true)
}

// rollsBack reports whether what the apply leaves is rolled back where it fails.
func (o *applyOptions) rollsBack() bool {
	return engine.OnFailure(o.onFailure).RollsBack() && !o.Destroy && o.rollback == nil
}

// plan plans what is to be applied.
func (o *applyOptions) plan(ctx context.Context, s *engine.Stack) (*engine.Planned, error) {
	if o.rollback == nil {
		return s.Plan(ctx, o.PlanOptions)
	}
	o.rollback.Options = o.PlanOptions.Options
	return s.Rollback(ctx, *o.rollback)
}

// applyRun is a plan that is being applied.
type applyRun struct {
	*app
	applyOptions
	plan *engine.Planned
	many bool // the stack has several clusters, of which the plan may have one
	// shown are the outputs that are shown when all is applied.
	shown []outputs.Cluster
}

// run prints the plan, applies it, prints what came of it and, where it fails and is to be
// rolled back, does so of the way back.
func (r applyRun) run(ctx context.Context, files map[string]*hcl.File) error {
	if err := r.review(ctx); err != nil {
		return err
	}
	scope := progress.Scope{Plan: r.plan.Plan, Objects: r.plan.Objects(), Files: files, Verb: r.verb(), Several: r.many, RollsBack: r.rollsBack(), Part: r.rollsBack() || r.failed != nil}
	if r.failed != nil {
		scope.Failed = r.failed.Plan
	}
	shown := progress.New(r.streams, r.streams.Options(r.format), scope)
	outcome := r.watch(ctx, shown)
	err := r.unprinted(r.conclude(outcome, shown), outcome.Err == nil)
	if !r.rollsBack() {
		return err
	}
	if err != nil {
		err = cmp.Or(r.goBack(ctx, outcome), err)
	}
	return cmp.Or(err, progress.Mark(r.streams.Out, r.streams.Options(r.format), scope))
}

// goBack rolls back what a failed apply has left: by now its evidence is printed, and
// nobody is asked again.
func (r applyRun) goBack(ctx context.Context, failed engine.Outcome) error {
	staying := reports.Staying{Unknown: failed.Unknown(), Hindered: failed.Hindered(), CutOff: failed.CutOff(), Unanswered: failed.Unanswered()}
	if ctx.Err() != nil {
		staying = reports.Staying{Interrupted: failed.Failed()}
	}
	if err := reports.NotRollingBack(r.streams.Err, staying, r.plan.Plan, r.errOptions()); err != nil {
		return err
	}
	back, err := r.plan.Back(ctx, failed)
	if back == nil || err != nil {
		return err
	}
	if err := reports.RollingBack(r.streams.Err, back.Plan, r.plan.Plan, r.errOptions()); err != nil {
		return err
	}
	o := r.applyOptions
	o.failed, o.rollback, o.Reviewed, o.autoApprove, o.timeout = r.plan, &engine.RollbackOptions{}, nil, true, engine.BackTimeout(o.timeout)
	return applyRun{r.app, o, back, r.many, nil}.run(ctx, nil)
}

// review prints the plan, unless it was reviewed. As JSON, standard output is the
// events'; the plan is in wl plan's, and only what cannot be applied is printed.
func (r applyRun) review(ctx context.Context) error {
	switch {
	case r.format != ui.JSON && r.Reviewed == nil:
		return r.printPlan()
	case ctx.Err() != nil:
		return nil
	}
	return diagnostics.Plan(r.streams.Err, r.plan.Plan, r.errOptions())
}

// watch applies the plan and shows its progress.
func (r applyRun) watch(ctx context.Context, shown progress.Progress) engine.Outcome {
	var outcome engine.Outcome
	r.guarded(shown, func() { outcome = r.plan.Apply(ctx, r.options(ctx, shown), shown.Event) })
	return outcome
}

// options are how the plan is applied.
func (r applyRun) options(ctx context.Context, shown progress.Progress) engine.ApplyOptions {
	options := engine.ApplyOptions{
		Timeout: r.timeout, AllowPartial: r.allowPartial, OnFailure: engine.OnFailure(r.onFailure), MaxConcurrent: r.maxConcurrent, Commit: r.commitOf(ctx),
		Begin: func() (*waves.RunRef, error) { return r.note.make(ctx) },
		Guard: func(work func()) {
			defer r.waiting.to(func(cluster string, w engine.Wait) { shown.Event(cluster, progress.WaitEvent(w)) })()
			r.writing = true
			_ = finish(ctx, func() error { work(); return nil })
		},
	}
	if !r.autoApprove {
		options.Approve = func(q engine.Question) (bool, error) { return plans.Approve(r.streams, q) }
	}
	return options
}

// guarded does work, of which the display is out of the way when it panics.
func (r applyRun) guarded(shown progress.Progress, work func()) {
	if panicked := crash.Catch(work); panicked != nil {
		shown.Fail(panicked)
		_ = shown.Close()
		panic(panicked)
	}
}

// commitOf is the commit of the configuration that is applied; none where none is.
func (r applyRun) commitOf(ctx context.Context) string {
	if r.commit != "" || r.rollback != nil || r.Destroy || len(r.ReleaseOnly) > 0 {
		return r.commit
	}
	return commit.Of(ctx, r.Dir)
}

// conclude prints what was not done, and why.
func (r applyRun) conclude(outcome engine.Outcome, shown progress.Progress) error {
	var refused *engine.RefusedError
	if errors.As(outcome.Err, &refused) {
		if err := diagnostics.Differences(r.streams.Err, refused, r.errOptions()); err != nil {
			return err
		}
	}
	if outcome.Err == nil {
		if err := r.outputEvents(r.shown, r.format); err != nil {
			return err
		}
	}
	if err := cmp.Or(shown.Close(outcome.Left()...), r.nothing(outcome)); err != nil {
		return err
	}
	if outcome.Err == nil || refused != nil {
		return outcome.Err
	}
	return cmp.Or[error](diagnostics.Error(r.streams.Err, outcome.Err, r.errOptions()), exitFailed)
}

// who names the person or job that runs this, for the lock and the history.
func who() string {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, err := os.Hostname()
	if err != nil {
		return name
	}
	return name + "@" + host
}
