package main

import (
	"cmp"
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/progress"
)

type waitOptions struct {
	outsideRun string // of a restart
	engine.Options
	format      ui.Format
	timeout     time.Duration
	autoApprove bool // of what restarts
}

func newWaitCommand(a *app) *cobra.Command {
	var o waitOptions
	cmd := &cobra.Command{
		Use:   "wait [OBJECT...]",
		Short: "Show workloads and other objects until they are ready",
		Long: `Watches workloads until they are rolled out, and other objects until they are ready,
as wl apply does, and ends with the reasons if one of them will not be. Without OBJECT,
everything that an apply waits for. Nothing is written.

OBJECT is the address of a block, Kind/name, Kind/namespace/name, or a name: that of
workloads or, where none is called so, of other objects.

Exit codes: 0 they are rolled out and ready; 1 failed, or it took longer than --timeout.`,
		Example: `  wl wait
  wl wait --timeout 5m web
  wl wait Service/front object.certificate
  wl wait web --stack shop --namespace shop --context prod-eu`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := ofState(cmd, &o.Options); err != nil {
				return err
			}
			return o.wait(cmd.Context(), a, args)
		},
		ValidArgsFunction: offerWorkloads,
	}
	o.addFlags(cmd)
	return cmd
}

// addFlags registers the flags of every verb that waits.
func (o *waitOptions) addFlags(cmd *cobra.Command) {
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().DurationVar(&o.timeout, "timeout", 0, "how `long` one rollout, or one object, may take (default: as long as it makes progress)")
}

func (o waitOptions) wait(ctx context.Context, a *app, workloads []string) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	awaiting, err := s.Awaited(workloads...).Awaiting(ctx)
	if err != nil {
		return err
	}
	return o.await(ctx, a, awaiting, progress.Awaiting.Of(awaiting, s.Stack.ID.Name))
}

// await has the workloads waited for, or restarted, and shows it.
func (o waitOptions) await(ctx context.Context, a *app, awaiting *engine.Awaiting, scope progress.Scope) error {
	shown := progress.New(a.streams, a.streams.Options(o.format), scope)
	var left []engine.Leftover
	var failure error
	_ = finish(ctx, func() error {
		defer a.waiting.to(func(cluster string, w engine.Wait) { shown.Event(cluster, progress.WaitEvent(w)) })()
		left, failure = awaiting.Run(ctx, o.timeout, shown.Event)
		return nil
	})
	if err := shown.Close(left...); err != nil || failure == nil {
		return err
	}
	return cmp.Or[error](diagnostics.Error(a.streams.Err, failure, a.errOptions()), exitFailed)
}
