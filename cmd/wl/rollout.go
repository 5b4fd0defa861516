package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/runs"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/lang"
)

type rolloutOptions struct {
	engine.Options
	format   ui.Format
	wave     string
	analysis string
	reason   string
	shows    bool // and changes nothing
}

func newRolloutCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rollout",
		Short: "Show and steer the run of the stack over its clusters",
		Long: `A stack with waves (block rollout) is applied in a run, which its home cluster keeps:
wl apply does what is due of it, and ends; the next one continues. These commands show
the run and steer it. They need no variables, but for recover, and go to the home
cluster alone or, where no run is under way there, look for one by the revisions of
all clusters.`,
		Example: `  wl rollout status
  wl rollout approve
  wl rollout pause --reason "incident 4711"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newRolloutStatus(a), newRolloutApprove(a), newRolloutRetry(a), newRolloutPause(a), newRolloutResume(a), newRolloutAbort(a), newRolloutRecover(a))
	return cmd
}

// verb is one of the verbs: what it does to the run, before that is shown.
func (o *rolloutOptions) verb(a *app, cmd *cobra.Command, do func(ctx context.Context, r *waves.Rollout) error) *cobra.Command {
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Args = noArguments
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := ofState(cmd, &o.Options); err != nil {
			return err
		}
		ctx := cmd.Context()
		s, err := a.open(ctx, o.Options)
		if err != nil {
			return err
		}
		r, err := o.find(ctx, a, s)
		if err == nil {
			err = do(ctx, r)
		}
		if err != nil {
			return err
		}
		return o.show(ctx, a, r)
	}
	return cmd
}

// find opens the run that is meant. One in another home than the configuration names is shown, and not
// changed; where that cannot be read, and there is no other, nothing is known that could be shown.
func (o *rolloutOptions) find(ctx context.Context, a *app, s *engine.Stack) (*waves.Rollout, error) {
	r, err := waves.Open(ctx, s)
	if err != nil {
		return nil, err
	}
	r, astray := r.Find(ctx)
	if astray != nil && o.shows && r.Run() != nil {
		return r, diagnostics.Warning(a.streams.Err, astray, a.errOptions())
	}
	return r, astray
}

// show shows how the run stands.
func (o *rolloutOptions) show(ctx context.Context, a *app, r *waves.Rollout) error {
	report, err := r.Report(ctx)
	if err != nil {
		return err
	}
	return runs.Write(a.streams.Out, report, a.streams.Options(o.format))
}

func (o *rolloutOptions) reasonFlag(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&o.reason, "reason", "", usage)
}

func (o *rolloutOptions) waveFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.wave, "wave", "", "the `wave` that is meant (default: the one that the run has come to)")
}

func newRolloutStatus(a *app) *cobra.Command {
	o := rolloutOptions{shows: true}
	return o.verb(a, &cobra.Command{
		Use:   "status",
		Short: "Show how the run stands",
		Long: `Shows the last run of the stack over its clusters: how each wave and each cluster
stands, since when, and what the run waits for.

Exit codes: 0 success; 1 failed, or the home of the run cannot be read.`,
		Example: `  wl rollout status
  wl rollout status --format json -C ./shop`,
	}, func(context.Context, *waves.Rollout) error { return nil })
}

func newRolloutApprove(a *app) *cobra.Command {
	var o rolloutOptions
	cmd := o.verb(a, &cobra.Command{
		Use:   "approve",
		Short: "Approve of a wave, or let an inconclusive analysis pass",
		Long: `Approves of a wave of the run, as the user that the home cluster knows: of what the run
was begun with, and of nothing else. wl apply then continues. With --analysis, lets an
analysis pass that is inconclusive.

Exit codes: 0 success; 1 failed, or the approval would not count.`,
		Example: `  wl rollout approve
  wl rollout approve --wave canary
  wl rollout approve --analysis errors --reason "known spike"`,
	}, func(ctx context.Context, r *waves.Rollout) error {
		if o.analysis != "" {
			return r.Steer().Release(ctx, o.wave, o.analysis, o.reason)
		}
		return r.Steer().Approve(ctx, o.wave)
	})
	approve := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if o.reason != "" && o.analysis == "" { // an approval of a wave records who and what, and no reason
			return fact.NewError(nil, usage.FlagWithout, fact.Args{"flag": "--reason", "needs": "--analysis"})
		}
		return approve(cmd, args)
	}
	o.waveFlag(cmd)
	o.reasonFlag(cmd, "with --analysis, why it may pass: a `text` that is recorded")
	cmd.Flags().StringVar(&o.analysis, "analysis", "", "the `analysis` that is to pass")
	return cmd
}

func newRolloutRetry(a *app) *cobra.Command {
	var o rolloutOptions
	cmd := o.verb(a, &cobra.Command{
		Use:   "retry",
		Short: "Begin an inconclusive analysis again",
		Long: `Forgets the samples of the analyses that are inconclusive: the wave soaks anew, and wl
apply asks for them again.

Exit codes: 0 success; 1 failed, or no analysis is inconclusive.`,
		Example: "  wl rollout retry\n  wl rollout retry --analysis errors",
	}, func(ctx context.Context, r *waves.Rollout) error { return r.Steer().Retry(ctx, o.wave, o.analysis) })
	o.waveFlag(cmd)
	cmd.Flags().StringVar(&o.analysis, "analysis", "", "only this `analysis`")
	return cmd
}

func newRolloutPause(a *app) *cobra.Command {
	var o rolloutOptions
	cmd := o.verb(a, &cobra.Command{
		Use:   "pause",
		Short: "Keep the run from continuing",
		Long: `Pauses the run: clusters that are being applied to are finished, and nothing further is
begun until wl rollout resume.

Exit codes: 0 success; 1 failed.`,
		Example: `  wl rollout pause --reason "incident 4711"`,
	}, func(ctx context.Context, r *waves.Rollout) error { return r.Steer().Pause(ctx, o.reason) })
	o.reasonFlag(cmd, "why: a `text` that is recorded, and shown")
	return cmd
}

func newRolloutResume(a *app) *cobra.Command {
	var o rolloutOptions
	return o.verb(a, &cobra.Command{
		Use:   "resume",
		Short: "Let a paused run continue",
		Long: `Ends the pause of the run. The next wl apply continues it.

Exit codes: 0 success; 1 failed, or the run is not paused.`,
		Example: "  wl rollout resume && wl apply",
	}, func(ctx context.Context, r *waves.Rollout) error { return r.Steer().Resume(ctx) })
}

func newRolloutAbort(a *app) *cobra.Command {
	var o rolloutOptions
	cmd := o.verb(a, &cobra.Command{
		Use:   "abort",
		Short: "End the run, and leave everything as it is",
		Long: `Ends the run. What was applied stays as it is, and what was not is not begun; the next
wl apply begins a new run.

Exit codes: 0 success; 1 failed.`,
		Example: `  wl rollout abort --reason "wrong image"`,
	}, func(ctx context.Context, r *waves.Rollout) error { return r.Steer().Abort(ctx, o.reason) })
	o.reasonFlag(cmd, "why: a `text` that is recorded")
	return cmd
}

func newRolloutRecover(a *app) *cobra.Command {
	var o rolloutOptions
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "Rebuild the run from the clusters' revisions",
		Long: `Rebuilds the run whose home cluster was lost, in the home that the configuration names
now, from the revisions of all clusters: each names the run that it is of. The
configuration must be the one that the run was begun with. Soaks begin anew, and
approvals are to be given again. A cluster that gives no answer is left behind where a
later wave had begun; where its own wave is under way, remove its block before the next
apply if it is lost for good. Where the home lacks the namespace of the state, it is
created as by an apply.

Exit codes: 0 success; 1 failed.`,
		Example: "  wl rollout recover",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Dir, o.Extent = dirOf(cmd, nil), lang.Everything
			ctx := cmd.Context()
			s, err := a.open(ctx, o.Options)
			if err != nil {
				return err
			}
			r, err := waves.Recover(ctx, s)
			if err != nil {
				return err
			}
			return o.show(ctx, a, r)
		},
	}
	targetFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}
