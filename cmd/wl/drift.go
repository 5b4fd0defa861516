package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
)

type driftOptions struct {
	planOptions
	exitCode bool
}

func newDriftCommand(a *app) *cobra.Command {
	var o driftOptions
	cmd := &cobra.Command{
		Use:   "drift [DIR]",
		Short: "Say what others have changed since the last apply",
		Long: `Says of every object that the stack has applied what is not there any more as it
was applied: what was changed or added, by whom and when, and what is gone. What
the configuration wants otherwise by now is left out: that is in wl plan. Nothing is
written to a cluster. Additions are what the field managers of people at a
keyboard have set and the configuration does not: apply keeps them, but they are
drift.

Of an object whose configuration has changed since the last apply, only what
another manager holds now can be told from the configuration's own change; of one
that the configuration has no longer, only that it is gone.

Exit codes: 0 looked; 1 failed, or not everything could be looked at; with
--exit-code, 2: looked, and there is drift.`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir, o.Extent = dirOf(args), lang.Objects
			return a.drift(cmd.Context(), o)
		},
	}
	targetFlags(cmd.Flags(), &o.Options)
	o.addReadFlags(cmd)
	o.addReadOnlyFlag(cmd)
	o.addDryRunFlag(cmd)
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVar(&o.exitCode, "exit-code", false, "exit with 2 if there is drift")
	return cmd
}

func (a *app) drift(ctx context.Context, o driftOptions) error {
	if err := o.checkReadOnly(); err != nil {
		return err
	}
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	defer a.printRequests(s)
	drift := s.Drift(ctx, o.PlanOptions.Options)
	if err := ui.Drift(a.streams.Out, s.Stack.ID.Name, drift.Clusters, a.view(o.planOptions)); err != nil {
		return err
	}
	switch {
	case !drift.Complete:
		return exitFailed
	case drift.Found && o.exitCode:
		return exitFound
	}
	return nil
}
