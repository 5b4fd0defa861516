package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
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
		Short: "Say how the stack's workloads are",
		Long: `Says of every workload that the stack has made whether it runs, with how many
instances, and why not, on every cluster.

Exit codes: 0 everything is as it should be; 1 failed; 2 something is missing, or
not running as it should.`,
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
	status := s.Status(ctx)
	if err := ui.Status(a.streams.Out, s.Stack.ID.Name, status, a.streams.Options(o.format)); err != nil {
		return err
	}
	switch {
	case !status.Complete():
		return exitFailed
	case !status.Healthy():
		return exitFound
	}
	return nil
}
