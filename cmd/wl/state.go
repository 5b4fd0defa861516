package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/lang"
)

type stateOptions struct {
	engine.Options
	autoApprove bool
}

func newStateCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "state",
		Short: "Manage the state that a stack keeps in its clusters",
		Example: `  wl state list
  wl state show workload.web
  wl state unlock`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newStateListCommand(a), newStateShowCommand(a), newStatePullCommand(a), newStateRmCommand(a), newStateMvCommand(a), newStateUnlockCommand(a))
	return cmd
}

func newStateUnlockCommand(a *app) *cobra.Command {
	var o stateOptions
	cmd := &cobra.Command{
		Use:   "unlock [DIR]",
		Short: "Release a stale lock",
		Long: `Releases the lock of the stack on its clusters, and that of its run over them. An
operation that still holds it stops at once. A lock that is not renewed becomes stale after 20 seconds, and the
next apply acquires it by itself. Where a lock is held, its
holder is shown before approval is asked for; otherwise there is nothing to approve.

Exit codes: 0 the lock is free; 1 failed.`,
		Example: `  wl state unlock
  wl state unlock --cluster prod-eu --auto-approve ./shop
  wl state unlock --stack shop --namespace shop`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkState(cmd, args, o.Options); err != nil {
				return err
			}
			o.Dir, o.Extent = dirOf(cmd, args), lang.Identity
			return o.unlock(cmd.Context(), a)
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask for approval")
	return cmd
}

func (o stateOptions) unlock(ctx context.Context, a *app) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	if !o.autoApprove {
		locked, failure := s.States().Locks(ctx)
		err := cmp.Or(reports.Locked(a.streams.Out, locked, a.streams.Options(ui.Text)), failure)
		if err != nil || !slices.ContainsFunc(locked, engine.ClusterLocks.Held) {
			return err
		}
		yes, err := reports.ApproveUnlock(a.streams, s.Stack.ID.Name)
		if err != nil {
			return err
		}
		if !yes {
			return cmp.Or[error](reports.NotUnlocked(a.streams.Err, a.errOptions()), exitFailed)
		}
	}
	unlocked, failure := s.States().Unlock(ctx)
	return cmp.Or(reports.Unlocked(a.streams.Out, unlocked, a.streams.Options(ui.Text)), failure)
}
