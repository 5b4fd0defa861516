package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/events"
)

type eventsOptions struct {
	engine.Options
	format ui.Format
}

func newEventsCommand(a *app) *cobra.Command {
	var o eventsOptions
	cmd := &cobra.Command{
		Use:   "events [WORKLOAD...]",
		Short: "List the events of workloads",
		Long: `Lists the events of workloads and of their ReplicaSets, Jobs and Pods, those that are
gone included: the newest last, and one that has occurred several times once, with
its count. Without WORKLOAD, those of all workloads of the stack.

WORKLOAD is a name, Kind/name, or the address of a block.

Exit codes: 0 success; 1 failed.`,
		Example: `  wl events web
  wl events --cluster prod-eu --format json
  wl events --stack shop --namespace shop --context prod-eu`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := ofState(cmd, &o.Options); err != nil {
				return err
			}
			return o.events(cmd.Context(), a, args)
		},
		ValidArgsFunction: offerWorkloads,
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (o eventsOptions) events(ctx context.Context, a *app, workloads []string) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	told, err := s.Workloads(workloads...).Events(ctx)
	if err != nil {
		return err
	}
	if err := events.Write(a.streams.Out, s.Stack.ID.Name, told, time.Now(), a.streams.Options(o.format)); err != nil {
		return err
	}
	if !told.Complete() {
		return exitFailed
	}
	return nil
}
