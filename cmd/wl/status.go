package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/status"
	"github.com/workloadlang/wl/lang"
)

type statusOptions struct {
	engine.Options
	format ui.Format
}

func newStatusCommand(a *app) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:   "status [DIR]",
		Short: "Show the status of the stack's workloads",
		Long: `Shows for every workload of the stack, on every cluster, whether it is running, its
numbers under kubectl's names, and the reason where it is not running.

Exit codes: 0 every workload is as configured; 1 failed; 2 an object is missing, or
a workload is not running as configured.`,
		Example: `  wl status
  wl status --cluster prod-eu --format json ./shop`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir, o.Extent = dirOf(args), lang.Identity
			return a.status(cmd.Context(), o)
		},
	}
	targetFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (a *app) status(ctx context.Context, o statusOptions) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	found := s.Status(ctx)
	if err := status.Write(a.streams.Out, s.Stack.ID.Name, found, a.streams.Options(o.format)); err != nil {
		return err
	}
	switch {
	case !found.Complete():
		return exitFailed
	case !found.Healthy():
		return exitFound
	}
	return nil
}
