package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
)

type stateOptions struct {
	targetOptions
	autoApprove bool
}

func newStateCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "state",
		Short: "Look after the state that a stack keeps in its clusters",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newStateUnlockCommand(a))
	return cmd
}

func newStateUnlockCommand(a *app) *cobra.Command {
	var o stateOptions
	cmd := &cobra.Command{
		Use:   "unlock [DIR]",
		Short: "Take the lock away from whoever holds it",
		Long: `Releases the lock of the stack on its clusters. Whoever holds it stops at once. A
lock whose holder has died passes on by itself after 20 seconds.

Exit codes: 0 nobody holds the lock any more; 1 failed.`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.takeDir(args)
			o.extent = lang.Identity
			return a.unlock(cmd.Context(), o)
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask")
	return cmd
}

func (a *app) unlock(ctx context.Context, o stateOptions) error {
	c, targets, err := a.targets(ctx, o.targetOptions)
	if err != nil {
		return err
	}
	if !o.autoApprove {
		yes, err := ui.Confirm(a.streams, fmt.Sprintf("Take the lock of the stack %s away from its holder?", c.Stack.ID.Name))
		if err != nil {
			return err
		}
		if !yes {
			return cmp.Or[error](ui.Say(a.streams.Err, "The lock was not released."), exitFailed)
		}
	}
	for _, t := range targets {
		if t.err != nil {
			return t.err
		}
		holder, err := t.store.ForceUnlock(ctx)
		switch {
		case err != nil:
			return err
		case holder == nil:
			err = ui.Say(a.streams.Out, "%s: nobody held the lock.", t.client.Context())
		default:
			err = ui.Say(a.streams.Out, "%s: the lock was taken from %s.", t.client.Context(), holder)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
