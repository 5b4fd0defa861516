package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
)

type statusOptions struct {
	targetOptions
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
			o.takeDir(args)
			o.extent = lang.Identity
			return a.status(cmd.Context(), o)
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (a *app) status(ctx context.Context, o statusOptions) error {
	c, targets, err := a.targets(ctx, o.targetOptions)
	if err != nil {
		return err
	}
	clusters := make([]ui.ClusterStatus, len(targets))
	var group crash.Group
	for i, t := range targets {
		group.Go(func() error {
			clusters[i] = t.status(ctx)
			return nil
		})
	}
	_ = group.Wait() // every failure is in its cluster's status
	if err := ui.Status(a.streams.Out, c.Stack.ID.Name, clusters, a.streams.Options(o.format)); err != nil {
		return err
	}
	result := exitDone
	for _, cluster := range clusters {
		switch {
		case cluster.Report == nil:
			return exitFailed
		case !cluster.Report.Healthy():
			result = exitFound
		}
	}
	if result != exitDone {
		return result
	}
	return nil
}

func (t *target) status(ctx context.Context) ui.ClusterStatus {
	result := ui.ClusterStatus{Cluster: t.Name, Context: t.Context}
	if t.err != nil {
		result.Error = t.err.Error()
		return result
	}
	result.Context = t.client.Context()
	snapshot, err := t.store.Read(ctx)
	if err == nil {
		result.Report, err = apply.Status(ctx, t.client, t.stack, snapshot)
	}
	if err != nil {
		result.Error = reason(err)
	}
	return result
}
