package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/ui/progress"
	"github.com/workloadlang/wl/internal/ui/reports"
)

type applyOptions struct {
	planOptions
	autoApprove bool
	timeout     time.Duration
}

func newApplyCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "apply [DIR | FILE]",
		Short: "Apply a plan and watch the rollout",
		Long: `Plans, asks for approval, and applies the plan to one cluster after the other:
writes the objects in order, and watches the workloads until they are rolled out.
A rollout that cannot succeed ends the apply with the reason.

FILE is a plan that wl plan --out has saved. It is applied without asking for
approval, provided that a new plan is the same; otherwise nothing is done, and the
differences are printed. Set variables from the command line again.

Ctrl-C finishes the requests in flight, writes the state and stops; a second one
stops at once. Either way the next apply continues from there.

Exit codes: 0 everything is applied and rolled out; 1 failed, or not everything
was done.`,
		Example: `  wl apply
  wl apply --auto-approve --var image=nginx:1.29 ./shop
  wl apply --target workload.web
  wl plan --out shop.plan && wl apply shop.plan`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			if isFile(args) {
				return a.applySaved(cmd.Context(), o, args[0])
			}
			o.Dir = dirOf(args)
			return a.apply(cmd.Context(), o)
		},
	}
	o.addApplyFlags(cmd)
	o.addRecheckFlag(cmd, "use wl plan, which shows what would change and writes nothing")
	o.addTargetFlag(cmd)
	o.addAdoptFlag(cmd)
	return cmd
}

// addApplyFlags registers the flags of every verb that carries out a plan.
func (o *applyOptions) addApplyFlags(cmd *cobra.Command) {
	targetFlags(cmd.Flags(), &o.Options)
	o.addPlanFlags(cmd)
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask for approval")
	cmd.Flags().DurationVar(&o.timeout, "timeout", 0, "the timeout of one rollout (default: as long as it makes progress)")
}

// apply plans, asks, and applies the plan.
func (a *app) apply(ctx context.Context, o applyOptions) error {
	a.outliveReaders()
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	defer a.printRequests(s)
	p, err := s.Plan(ctx, o.PlanOptions)
	if err != nil {
		return err
	}
	r := applyRun{a, o, p}
	if err := r.review(ctx); err != nil {
		return err
	}
	shown := progress.New(a.streams, a.streams.Options(o.format), progress.Scope{Plan: p.Plan, Objects: s.Objects(), Files: s.Files})
	if err := r.conclude(r.watch(ctx, shown), shown); err != nil || o.Destroy {
		return err
	}
	return reports.Outputs(a.streams.Out, s.Outputs(), a.streams.Options(o.format))
}

// applyRun is a plan that is being applied.
type applyRun struct {
	*app
	applyOptions
	plan *engine.Planned
}

// review prints the plan, unless it was reviewed. As JSON, standard output is the
// events'; the plan is in wl plan's, and only what cannot be applied is printed.
func (r applyRun) review(ctx context.Context) error {
	switch {
	case r.format != ui.JSON && r.Reviewed == nil:
		return plans.Write(r.streams.Out, r.plan.Plan, r.view(r.planOptions))
	case ctx.Err() != nil:
		return nil
	}
	return diagnostics.Plan(r.streams.Err, r.plan.Plan, r.errOptions())
}

// watch applies the plan and shows its progress.
func (r applyRun) watch(ctx context.Context, shown progress.Progress) engine.Outcome {
	options := engine.ApplyOptions{Timeout: r.timeout, Guard: func(work func()) {
		defer r.waiting.to(func(cluster string, w engine.Wait) { shown.Event(cluster, progress.WaitEvent(w)) })()
		r.writing = true
		_ = finish(ctx, func() error { work(); return nil })
	}}
	if !r.autoApprove {
		options.Approve = func(q engine.Question) (bool, error) { return plans.Approve(r.streams, q) }
	}
	var outcome engine.Outcome
	if panicked := crash.Catch(func() { outcome = r.plan.Apply(ctx, options, shown.Event) }); panicked != nil {
		_ = shown.Close() // the display is out of the way of the report
		panic(panicked)
	}
	return outcome
}

// conclude prints what was not done, and why.
func (r applyRun) conclude(outcome engine.Outcome, shown progress.Progress) error {
	var refused *engine.RefusedError
	if errors.As(outcome.Err, &refused) {
		if err := diagnostics.Differences(r.streams.Err, refused, r.errOptions()); err != nil {
			return err
		}
	}
	if err := shown.Close(outcome.Left()...); err != nil {
		return err
	}
	if outcome.Err == nil || refused != nil {
		return outcome.Err
	}
	return cmp.Or[error](diagnostics.Error(r.streams.Err, outcome.Err, r.errOptions()), exitFailed)
}

// applySaved applies a plan that was reviewed. Nobody is asked: the review has been
// the answer.
func (a *app) applySaved(ctx context.Context, o applyOptions, path string) error {
	if o.Context != "" || len(o.Clusters)+len(o.Targets) > 0 || o.ForceConflicts {
		return fmt.Errorf("--context, --cluster, --target and --force-conflicts are part of the plan in %s: omit them, or make a new plan", path)
	}
	reviewed, err := engine.Load(path)
	if err != nil {
		return err
	}
	o.Options, o.Reviewed = o.Options.Reviewing(reviewed), reviewed
	return a.apply(ctx, o)
}

// isFile reports whether an argument names a saved plan and not a directory.
func isFile(args []string) bool {
	if len(args) != 1 {
		return false
	}
	info, err := os.Stat(args[0])
	return err == nil && !info.IsDir()
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
