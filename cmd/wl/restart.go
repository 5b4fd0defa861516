package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/progress"
	"github.com/workloadlang/wl/internal/ui/reports"
)

func newRestartCommand(a *app) *cobra.Command {
	var o waitOptions
	cmd := &cobra.Command{
		Use:   "restart WORKLOAD...",
		Short: "Restart the Pods of workloads and watch the rollout",
		Long: `Restarts the Pods of Deployments, StatefulSets and DaemonSets as their update
strategies say, as kubectl rollout restart does, after asking for approval, and watches
them until they are rolled out: one cluster after the other. The configuration and the
state do not change, and neither plan nor drift shows the trace that a restart leaves.

WORKLOAD is a name, Kind/name, or the address of a block.

Exit codes: 0 they are restarted and rolled out; 1 failed, or not everything was done.`,
		Example: `  wl restart web
  wl restart --auto-approve --timeout 10m Deployment/web
  wl restart web --stack shop --namespace shop --context prod-eu`,
		Args: someWorkloads,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := ofState(cmd, &o.Options); err != nil {
				return err
			}
			return o.restart(cmd.Context(), a, args)
		},
		ValidArgsFunction: offerWorkloads,
	}
	o.addFlags(cmd)
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask for approval")
	addOutsideFlag(cmd, &o.outsideRun)
	return cmd
}

// restarting finds the workloads, where no run is in the way.
func (o waitOptions) restarting(ctx context.Context, a *app, s *engine.Stack, workloads []string) (*engine.Awaiting, *outsideNote, error) {
	found, err := s.Workloads(workloads...).Restarting(ctx)
	if err != nil && (found == nil || o.outsideRun != "") {
		return nil, nil, err
	}
	note, held := a.outside(ctx, s, found.Trace, "restart", o.Clusters, o.outsideRun)
	return found, note, cmp.Or(held, err) // a run may be why nothing is there yet
}

func (o waitOptions) restart(ctx context.Context, a *app, workloads []string) error {
	a.outliveReaders()
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	restarting, note, err := o.restarting(ctx, a, s, workloads)
	if err != nil {
		return err
	}
	if o.format != ui.JSON {
		if err := reports.Restarts(a.streams.Out, restarting, a.streams.Options(ui.Text)); err != nil {
			return err
		}
	}
	if !o.autoApprove {
		yes, err := reports.ApproveRestart(a.streams)
		if err != nil {
			return err
		}
		if !yes {
			return cmp.Or[error](reports.NotRestarted(a.streams.Err, a.errOptions()), exitFailed)
		}
	}
	if _, err := note.make(ctx); err != nil {
		return err
	}
	a.writing = true
	return o.await(ctx, a, restarting, progress.Restarting.Of(restarting, s.Stack.ID.Name))
}
