package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
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
			o.takeDir(args)
			o.extent = lang.Objects
			return a.drift(cmd.Context(), o)
		},
	}
	o.addFlags(cmd.Flags())
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
	c, targets, err := a.targets(ctx, o.targetOptions)
	if err != nil {
		return err
	}
	o.ForceConflicts = true // what other managers hold is shown, not taken
	defer a.printRequests(targets)
	p, planned := planAll(ctx, targets, o.Options, false)
	clusters := make([]plan.ClusterDrift, len(targets))
	result := exitDone
	for i := range targets {
		clusters[i] = plan.DriftOf(&p.Clusters[i], planned[i].Prior.Revision)
		if unplanned := len(p.Clusters[i].Changes) == 0 && len(p.Clusters[i].Problems) > 0; unplanned {
			clusters[i].Problems = p.Clusters[i].Problems
		}
		if len(clusters[i].Objects) > 0 && o.exitCode {
			result = exitFound
		}
	}
	options := a.streams.Options(o.format)
	options.Verbose = o.verbose
	if err := ui.Drift(a.streams.Out, c.Stack.ID.Name, clusters, options); err != nil {
		return err
	}
	for _, c := range clusters {
		if len(c.Problems) > 0 {
			result = exitFailed
		}
	}
	if ctx.Err() != nil {
		result = exitFailed
	}
	if result != exitDone {
		return result
	}
	return nil
}
