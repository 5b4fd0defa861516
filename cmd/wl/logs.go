package main

import (
	"cmp"
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/logs"
	"github.com/workloadlang/wl/internal/usage"
)

type logsOptions struct {
	engine.Options
	engine.LogsOptions
	format     ui.Format
	tail       int64
	since      time.Duration
	timestamps bool
}

func newLogsCommand(a *app) *cobra.Command {
	var o logsOptions
	cmd := &cobra.Command{
		Use:   "logs WORKLOAD...",
		Short: "Print the logs of workloads",
		Long: `Prints what the containers of the workloads have logged: of all their Pods, on every
cluster, each line with its cluster (where there are several), Pod and container. With
-f it continues with what they log from now on, also in new Pods, until Ctrl-C or, of
Jobs, until they have ended.

WORKLOAD is a name, Kind/name, or the address of a block. What is sensitive in the
stack's objects is replaced by "(sensitive)".

Exit codes: 0 success; 1 failed, or a log could not be read.`,
		Example: `  wl logs web
  wl logs -f --tail 20 Deployment/web Job/migrate
  wl logs --previous --container app workload.web
  wl logs web --stack shop --namespace shop --context prod-eu`,
		Args: someWorkloads,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(cmd); err != nil {
				return err
			}
			return o.logs(cmd.Context(), a, args)
		},
		ValidArgsFunction: offerWorkloads,
	}
	stateFlags(cmd.Flags(), &o.Options)
	flags := cmd.Flags()
	flags.BoolVarP(&o.Follow, "follow", "f", false, "continue with what is logged from now on")
	flags.BoolVarP(&o.Previous, "previous", "p", false, "print the logs of the containers' previous runs")
	flags.StringArrayVarP(&o.Containers, "container", "c", nil, "only of this `container` (may be repeated)")
	flags.Int64Var(&o.tail, "tail", 0, "only the last `lines` of each container (default: all)")
	flags.DurationVar(&o.since, "since", 0, "only what is not older than a `duration`, such as 10m")
	flags.BoolVar(&o.timestamps, "timestamps", false, "print when each line was logged")
	flags.BoolVar(&o.ShowSensitive, "show-sensitive", false, "also print sensitive values")
	flags.Var(&o.format, "format", "text or json (one object a line)")
	return cmd
}

// check makes the query of the flags.
func (o *logsOptions) check(cmd *cobra.Command) error {
	if o.Follow && o.Previous {
		return fact.NewError(nil, usage.FollowPrevious, nil)
	}
	if o.Since = o.since; cmd.Flags().Changed("tail") {
		o.Tail = &o.tail
	}
	return ofState(cmd, &o.Options)
}

func (o logsOptions) logs(ctx context.Context, a *app, workloads []string) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	if o.Follow {
		endsBySignal(ctx, exitDone)
	}
	w := logs.New(a.streams, a.streams.Options(o.format), logs.Shape{Clusters: s.Many(), Times: o.timestamps})
	complete, err := s.Workloads(workloads...).Logs(ctx, o.LogsOptions, w)
	if err := cmp.Or(err, w.Err()); err != nil || complete {
		return err
	}
	return exitFailed
}

// someWorkloads checks the arguments of a verb that has to be told which workloads are
// meant.
func someWorkloads(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fact.NewError(nil, usage.WorkloadMissing, nil)
	}
	return nil
}
