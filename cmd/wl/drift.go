package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui/drift"
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
		Short: "Show what has changed in the clusters since the last apply",
		Long: `Shows for every object of the stack how it differs from the last apply: which
fields were changed or added, by which field manager and when, and which objects
were deleted. Changes of the configuration since then are not shown: see wl plan.
Nothing is written to a cluster. Additions are fields that were set by hand and are
not in the configuration: apply keeps them, but they are drift.

A sensitive value is compared as long as the configuration still has it. Where the
configuration has changed since the last apply, and you have no right to read what was
applied (get of the Secrets of the state's namespace), the cluster is compared with the
configuration. That finds only fields that another manager owns now, so it counts as not
checked.

Exit codes: 0 success; 1 failed, or not everything could be checked; with
--exit-code, 2: there is drift.`,
		Example: `  wl drift
  wl drift --exit-code --format json ./shop`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir, o.Extent = dirOf(cmd, args), lang.Objects
			return o.drift(cmd.Context(), a)
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

func (o driftOptions) drift(ctx context.Context, a *app) error {
	if err := o.checkReadOnly(); err != nil {
		return err
	}
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	defer a.printRequests(s)
	found := s.Drift(ctx, o.PlanOptions.Options)
	if err := drift.Write(a.streams.Out, s.Stack.ID.Name, found.Clusters, a.view(o.planOptions)); err != nil {
		return err
	}
	switch {
	case !found.Complete:
		return exitFailed
	case found.Found && o.exitCode:
		return exitFound
	}
	return nil
}
